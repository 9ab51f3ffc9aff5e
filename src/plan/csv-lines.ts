import { CsvError, parse, type Info } from 'csv-parse/sync';
import { faultAt, MAX_FAULTS, type Fault } from './faults.js';
import { longLine, placeIn } from './text-file.js';

// Where a cell stands is found by walking its row: rows are short, or files of commas would take hours.
const MAX_LINE = 4_000;

/** A record of a CSV text, and the lines of the text from which it comes. */
export interface CsvLine {
  readonly cells: readonly string[];
  /** Both count from 1; they differ where a quoted cell holds a line end. */
  readonly first: number;
  readonly last: number;
}

/**
 * The records of a CSV text, empty lines left out. Bounded: `maxRows` besides the header, and no more than
 * can be told are read on once so many have not as many cells as the header.
 */
export function csvLines(
  file: string,
  text: string,
  maxRows: number,
): { readonly lines: readonly CsvLine[] } | { readonly fault: Fault } {
  const long = longLine(text, MAX_LINE);
  if (long >= 0) {
    const place = { file, ...placeIn(text, long) };
    const message = `over ${MAX_LINE} characters`;
    return { fault: faultAt(place, 'csv-syntax', { row: place.line, message }) };
  }
  try {
    // Without a quote a cell ends at its comma; that is most files, and forty times as fast.
    const lines = text.includes('"') ? quoted(text, maxRows) : plain(text, maxRows);
    const beyond = lines[maxRows + 1];
    if (beyond === undefined) return { lines };
    const place = { file, line: beyond.first, column: 1 };
    return { fault: faultAt(place, 'csv-too-many-rows', { limit: maxRows }) };
  } catch (error) {
    const row =
      error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
    const message = error instanceof Error ? error.message : String(error);
    return { fault: faultAt({ file, line: row, column: 1 }, 'csv-syntax', { row, message }) };
  }
}

function plain(text: string, maxRows: number): CsvLine[] {
  const lines: CsvLine[] = [];
  for (let [start, n] = [0, 1]; start < text.length && lines.length < maxRows + 2; n += 1) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const cells = text.slice(start, end).split(',').map(trimmed);
    if (end > start) lines.push({ cells, first: n, last: n });
    start = end + 1;
  }
  return lines;
}

const trimmed = (cell: string): string =>
  /^[ \t\f]|[ \t\f]$/.test(cell) ? cell.replace(/^[ \t\f]+/, '').replace(/[ \t\f]+$/, '') : cell;

/** Thrown to stop the parser, which makes an error for each record of another length. */
class Enough extends Error {}

function quoted(text: string, maxRows: number): CsvLine[] {
  const lines: CsvLine[] = [];
  let wrong = 0;
  const take = ({ record, info }: { record: string[]; info: Info }): null => {
    const first = (lines.at(-1)?.last ?? 0) + 1;
    lines.push({ cells: record, first, last: info.lines });
    wrong += Number(record.length !== lines[0]?.cells.length);
    if (wrong > MAX_FAULTS) throw new Enough();
    return null;
  };
  try {
    parse(text, {
      info: true,
      trim: true,
      record_delimiter: '\n',
      max_record_size: 20_000,
      relax_column_count: true,
      skip_empty_lines: true,
      to: maxRows + 2,
      on_record: take as never,
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return lines;
}
