import type { Command } from 'commander';
import { calendarOf } from '../engine/calendar.js';
import type { OverdueLine, OverdueList, OverdueWish } from '../service/overdue.js';
import type { Port } from '../service/port.js';
import { dutyTitle } from '../text/duty-title.js';
import { personsIn } from '../text/notices.js';
import { dayTime, fullTime, span } from '../text/when.js';
import type { Desk } from './desk.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { numberSaid } from './readings.js';
import { heading } from './season-status.js';
import { table, type Cell } from './table.js';

interface Options {
  readonly season?: string;
  readonly unit?: string;
  readonly department?: string;
  readonly phase?: string;
  readonly level?: string;
}

/** `overdue`: what is late, who was told of it, and who is next. */
export function overdueCommand(program: Command, desk: Desk): void {
  const { t } = desk;
  leaf(program, 'overdue', t.commands.overdue, desk)
    .option('--season <id>', t.options.season)
    .option('--unit <path>', t.options.unit)
    .option('--department <path>', t.options.department)
    .option('--phase <phase>', t.options.phase)
    .option('--level <n>', t.options.level)
    .action((options: Options) =>
      desk.withService(async (service) => {
        const list = await wholeList(service, wishOf(desk, options));
        desk.answer(
          () => list.seasons.map((one) => jsonOf(list, one)),
          () =>
            list.seasons.length === 0
              ? [t.say.noSeason]
              : list.seasons.flatMap((one) => linesOf(desk, list, one)),
        );
      }),
    );
}

function wishOf(desk: Desk, { season, unit, department, phase, level }: Options): OverdueWish {
  return {
    ...(season !== undefined && { season }),
    ...(unit !== undefined && { under: unit }),
    ...(department !== undefined && { department }),
    ...(phase !== undefined && { phase }),
    ...(level !== undefined && { level: level === '0' ? 0 : numberSaid(desk, '--level', level) }),
  };
}

/** Page after page, as the service gives them. */
async function wholeList(service: Pick<Port, 'overdue'>, wish: OverdueWish): Promise<OverdueList> {
  const lines: OverdueLine[] = [];
  for (let cursor: string | null = null; ; ) {
    const list: OverdueList = await service.overdue({ ...wish, ...(cursor && { cursor }) });
    lines.push(...list.lines);
    cursor = list.next;
    if (cursor === null) return { ...list, lines };
  }
}

type OneSeason = OverdueList['seasons'][number];

const ofSeason = ({ lines }: OverdueList, { season }: OneSeason): OverdueLine[] =>
  lines.filter(({ view }) => view.season === season.id);

function linesOf(desk: Desk, list: OverdueList, one: OneSeason): string[] {
  const { t, paper } = desk;
  const { season, now } = one;
  const asOf = fullTime(calendarOf(season.timezone), now);
  const lines = ofSeason(list, one);
  const head = heading(desk, season);
  if (lines.length === 0) return [head, paper.green(t.say.overdueNone(asOf))];
  const { unit, duty, due, late, level, told, next } = t.say.columns;
  const units = new Set(lines.map(({ view }) => view.path)).size;
  return [
    head,
    ...table(
      [unit, duty, due, late, level, told, next],
      lines.map((line) => rowOf(desk, season, line)),
      paper,
    ),
    paper.red(t.say.overdueSum(lines.length, units, asOf)),
  ];
}

function rowOf(
  desk: Desk,
  { timezone }: OneSeason['season'],
  { view, lateMs, told, unreached, next }: OverdueLine,
): Cell[] {
  const { t, lang, paper } = desk;
  const calendar = calendarOf(timezone);
  const title = dutyTitle(lang, view);
  // On the acceptor's clock his due time counts, not the owner's.
  const dueAt = view.lateAt ?? view.dueAt;
  return [
    view.unit.title[lang],
    view.status === 'submitted' ? `${title}${t.comma}${t.acceptorAction.open}` : title,
    dayTime(lang, calendar, dueAt),
    { text: span(lang, lateMs), style: paper.red },
    t.level(view.level),
    toldCell(desk, told, unreached),
    view.nextAt === null
      ? t.none
      : `${dayTime(lang, calendar, view.nextAt)} ${personsIn(lang, next)}`,
  ];
}

// Who was told says nothing where it did not arrive.
function toldCell(
  { t, lang, paper }: Desk,
  told: OverdueLine['told'],
  unreached: OverdueLine['unreached'],
): Cell {
  const names = told.length === 0 ? t.none : personsIn(lang, told);
  if (unreached.length === 0) return names;
  const text = `${names}${t.comma}${t.say.notReached(personsIn(lang, unreached))}`;
  return { text, style: paper.red };
}

function jsonOf(list: OverdueList, one: OneSeason): unknown {
  const { season, now } = one;
  const lines = ofSeason(list, one).map(({ view, lateMs, doer, told, unreached, next }) => ({
    unit: view.path,
    unitTitle: view.unit.title,
    step: view.step,
    occurrence: view.session,
    title: view.title,
    status: view.status,
    dueAt: view.dueAt,
    lateAt: view.lateAt,
    lateMs,
    level: view.level,
    doer,
    told,
    toldAt: view.toldAt,
    unreached,
    next: { at: view.nextAt, action: view.nextAction, to: next },
  }));
  return inIso(calendarOf(season.timezone), {
    season: season.id,
    rehearsal: season.rehearsal,
    asOf: now,
    overdue: lines,
  });
}
