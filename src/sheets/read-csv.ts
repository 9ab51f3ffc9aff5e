import { parse } from 'csv-parse/sync';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS, type Grid, type GridFault } from './grid.js';

/**
 * The rows of a CSV file: UTF-8, GB18030 (what Chinese spreadsheet programs write), or UTF-16 with its mark;
 * separated by commas, tabs or semicolons. A row that breaks the rules of quoting costs only itself.
 */
export function readCsvSheet(bytes: Uint8Array): Grid | GridFault {
  const text = decoded(bytes);
  if (text === null || text.includes('\0')) return 'sheet-encoding';
  const bad: { row: number; why: string }[] = [];
  const rows: Grid['rows'][number][] = [];
  const options = {
    ...{ delimiter: delimiterOf(text), record_delimiter: '\n', info: true },
    ...{ relax_quotes: true, relax_column_count: true, skip_records_with_error: true },
    ...{ max_record_size: 200_000, to: MAX_SHEET_ROWS * 4 + 1 },
    on_skip: (error: { lines?: number; message: string } | undefined) => {
      if (bad.length < 100) bad.push({ row: error?.lines ?? 0, why: error?.message ?? '' });
    },
  };
  const records = parse(text, options as object) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  for (const { record, info } of records) {
    const cells = record
      .slice(0, MAX_SHEET_COLUMNS)
      .map((cell) => (cell.trim() === '' ? null : cell));
    // `lines` counts to the end of the record.
    const inside = record.join('').split('\n').length - 1;
    if (cells.some((cell) => cell !== null)) rows.push({ line: info.lines - inside, cells });
  }
  return rows.length > MAX_SHEET_ROWS ? 'sheet-too-many-rows' : { name: '', rows, bad };
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
