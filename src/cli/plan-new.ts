import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { prepare } from '../service/prepare.js';
import { newSeason } from '../sheets/new-season.js';
import { readTemplate } from '../sheets/template.js';
import { EXIT, type Desk } from './desk.js';
import { leaf } from './leaf.js';
import { misuse } from './misuse.js';
import { preparedFrom } from './prepared.js';
import { daySaid } from './readings.js';

interface Options {
  readonly season?: string;
  readonly examDay?: string;
}

/** `plan new`: a season folder that extends a template, its lists copied to be filled in. */
export function addNew(plan: Command, desk: Desk): void {
  const { t } = desk;
  leaf(plan, 'new', t.commands.planNew, desk)
    .argument('<template>', t.options.template)
    .argument('<folder>', t.options.folder)
    .requiredOption('--season <id>', t.options.newSeason)
    .requiredOption('--exam-day <day>', t.options.examDay)
    .action((template: string, folder: string, options: Options) =>
      begin(desk, template, folder, options),
    );
}

function begin(desk: Desk, from: string, folder: string, options: Options): void {
  const { season = '' } = options;
  const examDay = daySaid(desk, '--exam-day', options.examDay ?? '');
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(season))
    throw misuse(desk.lang, (words) => words.override(season));
  if (existsSync(folder)) throw misuse(desk.lang, (words) => words.folderThere(folder));
  const planned = prepare(from);
  const template = readTemplate(from, 'faults' in planned ? null : planned);
  if ('code' in template)
    throw misuse(desk.lang, (words) =>
      words.noTemplate(desk.lang === 'zh' ? template.zh : template.en),
    );
  const way = relative(resolve(folder), resolve(from)).split(sep).join('/');
  const files = newSeason(template, { season, examDay, extends: way });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  tell(desk, folder, Object.keys(files));
}

/** What is still missing is a list of faults: the way to go on. */
function tell(desk: Desk, folder: string, files: readonly string[]): void {
  desk.context.err(desk.t.sheets.made(folder, files));
  const checked = preparedFrom(desk, folder, {});
  if (checked === null) return;
  const { season, examDay, title } = checked.plan;
  desk.exitCode = EXIT.done;
  desk.answer(
    () => ({ ok: true, folder, files, season, title, examDay }),
    () => [
      desk.paper.green(desk.t.sheets.sound(checked.plan.steps.length, checked.plan.units.length)),
    ],
  );
}
