import type { Command } from 'commander';
import { isoIn, type Calendar } from '../engine/calendar.js';
import { epochMs, NEVER, type EpochMs, type UnitEvent } from '../engine/model.js';
import { simulate } from '../engine/simulate.js';
import type { Prepared } from '../service/prepare.js';
import type { Desk } from './desk.js';
import { edgeSaid, type Era } from './era.js';
import { leaf } from './leaf.js';
import { preparedFrom } from './prepared.js';
import { namesOf, type SaidWord, type Word } from './said-word.js';
import { simulationTable } from './simulation-table.js';

interface Options {
  readonly examDay?: string;
  readonly season?: string;
  readonly rehearsal?: boolean;
  readonly unit?: string;
  readonly from?: string;
  readonly to?: string;
}

/** `plan simulate`: every word in time order. */
export function addSimulate(plan: Command, desk: Desk): void {
  const { t } = desk;
  leaf(plan, 'simulate', t.commands.planSimulate, desk)
    .argument('<folder>', t.options.folder)
    .option('--exam-day <day>', t.options.examDay)
    .option('--season <id>', t.options.newSeason)
    .option('--rehearsal', t.options.rehearsal)
    .option('--unit <path>', t.options.unit)
    .option('--from <when>', t.options.from)
    .option('--to <when>', t.options.until)
    .action((folder: string, options: Options) => {
      const prepared = preparedFrom(desk, folder, options);
      if (prepared) tell(desk, prepared, options);
    });
}

function tell(desk: Desk, prepared: Prepared, options: Options): void {
  const words = wordsOf(desk, prepared, options);
  const iso = isoOf(prepared.calendar);
  if (desk.json) for (const word of words) desk.context.out(JSON.stringify(lineOf(iso, word)));
  else for (const line of simulationTable(desk, prepared, words)) desk.context.out(line);
}

function wordsOf(
  desk: Desk,
  { plan, calendar, unitPlans }: Prepared,
  { unit, from, to }: Options,
): SaidWord[] {
  const era: Era = { calendar, examDay: plan.examDay, now: epochMs(desk.context.now()) };
  const begin = from === undefined ? epochMs(0) : edgeSaid(desk, '--from', from, era, 'from');
  const end = to === undefined ? NEVER : edgeSaid(desk, '--to', to, era, 'to');
  const words: SaidWord[] = [];
  const see = (path: string, event: UnitEvent) => {
    const isHere = unit === undefined || path === unit || path.startsWith(`${unit}/`);
    if (isHere && isWord(event) && event.owedAt >= begin) words.push({ unit: path, event });
  };
  simulate(
    unitPlans.map(({ body }) => body),
    (happening) => see(happening.unit, happening.event),
    end,
  );
  return inOrder(
    words,
    plan.units.map(({ path }) => path),
  );
}

// A question that comes to a rung is answered by the word told of that rung.
const isWord = (event: UnitEvent): event is Word =>
  event.type === 'told' || (event.type === 'judged' && event.action === 'gate');

// By time, then as the plan names its units; a unit's own words stay in their order.
function inOrder(words: readonly SaidWord[], paths: readonly string[]): SaidWord[] {
  const place = new Map(paths.map((path, n) => [path, n]));
  const placeOf = ({ unit }: SaidWord): number => place.get(unit) ?? 0;
  return [...words].sort((a, b) => a.event.owedAt - b.event.owedAt || placeOf(a) - placeOf(b));
}

/** The line that programs read: its names and shapes change only with a version. */
function lineOf(iso: (at: EpochMs) => string, { unit, event }: SaidWord) {
  const { step, occurrence } = namesOf(event.duty);
  return {
    at: iso(event.owedAt),
    unit,
    step,
    occurrence,
    action: event.action,
    ...(event.rung >= 0 && { rung: event.rung }),
    to: event.to,
    ...(event.side === 'acceptor' && { side: event.side }),
  };
}

// A season has few distinct instants and very many words; formatting costs 60 µs.
function isoOf(calendar: Calendar): (at: EpochMs) => string {
  const known = new Map<EpochMs, string>();
  return (at) => {
    const iso = known.get(at) ?? isoIn(calendar, at);
    known.set(at, iso);
    return iso;
  };
}
