import type { PrintedSheet } from './printed-sheet.js';
import { csvText, guarded } from './season-text.js';

export type SheetEncoding = 'utf-8' | 'gb18030';

/**
 * The sheet as CSV for spreadsheet programs: UTF-8 with its mark, or GB18030; lines end in CR LF; a cell that
 * begins like a formula gets an apostrophe before it.
 */
export async function sheetCsv(
  { title, heads, rows }: PrintedSheet,
  encoding: SheetEncoding,
): Promise<Buffer> {
  const empty = heads.map((_, n) => (n === 0 ? title : ''));
  const table = [empty, heads, ...rows.map(({ cells }) => cells)];
  const text = csvText(
    table.map((cells) => cells.map(guarded)),
    '\r\n',
  );
  if (encoding === 'utf-8') return Buffer.from(`\ufeff${text}`);
  // Its tables are loaded only where they are used.
  const { default: iconv } = await import('iconv-lite');
  return iconv.encode(text, 'gb18030');
}
