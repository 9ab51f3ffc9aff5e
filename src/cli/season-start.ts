import type { Command } from 'commander';
import { bundleOf } from '../plan/bundle.js';
import { Refusal } from '../service/outcome.js';
import type { Prepared } from '../service/prepare.js';
import type { Port, StartWish } from '../service/port.js';
import { en } from '../text/en.js';
import { zh } from '../text/zh-CN.js';
import { fullTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { misuse } from './misuse.js';
import { preparedFrom } from './prepared.js';
import { numberSaid } from './readings.js';

interface Options {
  readonly examDay?: string;
  readonly season?: string;
  readonly rehearsal?: boolean;
  readonly seconds?: string;
  readonly anyway?: boolean;
  readonly showOnly?: string;
}

/** `season start`: a plan's season, on the real clock or as a rehearsal. */
export function addStart(season: Command, desk: Desk): void {
  const { t } = desk;
  leaf(season, 'start', t.commands.seasonStart, desk)
    .argument('<folder>', t.options.folder)
    .option('--exam-day <day>', t.options.examDay)
    .option('--season <id>', t.options.newSeason)
    .option('--rehearsal', t.options.rehearsal)
    .option('--seconds <n>', t.options.seconds)
    .option('--anyway', t.options.anyway)
    .option('--show-only <time>', t.options.showOnly)
    .action(async (folder: string, options: Options) => {
      // A template's own exam day is an example; nobody may start a real season by it unawares.
      if (options.examDay === undefined && !options.rehearsal)
        throw misuse(
          desk.lang,
          (words) => words.missingMandatoryOptionValue('--exam-day <day>') + words.seeHelp,
        );
      const seconds =
        options.seconds === undefined ? undefined : numberSaid(desk, '--seconds', options.seconds);
      const prepared = preparedFrom(desk, folder, options);
      if (prepared)
        await desk.withService((service) =>
          start(desk, service, { folder, prepared }, seconds, options),
        );
    });
}

async function start(
  desk: Desk,
  service: Port,
  { folder, prepared }: { readonly folder: string; readonly prepared: Prepared },
  seconds: number | undefined,
  options: Options,
): Promise<void> {
  const { rehearsal, anyway } = options;
  const { t, lang, paper, context } = desk;
  const late = rehearsal ? 0 : await pastDueOf(desk, service, prepared);
  if (late > 0 && !anyway)
    throw new Refusal('past-due', zh.say.pastDue(late), en.say.pastDue(late));
  if (late > 0 && !desk.json) context.err(paper.yellow(t.say.startsLate(late)));
  const bundle = bundleOf(folder);
  if ('faults' in bundle) throw new Error(`${folder} was read without faults a moment ago`);
  const begun = await service.startSeason(bundle, wishOf(options, seconds));
  const { season, version, fresh } = begun;
  const title = prepared.plan.title[lang];
  desk.answer(
    () =>
      inIso(prepared.calendar, {
        ...{ season, version, fresh, rehearsal: rehearsal === true, pastDue: late },
        ...(begun.showsUntilAt !== undefined && { showsUntilAt: begun.showsUntilAt }),
      }),
    () => [
      paper.green(fresh ? t.say.started(title, version) : t.say.runsAlready(title, version)),
      ...(begun.showsUntilAt === undefined
        ? []
        : [paper.yellow(t.proof.preview.shadow(fullTime(prepared.calendar, begun.showsUntilAt)))]),
      ...(rehearsal && fresh ? [t.say.rehearsalPace(begun.seconds ?? 0)] : []),
    ],
  );
}

const wishOf = (
  { season, examDay, rehearsal, showOnly }: Options,
  seconds: number | undefined,
): StartWish => ({
  ...(season !== undefined && { season }),
  ...(examDay !== undefined && { examDay }),
  ...(rehearsal && { rehearsal }),
  ...(seconds !== undefined && { seconds }),
  ...(showOnly !== undefined && { showOnly }),
});

// Starting the same again changes nothing, however much of it has come due meanwhile.
async function pastDueOf(
  { context }: Desk,
  service: Port,
  { plan, hash, unitPlans }: Prepared,
): Promise<number> {
  const known = (await service.seasons()).find(({ id }) => id === plan.season);
  if (known?.planHash === hash) return 0;
  const now = context.now();
  return unitPlans.flatMap(({ body }) => body.duties).filter(({ dueAt }) => dueAt <= now).length;
}
