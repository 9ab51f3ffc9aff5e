import { parse } from 'csv-parse/sync';
import { TASK_SHEET, type Grid, type GridFault, type SheetLimits } from './grid.js';
import { unguarded } from './season-text.js';

/** A row of sixty long cells is a tenth of this. */
const MAX_LINE = 50_000;
/** Cells may go over several lines. */
const LINES_A_ROW = 10;
const MAX_BAD = 100;

/**
 * The rows of a CSV file: UTF-8, GB18030 (what Chinese spreadsheet programs write), or UTF-16 with its mark;
 * separated by commas, tabs or semicolons. A row that breaks the rules of quoting costs only itself.
 * The apostrophe before what begins like a formula is not part of the cell.
 */
export function readCsvSheet(
  bytes: Uint8Array,
  limits: SheetLimits = TASK_SHEET,
): Grid | GridFault {
  const maxLines = limits.rows * LINES_A_ROW;
  const whole = decoded(bytes);
  if (whole === null || (!limits.keepsNul && whole.includes('\0'))) return 'sheet-encoding';
  const bad: { row: number; why: string }[] = [];
  const lines = linesOf(whole, bad, maxLines);
  if (lines === null) return 'sheet-too-many-rows';
  const { text, numbers } = lines;
  const rows: Grid['rows'][number][] = [];
  for (const { record, info } of recordsIn(text, numbers, bad, maxLines)) {
    const cells = record
      .slice(0, limits.columns)
      .map((cell) => (cell.trim() === '' ? null : unguarded(cell)));
    // `lines` counts to the end of the record.
    const inside = record.join('').split('\n').length - 1;
    const line = numbers[info.lines - inside - 1] ?? info.lines;
    if (cells.some((cell) => cell !== null)) rows.push({ line, cells });
  }
  return rows.length > limits.rows ? 'sheet-too-many-rows' : { name: '', rows, bad };
}

interface CsvRecord {
  readonly record: readonly string[];
  /** `lines`: up to which line of the text it goes. */
  readonly info: { readonly lines: number };
}

function recordsIn(
  text: string,
  numbers: readonly number[],
  bad: { row: number; why: string }[],
  maxLines: number,
): readonly CsvRecord[] {
  const delimiter = delimiterOf(text);
  // Without a quote a cell ends at its comma; that is most files, and many times as fast.
  if (!text.includes('"'))
    return text.split('\n').map((line, n) => ({
      record: line.split(delimiter),
      info: { lines: n + 1 },
    }));
  const options = {
    ...{ delimiter, record_delimiter: '\n', info: true },
    ...{ relax_quotes: true, relax_column_count: true, skip_records_with_error: true },
    ...{ max_record_size: 200_000, to: maxLines },
    on_skip: (error: { lines?: number; message: string } | undefined) => {
      if (bad.length < MAX_BAD)
        bad.push({ row: numbers[(error?.lines ?? 1) - 1] ?? 0, why: error?.message ?? '' });
    },
  };
  return parse(text, options as object) as unknown as readonly CsvRecord[];
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
function linesOf(
  text: string,
  bad: { row: number; why: string }[],
  maxLines: number,
): Lines | null {
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
    if (kept.length > maxLines) return null;
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
