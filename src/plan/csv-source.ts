import { CsvError, parse, type Info } from 'csv-parse/sync';
import { faultAt, MAX_FAULTS, type Fault, type Place } from './faults.js';
import { nearest } from './nearest.js';
import { longLine, placeIn } from './text-file.js';

const MAX_CELL = 200;
// Where a cell stands is found by walking its row: rows are short, or files of commas would take hours.
const MAX_LINE = 4_000;

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

interface Line {
  readonly record: string[];
  readonly raw: string;
  readonly info: Info;
}

/** Reads a CSV text whose first row names the columns. Rows with a fault are left out, the others kept. */
export function readCsv(
  file: string,
  text: string,
  columns: Columns,
): { rows: CsvRow[]; faults: Fault[] } {
  const lines = parseLines(file, text, columns.maxRows);
  if ('fault' in lines) return { rows: [], faults: [lines.fault] };
  const [header, ...body] = lines.lines;
  const faults = headerFaults(file, header, columns);
  if (header === undefined || faults.length > 0) return { rows: [], faults };
  const rows: CsvRow[] = [];
  for (const line of body) {
    const found = rowFaults(file, header, line, columns);
    if (found.length > 0) faults.push(...found);
    else rows.push(rowOf(file, header, line));
    if (faults.length > MAX_FAULTS) break;
  }
  return { rows, faults };
}

function parseLines(
  file: string,
  text: string,
  maxRows: number,
): { lines: Line[] } | { fault: Fault } {
  const long = longLine(text, MAX_LINE);
  if (long >= 0) {
    const place = { file, ...placeIn(text, long) };
    return {
      fault: faultAt(place, 'csv-syntax', {
        row: place.line,
        message: `over ${MAX_LINE} characters`,
      }),
    };
  }
  try {
    const lines = parse(text, {
      raw: true,
      info: true,
      trim: true,
      record_delimiter: '\n',
      max_record_size: 20_000,
      relax_column_count: true,
      skip_empty_lines: true,
      to: maxRows + 2,
    }) as unknown as Line[];
    if (lines.length <= maxRows + 1) return { lines };
    const place = { file, line: maxRows + 2, column: 1 };
    return { fault: faultAt(place, 'csv-too-many-rows', { limit: maxRows }) };
  } catch (error) {
    const row =
      error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
    const message = error instanceof Error ? error.message : String(error);
    return { fault: faultAt({ file, line: row, column: 1 }, 'csv-syntax', { row, message }) };
  }
}

function headerFaults(file: string, header: Line | undefined, columns: Columns): Fault[] {
  const known = [...columns.required, ...columns.optional];
  const names = header?.record ?? [];
  const missing = columns.required
    .filter((column) => !names.includes(column))
    .map((column) => faultAt({ file, line: 1, column: 1 }, 'csv-column-missing', { column }));
  const wrong = names.flatMap((column, n) => {
    const place = placeOf(file, header, n);
    if (!known.includes(column))
      return faultAt(place, 'csv-column-unknown', { column, nearest: nearest(column, known) });
    return names.indexOf(column) < n ? faultAt(place, 'csv-column-twice', { column }) : [];
  });
  return [...missing, ...wrong];
}

function rowFaults(file: string, header: Line, line: Line, columns: Columns): Fault[] {
  const expected = header.record.length;
  const found = line.record.length;
  if (found !== expected)
    return [faultAt(placeOf(file, line, 0), 'csv-cell-count', { found, expected })];
  return line.record.flatMap((cell, n) => {
    const column = header.record[n] ?? '';
    if (cell === '' && columns.required.includes(column))
      return faultAt(placeOf(file, line, n), 'csv-empty-cell', { column });
    if (cell.length <= MAX_CELL) return [];
    return faultAt(placeOf(file, line, n), 'csv-cell-too-long', { column, limit: MAX_CELL });
  });
}

function rowOf(file: string, header: Line, line: Line): CsvRow {
  const indexOf = (column: string): number => header.record.indexOf(column);
  return {
    line: placeOf(file, line, 0).line,
    cell: (column) => line.record[indexOf(column)] ?? '',
    place: (column) => placeOf(file, line, column === undefined ? 0 : Math.max(indexOf(column), 0)),
  };
}

/** Found only when a fault needs it, by walking the row's own text: `raw` ends at the line `info.lines`. */
function placeOf(file: string, line: Line | undefined, index: number): Place {
  if (line === undefined) return { file, line: 1, column: 1 };
  const text = line.raw.replace(/^\s*\n/, '').replace(/\n$/, '');
  const first = line.info.lines - (text.match(/\n/g)?.length ?? 0);
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
