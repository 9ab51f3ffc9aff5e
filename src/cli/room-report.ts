import type { SeatFault } from '../service/rooms/checked.js';
import type { RosterReport } from '../service/rooms/accept.js';
import type { StandingCheck } from '../service/rooms/look.js';
import type { RosterFault } from '../service/rooms/read-roster.js';
import { EXIT, type Desk } from './desk.js';
import { table, type Cell } from './table.js';

/** So many are shown to people; programs get all that were sent. */
const MOST_SHOWN = 50;

/** What an import found and did: sessions and sites, then the faults at file:row:column. */
export function showReport(desk: Desk, report: RosterReport, wasMeant: boolean): void {
  const { t, paper } = desk;
  const words = t.rooms;
  if (report.faultCount > 0) desk.exitCode = EXIT.refused;
  const accepted = report.sheets.filter(({ does }) => does === 'accept').length;
  const said = report.applied
    ? accepted === 0
      ? words.unchanged
      : words.applied(accepted)
    : wasMeant
      ? words.withheld
      : words.previewed;
  desk.answer(
    () => report,
    () => [
      ...(report.sheets.length > 0 ? table(words.sheetHeads, sheetRows(desk, report), paper) : []),
      ...faultLines(desk, report.faults, report.faultCount, report.file),
      ...(report.left.length > 0 ? [paper.yellow(t.registers.left(report.left))] : []),
      words.counts(report.rows, report.rooms, report.faultCount),
      report.applied ? paper.green(said) : paper.yellow(said),
    ],
  );
}

/** What a check of the rosters that stand found; exit code 1 where anything is wrong. */
export function showCheck(desk: Desk, check: StandingCheck): void {
  const { t, paper } = desk;
  const { faultCount, faults, places } = check;
  if (faultCount > 0) desk.exitCode = EXIT.refused;
  desk.answer(
    () => check,
    () =>
      faultCount === 0
        ? [paper.green(t.rooms.sound(places))]
        : [
            paper.red(t.rooms.unsound(faultCount, places)),
            ...faultLines(desk, faults, faultCount, null),
          ],
  );
}

function sheetRows({ t, paper }: Desk, { sheets }: RosterReport): Cell[][] {
  return sheets.map(({ session, site, rooms, planned, people, faults, does }) => {
    const differs = planned > 0 && planned !== rooms;
    const plan = planned === 0 ? '' : String(planned);
    return [
      ...[session, site, String(rooms), differs ? { text: plan, style: paper.yellow } : plan],
      ...[String(people), faults === 0 ? '' : { text: String(faults), style: paper.red }],
      t.rooms.does[does],
    ];
  });
}

/** Where each fault is – of a file by row and column, of a roster that stands by room –, and who could come. */
function faultLines(
  desk: Desk,
  faults: readonly (RosterFault | SeatFault)[],
  count: number,
  file: string | null,
): string[] {
  const { t, lang, paper } = desk;
  if (count === 0) return [];
  const rows = faults.slice(0, MOST_SHOWN).map((fault): Cell[] => {
    const seat = 'place' in fault ? fault : null;
    const where = file === null ? (seat?.place ?? '') : `${file}:${fault.row}:${fault.column}`;
    const others = seat?.substitutes.map(({ name, person }) => `${name} ${person}`) ?? [];
    const who = seat === null ? fault.heading : `${seat.name} ${seat.person}`.trim();
    return [where, who, { text: fault[lang], style: paper.red }, others.join(t.list)];
  });
  const more = count - rows.length;
  return [
    '',
    ...table(t.rooms.faultHeads, rows, paper),
    ...(more > 0 ? [paper.red(t.rooms.moreFaults(more))] : []),
  ];
}
