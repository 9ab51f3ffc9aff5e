import type { Command } from 'commander';
import { calendarOf, type Calendar } from '../engine/calendar.js';
import { epochMs } from '../engine/model.js';
import type { ReplacementView, SheetView, StandingLine } from '../service/rooms/look.js';
import { dayTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { table, type Cell } from './table.js';

/** So much of a hash tells two apart. */
const HASH = 12;

interface Options {
  readonly season?: string;
}

/** `roster list`: what stands, who accepted it when. */
export function addRosterList(roster: Command, desk: Desk): void {
  const { t } = desk;
  leaf(roster, 'list', t.rooms.command.list, desk)
    .option('--season <id>', t.options.season)
    .action(({ season: named }: Options) =>
      desk.withBoth(async (service, http) => {
        const { id, timezone } = await seasonMeant(desk, service, named);
        const address = `/api/v1/seasons/${id}/room-rosters`;
        const { items } = await http.get<{ items: StandingLine[] }>(address);
        const calendar = calendarOf(timezone);
        desk.answer(
          () => inIso(calendar, { season: id, rosters: items }),
          () =>
            items.length === 0
              ? [t.rooms.none]
              : table(
                  t.rooms.listHeads,
                  items.map((one) => lineRow(desk, calendar, one)),
                  desk.paper,
                ),
        );
      }),
    );
}

/** `roster show`: one session at one site, place by place. */
export function addRosterShow(roster: Command, desk: Desk): void {
  const { t } = desk;
  leaf(roster, 'show', t.rooms.command.show, desk)
    .argument('<session>', t.rooms.option.sessionArgument)
    .argument('<site>', t.rooms.option.siteArgument)
    .option('--season <id>', t.options.season)
    .action((session: string, site: string, { season: named }: Options) =>
      desk.withBoth(async (service, http) => {
        const { id } = await seasonMeant(desk, service, named);
        const sheet = await http.get<SheetView>(sheetAddress(id, session, site));
        const calendar = calendarOf(sheet.timezone);
        desk.answer(
          () => inIso(calendar, sheet),
          () => sheetLines(desk, calendar, sheet),
        );
      }),
    );
}

/** Where the roster of a session at a site is. */
export const sheetAddress = (season: string, session: string, site: string, rest = ''): string =>
  `/api/v1/seasons/${season}/room-rosters/${encodeURIComponent(session)}/${encodeURIComponent(site.replaceAll('/', '.'))}${rest}`;

const lineRow = ({ lang }: Desk, calendar: Calendar, one: StandingLine): Cell[] => [
  ...[one.session, `${one.title[lang]} ${one.site}`, String(one.rooms), String(one.people)],
  ...[String(one.reserves), one.replaced === 0 ? '' : String(one.replaced)],
  ...[dayTime(lang, calendar, epochMs(one.at)), one.by, one.hash.slice(0, HASH)],
];

function sheetLines(desk: Desk, calendar: Calendar, sheet: SheetView): string[] {
  const { t, lang, paper } = desk;
  const words = t.rooms;
  const seats = sheet.seats.map((seat): Cell[] => [
    ...[seat.rooms.join(t.list), words.duty[seat.duty], seat.person, seat.name],
    ...[seat.school, seat.county],
  ]);
  const replaced = sheet.replacements.map((one) => replacedRow(desk, calendar, one));
  return [
    `${paper.bold(sheet.title[lang])}  ${sheet.session}  ${paper.dim(sheet.hash.slice(0, HASH))}`,
    ...table(words.seatHeads, seats, paper),
    ...(replaced.length === 0
      ? []
      : ['', paper.bold(words.replacedTitle), ...table(words.replacedHeads, replaced, paper)]),
    '',
    paper.bold(words.historyTitle),
    ...table(
      [],
      sheet.history.map(({ kind, at, by, hash }) => [
        ...[dayTime(lang, calendar, epochMs(at)), words.kind[kind], by, hash.slice(0, HASH)],
      ]),
      paper,
    ),
  ];
}

/** Both instants; what was recorded late is seen to be. */
function replacedRow({ t, lang, paper }: Desk, calendar: Calendar, one: ReplacementView): Cell[] {
  const words = t.rooms;
  const recorded = dayTime(lang, calendar, epochMs(one.recordedAt));
  return [
    ...[dayTime(lang, calendar, epochMs(one.happenedAt)), one.room],
    ...[`${one.absentName} ${one.absent}`, `${one.name} ${one.person}`, words.reason[one.reason]],
    ...[`${one.inspectorName} ${one.inspector}`, one.by],
    one.late
      ? { text: `${recorded} ${one.recordedBy} ${words.late}`, style: paper.yellow }
      : `${recorded} ${one.recordedBy}`,
  ];
}
