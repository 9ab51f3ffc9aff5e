import { isCivilDate } from '../engine/moment.js';
import type { DeviceSource } from '../engine/season-plan.js';
import { readCsv, type Columns, type CsvRow } from './csv-source.js';
import { addAll, faultAt, MAX_FAULTS, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { Person, Registers } from './register.js';
import { ID, PATH } from './shape.js';

const PEOPLE: Columns = {
  required: ['person', 'name'],
  optional: ['department', 'declared', 'relative', 'graduating'],
  maxRows: 200_000,
};
const DEPARTMENTS: Columns = { required: ['department', 'zh', 'en'], optional: [], maxRows: 5_000 };
const DEVICES: Columns = { required: ['device', 'kind', 'unit'], optional: [], maxRows: 200_000 };

/** A register's text and the name of its file; null where the folder has none. */
export type RegisterText = { readonly file: string; readonly text: string } | null;

/** Reads `people.csv`, `departments.csv` and `devices.csv`. `units` empty: any unit is known. */
export function readRegisters(
  texts: {
    readonly people: RegisterText;
    readonly departments: RegisterText;
    readonly devices: RegisterText;
  },
  units: ReadonlySet<string>,
): { registers: Registers; faults: Fault[] } {
  const faults: Fault[] = [];
  const rows = (text: RegisterText, columns: Columns): CsvRow[] | null => {
    if (text === null) return null;
    const read = readCsv(text.file, text.text, columns);
    addAll(faults, read.faults);
    return read.rows;
  };
  const departments = listed(rows(texts.departments, DEPARTMENTS), 'department', faults, (row) => ({
    zh: row.cell('zh'),
    en: row.cell('en'),
  }));
  const people = listed(rows(texts.people, PEOPLE), 'person', faults, (row) => {
    addAll(faults, personFaults(row, departments));
    return personOf(row);
  });
  const devices = listed(rows(texts.devices, DEVICES), 'device', faults, (row): DeviceSource => {
    addAll(faults, deviceFaults(row, units));
    return { id: row.cell('device'), kind: row.cell('kind'), unit: row.cell('unit') };
  });
  // Of this season's units only: what the plan does not have, no line can ask for.
  const own = devices && [...devices.values()].filter(({ unit }) => units.has(unit));
  return { registers: { people, departments, devices: own }, faults };
}

/** Rows by the id in their first column, each id once. */
function listed<T>(
  rows: readonly CsvRow[] | null,
  column: string,
  faults: Fault[],
  take: (row: CsvRow) => T,
): Map<string, T> | null {
  if (rows === null) return null;
  const found = new Map<string, T>();
  const lineOf = new Map<string, number>();
  for (const row of rows) {
    if (faults.length > MAX_FAULTS) break;
    const id = row.cell(column);
    const line = lineOf.get(id);
    if (line !== undefined) faults.push(faultAt(row.place(column), 'duplicate-id', { id, line }));
    if (!ID.test(id)) faults.push(faultAt(row.place(column), 'bad-id', { text: id }));
    lineOf.set(id, line ?? row.line);
    found.set(id, take(row));
  }
  return found;
}

function personOf(row: CsvRow): Person {
  return {
    person: row.cell('person'),
    name: row.cell('name'),
    department: row.cell('department'),
    declared: row.cell('declared'),
    relative: row.cell('relative') === 'yes',
    graduating: row.cell('graduating') === 'yes',
  };
}

function personFaults(row: CsvRow, departments: ReadonlyMap<string, unknown> | null): Fault[] {
  const faults = ['relative', 'graduating']
    .filter((column) => !['', 'yes', 'no'].includes(row.cell(column)))
    .map((key) => faultAt(row.place(key), 'not-one-of', { key, values: 'yes, no' }));
  const [declared, department] = [row.cell('declared'), row.cell('department')];
  if (declared !== '' && !isCivilDate(declared))
    faults.push(faultAt(row.place('declared'), 'bad-date', { text: declared }));
  if (department !== '' && departments !== null && !departments.has(department)) {
    const said = { department, nearest: nearest(department, departments.keys()) };
    faults.push(faultAt(row.place('department'), 'unknown-department', said));
  }
  return faults;
}

/** A register is shared by all seasons: what stands below another root is another season's. */
function deviceFaults(row: CsvRow, units: ReadonlySet<string>): Fault[] {
  const [kind, unit] = [row.cell('kind'), row.cell('unit')];
  const faults: Fault[] = [];
  if (!ID.test(kind)) faults.push(faultAt(row.place('kind'), 'bad-id', { text: kind }));
  if (!PATH.test(unit)) faults.push(faultAt(row.place('unit'), 'bad-path', { text: unit }));
  else if (units.has(rootOf(unit)) && !units.has(unit))
    faults.push(
      faultAt(row.place('unit'), 'unknown-unit', { unit, nearest: nearest(unit, units) }),
    );
  return faults;
}

const rootOf = (path: string): string => path.split('/')[0] ?? path;
