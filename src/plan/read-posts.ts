import { isCivilDate } from '../engine/moment.js';
import type { PostHolder } from '../engine/season-plan.js';
import { readCsv, type CsvRow } from './csv-source.js';
import { faultAt, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import { ID } from './shape.js';

const COLUMNS = {
  required: ['person', 'name', 'unit', 'post'],
  optional: ['title', 'from', 'to'],
  maxRows: 200_000,
};

/**
 * Reads posts.csv: `person,name,unit,post,title,from,to`, one row for each post a person holds. `person` is
 * a stable id, never an identity number; `post` is a role of the unit.
 */
export function readPosts(
  file: string,
  text: string,
  units: ReadonlySet<string>,
): { posts: PostHolder[]; faults: Fault[] } {
  const { rows, faults } = readCsv(file, text, COLUMNS);
  const names = new Map<string, string>();
  const lineOf = new Map<string, number>();
  for (const row of rows) {
    faults.push(...idFaults(row, units), ...dateFaults(row), ...repeatFaults(row, names, lineOf));
  }
  return { posts: rows.map(holderOf), faults };
}

function holderOf(row: CsvRow): PostHolder {
  return {
    post: `${row.cell('unit')}#${row.cell('post')}`,
    person: row.cell('person'),
    name: row.cell('name'),
    title: row.cell('title'),
    from: row.cell('from'),
    to: row.cell('to'),
  };
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
  names.set(person, other);
  if (other !== name)
    faults.push(faultAt(row.place('name'), 'person-two-names', { person, name: other }));
  const id = ['person', 'unit', 'post', 'from'].map((column) => row.cell(column)).join(' ');
  const line = lineOf.get(id);
  if (line !== undefined) faults.push(faultAt(row.place('person'), 'duplicate-id', { id, line }));
  lineOf.set(id, line ?? row.line);
  return faults;
}
