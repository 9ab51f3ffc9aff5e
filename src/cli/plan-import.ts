import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { prepare } from '../service/prepare.js';
import { NO_MAPPING, readMapping, type SheetMapping } from '../sheets/columns-file.js';
import { gridFault, type Doubt, type SheetFault } from '../sheets/doubts.js';
import { importSheet, type Imported } from '../sheets/import-sheet.js';
import { readGrids } from '../sheets/read-grid.js';
import { readTemplate, type Template } from '../sheets/template.js';
import { EXIT, type Desk } from './desk.js';
import { leaf } from './leaf.js';
import { misuse } from './misuse.js';
import { preparedFrom } from './prepared.js';
import { daySaid } from './readings.js';
import { table } from './table.js';
import { writeInto, writeSaid } from './write-file.js';

interface Options {
  readonly examDay?: string;
  readonly newExamDay?: string;
  readonly columns?: string;
  readonly into?: string;
  readonly template?: string;
  readonly season?: string;
  readonly force?: boolean;
}

/** `plan import`: last year's task sheet becomes a season folder, with a list of what is in doubt. */
export function addImport(plan: Command, desk: Desk): void {
  const { t } = desk;
  leaf(plan, 'import', t.commands.planImport, desk)
    .argument('<sheet>', t.options.sheet)
    .requiredOption('--exam-day <day>', t.options.sheetExamDay)
    .requiredOption('--into <folder>', t.options.into)
    .option('--new-exam-day <day>', t.options.newExamDay)
    .option('--template <folder>', t.options.template)
    .option('--columns <file>', t.options.columns)
    .option('--season <id>', t.options.newSeason)
    .option('--force', t.options.force)
    .action((sheet: string, options: Options) => imported(desk, sheet, options));
}

async function imported(desk: Desk, sheet: string, options: Options): Promise<void> {
  const into = options.into ?? '';
  const days = {
    examDay: daySaid(desk, '--exam-day', options.examDay ?? ''),
    newExamDay:
      options.newExamDay === undefined ? null : daySaid(desk, '--new-exam-day', options.newExamDay),
  };
  const season = options.season ?? null;
  if (season !== null && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(season))
    throw misuse(desk.lang, (words) => words.override(season));
  if (existsSync(into) && !options.force)
    throw misuse(desk.lang, (words) => words.folderThere(into));
  const mapping = mappingOf(into, options.columns);
  if ('code' in mapping) return refuse(desk, sheet, mapping);
  const template =
    options.template === undefined ? null : templateOf(options.template, days.examDay);
  if (template !== null && 'code' in template) return refuse(desk, sheet, template);
  const grids = await readGrids(sheet);
  if (typeof grids === 'string') return refuse(desk, sheet, gridFault(grids));
  const made = importSheet(grids, { ...days, season, mapping, template });
  if ('code' in made) return refuse(desk, sheet, made);
  write(desk, into, made, options.columns);
  tell(desk, sheet, into, made);
}

/** What was decided before: the file named, or that of the folder from an import before. */
function mappingOf(into: string, file: string | undefined): SheetMapping | SheetFault {
  const known = file ?? join(into, 'columns.yaml');
  return existsSync(known) ? readMapping(readFileSync(known, 'utf8')) : NO_MAPPING;
}

function templateOf(folder: string, examDay: string): Template | SheetFault {
  const moved = prepare(folder, { examDay });
  const planned = 'faults' in moved ? prepare(folder) : moved;
  return readTemplate(folder, 'faults' in planned ? null : planned);
}

function write(desk: Desk, into: string, { files }: Imported, columns: string | undefined): void {
  for (const [name, text] of Object.entries(files))
    writeInto(desk, '--into', join(into, name), text);
  const mapping = files['columns.yaml'];
  if (columns !== undefined && mapping !== undefined && !existsSync(columns))
    writeSaid(desk, '--columns', columns, mapping);
}

function tell(desk: Desk, sheet: string, into: string, made: Imported): void {
  const { season, tasks, units, people, doubts } = made;
  const quiet: Desk = { ...desk, json: false, context: { ...desk.context, out: desk.context.err } };
  const checked = preparedFrom(quiet, into, {});
  if (checked === null) desk.exitCode = EXIT.refused;
  desk.answer(
    () => ({ ok: checked !== null, season, folder: into, tasks, units, people, doubts }),
    () => [
      desk.paper.green(desk.t.sheets.imported({ tasks, units, people, folder: into })),
      ...doubtLines(desk, sheet, doubts),
    ],
  );
}

/** The sheet's own doubts first, then by row. */
function doubtLines(desk: Desk, sheet: string, doubts: readonly Doubt[]): string[] {
  const { t, lang, paper } = desk;
  if (doubts.length === 0) return [];
  const sorted = [...doubts].sort((a, b) => a.row - b.row);
  const rows = sorted.map(({ row, column, read, ...said }) => [
    ...[row === 0 ? '' : String(row), column, read.replaceAll('\n', ' '), said[lang]],
  ]);
  const { doubtHeads, doubts: saying } = t.sheets;
  return ['', paper.bold(saying(doubts.length, sheet)), ...table(doubtHeads, rows, paper)];
}

function refuse(desk: Desk, sheet: string, { code, zh, en }: SheetFault): void {
  desk.exitCode = EXIT.refused;
  const sentence = desk.lang === 'zh' ? zh : en;
  if (desk.json) desk.context.out(JSON.stringify({ ok: false, code, zh, en }));
  else desk.context.err(desk.paper.red(`${sheet}: ${code}: ${sentence}`));
}
