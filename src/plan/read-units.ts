import { parentOf } from '../engine/compile.js';
import type { UnitSource } from '../engine/season-plan.js';
import { readCsv, type CsvRow } from './csv-source.js';
import { addAll, faultAt, gather, MAX_FAULTS, someOf, type Fault } from './faults.js';
import { PATH } from './shape.js';

const COLUMNS = {
  required: ['path', 'kind', 'zh', 'en'],
  optional: ['candidates', 'rooms'],
  // Twice the exam sites of the whole country.
  maxRows: 20_000,
};

/**
 * Reads units.csv: `path,kind,zh,en,candidates,rooms`, one row a unit, the tree said by the paths.
 * @returns the units, parents before children, and every fault; `kinds` null: any kind is known.
 */
export function readUnits(
  file: string,
  text: string,
  kinds: readonly string[] | null,
): { units: UnitSource[]; faults: Fault[] } {
  const { rows, faults } = readCsv(file, text, COLUMNS);
  const lineOf = new Map<string, number>();
  const units = rows.flatMap((row) => {
    if (faults.length > MAX_FAULTS) return [];
    const found = rowFaults(row, kinds, lineOf);
    faults.push(...found);
    lineOf.set(row.cell('path'), lineOf.get(row.cell('path')) ?? row.line);
    return found.length > 0 ? [] : [unitOf(row)];
  });
  addAll(
    faults,
    gather(rows, (row) => parentFault(row, lineOf)),
  );
  if (rows.length > 0 || faults.length === 0) faults.push(...rootFaults(file, rows));
  const depth = ({ path }: UnitSource): number => path.split('/').length;
  return { units: units.sort((a, b) => depth(a) - depth(b)), faults };
}

function unitOf(row: CsvRow): UnitSource {
  return {
    path: row.cell('path'),
    kind: row.cell('kind'),
    title: { zh: row.cell('zh'), en: row.cell('en') },
    candidates: Number(row.cell('candidates')),
    rooms: Number(row.cell('rooms')),
  };
}

function rowFaults(
  row: CsvRow,
  kinds: readonly string[] | null,
  lineOf: ReadonlyMap<string, number>,
): Fault[] {
  const faults: Fault[] = [];
  const [id, kind] = [row.cell('path'), row.cell('kind')];
  if (!PATH.test(id)) faults.push(faultAt(row.place('path'), 'bad-path', { text: id }));
  const line = lineOf.get(id);
  if (line !== undefined) faults.push(faultAt(row.place('path'), 'duplicate-id', { id, line }));
  if (kinds !== null && !kinds.includes(kind))
    faults.push(faultAt(row.place('kind'), 'unknown-kind', { kind, known: someOf(kinds, 20) }));
  for (const column of ['candidates', 'rooms'])
    if (!/^\d{0,9}$/.test(row.cell(column)))
      faults.push(faultAt(row.place(column), 'bad-number', { text: row.cell(column) }));
  return faults;
}

function parentFault(row: CsvRow, lineOf: ReadonlyMap<string, number>): Fault[] {
  const parent = PATH.test(row.cell('path')) ? parentOf(row.cell('path')) : null;
  if (parent === null || lineOf.has(parent)) return [];
  return [faultAt(row.place('path'), 'unit-parent-missing', { parent })];
}

function rootFaults(file: string, rows: readonly CsvRow[]): Fault[] {
  const roots = rows.filter(
    (row) => PATH.test(row.cell('path')) && parentOf(row.cell('path')) === null,
  );
  if (roots.length === 1) return [];
  const place = roots[1]?.place('path') ?? { file, line: 1, column: 1 };
  return [faultAt(place, 'unit-root', { count: roots.length })];
}
