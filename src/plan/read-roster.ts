import { parseMoment } from '../engine/moment.js';
import { readCsv } from './csv-source.js';
import { faultAt, gather, type Fault, type Place } from './faults.js';
import { nearest } from './nearest.js';
import type { RosterRow } from './register.js';
import { ID } from './shape.js';

const COLUMNS = {
  required: ['unit', 'step', 'from', 'to', 'person', 'role'],
  optional: [],
  maxRows: 200_000,
};

/** A row of the roster and where it stands. */
export interface PlacedRow extends RosterRow {
  place(column?: string): Place;
}

/** Reads roster.csv: `unit,step,from,to,person,role`; `from` and `to` are moments. Units empty: any is known. */
export function readRoster(
  file: string,
  text: string,
  units: ReadonlySet<string>,
): { rows: PlacedRow[]; faults: Fault[] } {
  const { rows: read, faults } = readCsv(file, text, COLUMNS);
  const rows = read.map(
    (row): PlacedRow => ({
      unit: row.cell('unit'),
      step: row.cell('step'),
      from: row.cell('from'),
      to: row.cell('to'),
      person: row.cell('person'),
      role: row.cell('role') === 'head' ? 'head' : 'member',
      place: row.place,
    }),
  );
  const wrong = gather(read, (row) => {
    const { cell, place } = row;
    const found = ['from', 'to']
      .filter((column) => parseMoment(cell(column)) === null)
      .map((column) => faultAt(place(column), 'bad-moment', { text: cell(column) }));
    if (!ID.test(cell('person')))
      found.push(faultAt(place('person'), 'bad-id', { text: cell('person') }));
    if (cell('role') !== 'head' && cell('role') !== 'member')
      found.push(faultAt(place('role'), 'not-one-of', { key: 'role', values: 'head, member' }));
    const unit = cell('unit');
    if (units.size > 0 && !units.has(unit))
      found.push(faultAt(place('unit'), 'unknown-unit', { unit, nearest: nearest(unit, units) }));
    return found;
  });
  return { rows, faults: [...faults, ...wrong] };
}
