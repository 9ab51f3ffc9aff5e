import { sheetOf } from '../../rooms/check-seats.js';
import type { Seat } from '../../rooms/seat.js';
import { faultWords } from '../../text/register-words.js';
import { rosterWords, type RosterWord } from '../../text/room-words.js';
import { unfit, LONGEST_CELL, textOf } from '../registers/cells.js';
import { tableIn, type RowFault, type TableRow } from '../registers/read-table.js';
import { breathing } from '../breathe.js';
import type { Places } from './places.js';
import { dutyNames, dutySaid, ROSTER_COLUMNS, roomsSaid } from './roster-columns.js';

/** Where and why a row is wrong, and what to do; never more of what stands there than a name. */
export interface RosterFault {
  /** Row of the file, from 1; 0: the file as a whole. */
  readonly row: number;
  /** Number of the column, from 1; 0: the row as a whole. */
  readonly column: number;
  readonly heading: string;
  readonly code: RosterWord | RowFault['code'];
  readonly zh: string;
  readonly en: string;
}

/** A roster as a file has it. */
export interface ReadRoster {
  readonly rows: number;
  readonly seats: readonly Seat[];
  readonly faults: readonly RosterFault[];
  /** Sessions and sites of which a row could not be read; `null` where not even these could. */
  readonly broken: ReadonlySet<string | null>;
  /** Headings that are not read. */
  readonly left: readonly string[];
  /** Column of a field and its heading. */
  columnOf(field: string): { readonly column: number; readonly heading: string };
}

/** What holds for rows that do not say it themselves. */
export interface ReadWish {
  readonly session?: string;
  readonly site?: string;
}

const PERSON = /^[a-z][a-z0-9-]{0,63}$/;

/** Reads a room roster out of an xlsx or CSV file, row by row. Never throws on what it holds. */
export async function readRoster(
  bytes: Buffer,
  places: Places,
  wish: ReadWish,
): Promise<ReadRoster> {
  const table = await tableIn(ROSTER_COLUMNS, bytes);
  const faults = table.faults.map(
    (fault): RosterFault => ({ ...fault, column: 0, heading: fault.column }),
  );
  const broken = new Set<string | null>(faults.length > 0 ? [null] : []);
  const seats: Seat[] = [];
  const breathe = breathing();
  for (const row of table.rows) {
    await breathe();
    const read = readRow(row, places, wish);
    faults.push(...read.faults);
    if (read.faults.length === 0) seats.push(read.seat);
    else broken.add(read.seat.site && read.seat.session ? sheetOf(read.seat) : null);
  }
  const [first] = table.rows;
  return {
    ...{ rows: table.rows.length, seats, faults, broken, left: table.left },
    columnOf: (field) => ({
      column: first?.column(field) ?? 0,
      heading: first?.heading(field) ?? '',
    }),
  };
}

function readRow(
  row: TableRow,
  places: Places,
  wish: ReadWish,
): { readonly seat: Seat; readonly faults: readonly RosterFault[] } {
  const faults: RosterFault[] = [];
  const at = (field: string) => ({
    ...{ row: row.row, column: row.column(field), heading: row.heading(field) },
  });
  const wrong = (field: string, code: RosterWord, detail = ''): string => {
    faults.push({ ...at(field), code, ...rosterWords(code, { zh: detail, en: detail }) });
    return '';
  };
  const plainly = (field: string, code: RowFault['code'], detail?: string): void =>
    void faults.push({ ...at(field), code, ...faultWords(code, detail) });
  for (const { field, required } of ROSTER_COLUMNS) {
    const unfitFor = row.has(field) ? unfit(row.cell(field)) : null;
    if (unfitFor !== null) plainly(field, unfitFor, String(LONGEST_CELL));
    // A reserve has no room.
    else if (required && field !== 'room' && textOf(row.cell(field)) === '')
      plainly(field, 'empty-cell');
  }
  if (faults.length > 0) return { seat: { ...NOWHERE, row: row.row }, faults };
  const duty = dutySaid(row.text('duty'));
  if (duty === null) plainly('duty', 'not-one-of', dutyNames());
  const person = row.text('person').toLowerCase();
  if (!PERSON.test(person)) plainly('person', 'bad-id');
  const seat: Seat = {
    ...{ row: row.row, duty: duty ?? 'reserve', person, name: row.text('name') },
    ...{ school: row.text('school'), county: countyIn(row, places, wrong) },
    site: siteIn(row, places, wish, wrong),
    session: sessionIn(row, places, wish, wrong),
    rooms: duty === 'reserve' ? [] : roomsIn(row, duty === 'invigilator', wrong),
  };
  return { seat, faults };
}

const NOWHERE: Seat = {
  ...{ row: 0, site: '', session: '', duty: 'reserve', rooms: [], person: '' },
  ...{ name: '', school: '', county: '' },
};

type Wrong = (field: string, code: RosterWord, detail?: string) => string;

function siteIn(row: TableRow, places: Places, { site }: ReadWish, wrong: Wrong): string {
  const said = row.text('site') || (site ?? '');
  if (said === '') return wrong('site', 'no-site');
  return places.site(said) ?? wrong('site', 'unknown-site');
}

function sessionIn(row: TableRow, places: Places, { session }: ReadWish, wrong: Wrong): string {
  const said = row.text('session') || (session ?? '');
  if (said === '') return wrong('session', 'no-session');
  const found = places.session(said);
  if (found === null) return wrong('session', 'unknown-session', places.sessions.join('、'));
  return 'id' in found ? found.id : wrong('session', 'unclear-session', found.unclear.join('、'));
}

function countyIn(row: TableRow, places: Places, wrong: Wrong): string {
  const said = row.text('county');
  if (said === '' || !places.isCirculating) return '';
  return places.county(said) ?? wrong('county', 'unknown-county');
}

function roomsIn(row: TableRow, isOne: boolean, wrong: Wrong): readonly string[] {
  const rooms = roomsSaid(row.text('room')) ?? [];
  if (rooms.length === 0 || (isOne && rooms.length > 1)) wrong('room', 'bad-room');
  return rooms;
}
