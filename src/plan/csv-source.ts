import { csvLines, type CsvLine } from './csv-lines.js';
import { faultAt, MAX_FAULTS, type Fault, type Place } from './faults.js';
import { nearest } from './nearest.js';

const MAX_CELL = 200;

/** A row by column names, and where each cell is written. */
export interface CsvRow {
  readonly line: number;
  cell(column: string): string;
  place(column?: string): Place;
}

/** The columns a table has; others are faults. Their order in the file is free. */
export interface Columns {
  readonly required: readonly string[];
  /** Columns that may be absent or hold nothing. */
  readonly optional: readonly string[];
  readonly maxRows: number;
}

/** Reads a CSV text whose first row names the columns. Rows with a fault are left out, the others kept. */
export function readCsv(
  file: string,
  text: string,
  columns: Columns,
): { rows: CsvRow[]; faults: Fault[] } {
  const read = csvLines(file, text, columns.maxRows);
  if ('fault' in read) return { rows: [], faults: [read.fault] };
  const table: Table = { file, text: text.split('\n') };
  const [header, ...body] = read.lines;
  const faults = headerFaults(table, header, columns);
  if (header === undefined || faults.length > 0) return { rows: [], faults };
  const indexes = new Map(header.cells.map((column, n) => [column, n]));
  const rows: CsvRow[] = [];
  for (const line of body) {
    const found = rowFaults(table, header, line, columns);
    if (found.length > 0) faults.push(...found);
    else rows.push(rowOf(table, indexes, line));
    if (faults.length > MAX_FAULTS) break;
  }
  return { rows, faults };
}

interface Table {
  readonly file: string;
  /** Its lines: where a cell stands is looked up only for a fault. */
  readonly text: readonly string[];
}

function headerFaults(table: Table, header: CsvLine | undefined, columns: Columns): Fault[] {
  const known = [...columns.required, ...columns.optional];
  const names = header?.cells ?? [];
  const missing = columns.required
    .filter((column) => !names.includes(column))
    .map((column) => faultAt(placeOf(table, undefined, 0), 'csv-column-missing', { column }));
  const wrong = names.flatMap((column, n) => {
    const place = placeOf(table, header, n);
    if (!known.includes(column))
      return faultAt(place, 'csv-column-unknown', { column, nearest: nearest(column, known) });
    return names.indexOf(column) < n ? faultAt(place, 'csv-column-twice', { column }) : [];
  });
  return [...missing, ...wrong];
}

function rowFaults(table: Table, header: CsvLine, line: CsvLine, columns: Columns): Fault[] {
  const expected = header.cells.length;
  const found = line.cells.length;
  if (found !== expected)
    return [faultAt(placeOf(table, line, 0), 'csv-cell-count', { found, expected })];
  const faults: Fault[] = [];
  for (const [n, cell] of line.cells.entries()) {
    const column = header.cells[n] ?? '';
    if (cell === '' && columns.required.includes(column))
      faults.push(faultAt(placeOf(table, line, n), 'csv-empty-cell', { column }));
    if (cell.length > MAX_CELL) {
      const said = { column, limit: MAX_CELL };
      faults.push(faultAt(placeOf(table, line, n), 'csv-cell-too-long', said));
    }
  }
  return faults;
}

function rowOf(table: Table, indexes: ReadonlyMap<string, number>, line: CsvLine): CsvRow {
  return {
    line: firstLine(table, line),
    cell: (column) => line.cells[indexes.get(column) ?? -1] ?? '',
    place: (column) => placeOf(table, line, column === undefined ? 0 : (indexes.get(column) ?? 0)),
  };
}

/** Empty lines before a record count to it. */
function firstLine({ text }: Table, { first, last }: CsvLine): number {
  let line = first;
  while (line < last && (text[line - 1] ?? '').trim() === '') line += 1;
  return line;
}

/** Found only when a fault needs it, by walking the row's own text. */
function placeOf(table: Table, line: CsvLine | undefined, index: number): Place {
  const { file } = table;
  if (line === undefined) return { file, line: 1, column: 1 };
  const first = firstLine(table, line);
  const text = table.text.slice(first - 1, line.last).join('\n');
  const before = text.slice(0, cellStart(text, index)).split('\n');
  return { file, line: first + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
}

function cellStart(text: string, index: number): number {
  let [left, quoted] = [index, false];
  for (let n = 0; n < text.length && left > 0; n += 1) {
    if (text[n] === '"') quoted = !quoted;
    else if (text[n] === ',' && !quoted && (left -= 1) === 0) return skipSpace(text, n + 1);
  }
  return skipSpace(text, 0);
}

function skipSpace(text: string, from: number): number {
  const next = text.slice(from).search(/[^ \t]/);
  return next < 0 ? from : from + next;
}
