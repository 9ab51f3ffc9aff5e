import type { Command } from 'commander';
import type { Clock } from '../engine/clock.js';
import { Refusal } from '../service/outcome.js';
import type { Prepared } from '../service/prepare.js';
import type { Service } from '../service/service.js';
import { en } from '../text/en.js';
import { zh } from '../text/zh-CN.js';
import type { Desk } from './desk.js';
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
        await desk.withService((service) => start(desk, service, prepared, seconds, options));
    });
}

async function start(
  desk: Desk,
  service: Service,
  prepared: Prepared,
  seconds: number | undefined,
  { rehearsal, anyway }: Options,
): Promise<void> {
  const { t, lang, paper, context } = desk;
  const late = rehearsal ? 0 : await pastDueOf(desk, service, prepared);
  if (late > 0 && !anyway)
    throw new Refusal('past-due', zh.say.pastDue(late), en.say.pastDue(late));
  if (late > 0 && !desk.json) context.err(paper.yellow(t.say.startsLate(late)));
  const clock = rehearsal ? service.rehearsalClock(prepared, seconds) : null;
  const { season, version, fresh } = await service.startSeason(prepared, clock);
  const title = prepared.plan.title[lang];
  desk.answer(
    () => ({ season, version, fresh, rehearsal: rehearsal === true, pastDue: late }),
    () => [
      paper.green(fresh ? t.say.started(title, version) : t.say.runsAlready(title, version)),
      ...(rehearsal && fresh ? [t.say.rehearsalPace(seconds ?? lengthOf(clock))] : []),
    ],
  );
}

/** How long a rehearsal's clock runs, in whole seconds. */
const lengthOf = (clock: Clock): number => {
  const [first, last] = [clock?.[0]?.realAt ?? 0, clock?.at(-1)?.realAt ?? 0];
  return Math.round((last - first) / 1000);
};

// Starting the same again changes nothing, however much of it has come due meanwhile.
async function pastDueOf(
  { context }: Desk,
  service: Service,
  { plan, hash, unitPlans }: Prepared,
): Promise<number> {
  const known = (await service.seasons()).find(({ id }) => id === plan.season);
  if (known?.planHash === hash) return 0;
  const now = context.now();
  return unitPlans.flatMap(({ body }) => body.duties).filter(({ dueAt }) => dueAt <= now).length;
}
