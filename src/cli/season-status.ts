import type { Status } from '../engine/model.js';
import { calendarOf } from '../engine/calendar.js';
import type { SeasonStatus } from '../service/seasons.js';
import { fullTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { inIso } from './in-iso.js';
import { facts, type Cell } from './table.js';

/** How far a season is; after closing it, the sentence that says so comes first. */
export function showStatus(desk: Desk, status: SeasonStatus, closed = false): void {
  const { t, lang, paper } = desk;
  const { season, now, counts, overdue, units } = status;
  const calendar = calendarOf(season.timezone);
  desk.answer(
    () => {
      const { id, title, version, timezone, examDay, rehearsal, startedAt } = season;
      const said = {
        season: id,
        title,
        status: season.status,
        version,
        timezone,
        examDay,
        rehearsal,
        startedAt,
      };
      return inIso(calendar, { ...said, now, counts, overdue, units });
    },
    () => [
      ...(closed ? [paper.green(t.say.closed(season.title[lang], openIn(counts)))] : []),
      heading(desk, season),
      ...facts(
        [
          [
            t.say.facts.status,
            `${t.seasonStatus[season.status]}${t.comma}${t.say.version(season.version)}`,
          ],
          [t.say.facts.now, fullTime(calendar, now)],
          [t.say.facts.examDay, season.examDay],
          ...countsIn(desk, counts),
          [
            t.say.facts.overdue,
            overdue > 0 ? { text: t.say.items(overdue), style: paper.red } : t.say.items(0),
          ],
          [t.say.facts.units, t.say.unitsOn(units.recorded, units.all)],
          ...units.alarms.map((alarm): [string, Cell] => [
            t.say.facts.alarm,
            { text: alarm, style: paper.red },
          ]),
        ],
        paper,
      ),
    ],
  );
}

/** The season's title, 演练 marked. */
export function heading(
  { t, lang, paper }: Desk,
  { id, title, rehearsal }: SeasonStatus['season'],
): string {
  const marked = rehearsal ? ` ${paper.yellow(`【${t.rehearsal}】`)}` : '';
  return `${paper.bold(title[lang])}${marked}  ${paper.dim(id)}`;
}

const ORDER = [
  'open',
  'signed-for',
  'submitted',
  'returned',
  'accepted',
  'waived',
  'void',
] as const satisfies Status[];

const countsIn = ({ t }: Desk, counts: SeasonStatus['counts']): [string, Cell][] =>
  ORDER.flatMap((status) => {
    const count = counts[status];
    return count ? [[t.status[status], t.say.items(count)] satisfies [string, Cell]] : [];
  });

const openIn = (counts: SeasonStatus['counts']): number =>
  (['open', 'signed-for', 'submitted', 'returned'] as const).reduce(
    (sum, status) => sum + (counts[status] ?? 0),
    0,
  );
