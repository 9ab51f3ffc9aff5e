import { parse } from 'csv-parse/sync';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS, type Grid, type GridFault } from './grid.js';
import { unguarded } from './season-text.js';

/** A row of sixty long cells is a tenth of this. */
const MAX_LINE = 50_000;
/** Cells may go over several lines. */
const MAX_LINES = MAX_SHEET_ROWS * 10;
const MAX_BAD = 100;

/**
 * The rows of a CSV file: UTF-8, GB18030 (what Chinese spreadsheet programs write), or UTF-16 with its mark;
 * separated by commas, tabs or semicolons. A row that breaks the rules of quoting costs only itself.
 * The apostrophe before what begins like a formula is not part of the cell.
 */
export function readCsvSheet(bytes: Uint8Array): Grid | GridFault {
  const whole = decoded(bytes);
  if (whole === null || whole.includes('\0')) return 'sheet-encoding';
  const bad: { row: number; why: string }[] = [];
  const lines = linesOf(whole, bad);
  if (lines === null) return 'sheet-too-many-rows';
  const { text, numbers } = lines;
  const rows: Grid['rows'][number][] = [];
  const options = {
    ...{ delimiter: delimiterOf(text), record_delimiter: '\n', info: true },
    ...{ relax_quotes: true, relax_column_count: true, skip_records_with_error: true },
    ...{ max_record_size: 200_000, to: MAX_LINES },
    on_skip: (error: { lines?: number; message: string } | undefined) => {
      if (bad.length < MAX_BAD)
        bad.push({ row: numbers[(error?.lines ?? 1) - 1] ?? 0, why: error?.message ?? '' });
    },
  };
  const records = parse(text, options as object) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  for (const { record, info } of records) {
    const cells = record
      .slice(0, MAX_SHEET_COLUMNS)
      .map((cell) => (cell.trim() === '' ? null : unguarded(cell)));
    // `lines` counts to the end of the record.
    const inside = record.join('').split('\n').length - 1;
    const line = numbers[info.lines - inside - 1] ?? info.lines;
    if (cells.some((cell) => cell !== null)) rows.push({ line, cells });
  }
  return rows.length > MAX_SHEET_ROWS ? 'sheet-too-many-rows' : { name: '', rows, bad };
}

interface Lines {
  readonly text: string;
  /** Of each line kept, its number in the file. */
  readonly numbers: readonly number[];
}

/**
 * The lines that say something. Millions of blank ones, as programs write them under a table, cost the parser minutes;
 * of a line of millions of commas each would be a cell. Null where more is left than a table has.
 */
function linesOf(text: string, bad: { row: number; why: string }[]): Lines | null {
  const kept: string[] = [];
  const numbers: number[] = [];
  for (let [start, number] = [0, 1]; start < text.length; number += 1) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const isLong = end - start > MAX_LINE;
    if (isLong && bad.length < MAX_BAD) bad.push({ row: number, why: `> ${MAX_LINE}` });
    const line = isLong ? '' : text.slice(start, end);
    if (!/^[\s,;]*$/.test(line)) {
      kept.push(line);
      numbers.push(number);
    }
    if (kept.length > MAX_LINES) return null;
    start = end + 1;
  }
  return { text: kept.join('\n'), numbers };
}

function decoded(bytes: Uint8Array): string | null {
  const marks = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of marks) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.replace(/\r\n?/g, '\n');
    } catch {
      // The next encoding.
    }
  }
  return null;
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 10_000);
  const times = (mark: string): number => head.split(mark).length;
  return [',', '\t', ';'].reduce((best, mark) => (times(mark) > times(best) ? mark : best));
}
