import { isCivilDate } from '../engine/moment.js';
import type { PostHolder } from '../engine/season-plan.js';
import { readCsv, type Columns, type CsvRow } from './csv-source.js';
import { faultAt, gather, type Fault, type Place } from './faults.js';
import { nearest } from './nearest.js';
import type { ReadRegisters } from './register.js';
import { ID } from './shape.js';

/** A register of people says the names; without one each row does. */
const columnsFor = ({ people, broken }: People): Columns => ({
  required: ['person', ...(people === null && !broken ? ['name'] : []), 'unit', 'post'],
  optional: ['name', 'title', 'from', 'to'],
  maxRows: 200_000,
});

type People = Pick<ReadRegisters, 'people' | 'broken'>;

/** Who holds a post, and where it says so. */
export interface PlacedHolder extends PostHolder {
  place(column?: string): Place;
}

/**
 * Reads posts.csv: `person,name,unit,post,title,from,to`, one row for each post a person holds. `person` is
 * a stable id, never an identity number; `post` is a role of the unit.
 */
export function readPosts(
  file: string,
  text: string,
  units: ReadonlySet<string>,
  registers: People,
): { posts: PlacedHolder[]; faults: Fault[] } {
  const { rows, faults } = readCsv(file, text, columnsFor(registers));
  const names = new Map<string, string>();
  const lineOf = new Map<string, number>();
  const wrong = gather(rows, (row) => [
    ...idFaults(row, units),
    ...dateFaults(row),
    ...repeatFaults(row, names, lineOf),
    ...personFaults(row, registers),
  ]);
  return { posts: rows.map((row) => holderOf(row, registers)), faults: [...faults, ...wrong] };
}

function holderOf(row: CsvRow, { people }: People): PlacedHolder {
  const person = row.cell('person');
  return {
    post: `${row.cell('unit')}#${row.cell('post')}`,
    person,
    name: row.cell('name') || (people?.get(person)?.name ?? ''),
    title: row.cell('title'),
    from: row.cell('from'),
    to: row.cell('to'),
    place: row.place,
  };
}

function personFaults(row: CsvRow, { people }: People): Fault[] {
  const [person, name] = [row.cell('person'), row.cell('name')];
  const known = people?.get(person);
  if (people === null || !ID.test(person)) return [];
  if (known === undefined) {
    const said = { person, nearest: nearest(person, people.keys()) };
    return [faultAt(row.place('person'), 'unknown-person', said)];
  }
  if (name === '' || name === known.name) return [];
  return [faultAt(row.place('name'), 'person-two-names', { person, name: known.name })];
}

function idFaults(row: CsvRow, units: ReadonlySet<string>): Fault[] {
  const unit = row.cell('unit');
  const bad = ['person', 'post']
    .filter((column) => !ID.test(row.cell(column)))
    .map((column) => faultAt(row.place(column), 'bad-id', { text: row.cell(column) }));
  if (units.size === 0 || units.has(unit)) return bad;
  return [
    ...bad,
    faultAt(row.place('unit'), 'unknown-unit', { unit, nearest: nearest(unit, units) }),
  ];
}

function dateFaults(row: CsvRow): Fault[] {
  const [from, to] = [row.cell('from'), row.cell('to')];
  const bad = ['from', 'to'].filter(
    (column) => row.cell(column) !== '' && !isCivilDate(row.cell(column)),
  );
  if (bad.length > 0)
    return bad.map((column) => faultAt(row.place(column), 'bad-date', { text: row.cell(column) }));
  return from !== '' && to !== '' && to < from ? [faultAt(row.place('to'), 'dates-reversed')] : [];
}

function repeatFaults(
  row: CsvRow,
  names: Map<string, string>,
  lineOf: Map<string, number>,
): Fault[] {
  const [person, name] = [row.cell('person'), row.cell('name')];
  const faults: Fault[] = [];
  const other = names.get(person) ?? name;
  // Where a register says the names, a row may leave its own out.
  if (other !== '') names.set(person, other);
  if (other !== name && name !== '')
    faults.push(faultAt(row.place('name'), 'person-two-names', { person, name: other }));
  const id = ['person', 'unit', 'post', 'from'].map((column) => row.cell(column)).join(' ');
  const line = lineOf.get(id);
  if (line !== undefined) faults.push(faultAt(row.place('person'), 'duplicate-id', { id, line }));
  lineOf.set(id, line ?? row.line);
  return faults;
}
