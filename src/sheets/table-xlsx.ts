import type { SheetData } from 'write-excel-file/node';
import { textCell } from './text-cell.js';

const MOST_SHEET_NAME = 31;

/** A plain table as an xlsx workbook: the heading stays in view, and every cell is text, also what begins like a formula. */
export async function tableXlsx(
  name: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Buffer> {
  const data: SheetData = [
    heads.map((head) => ({ ...textCell(head), fontWeight: 'bold' as const })),
    ...rows.map((cells) => cells.map(textCell)),
  ];
  // Loaded only here: no other command should wait for it.
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile(data, {
    sheet: name.slice(0, MOST_SHEET_NAME),
    stickyRowsCount: 1,
    columns: heads.map(() => ({ width: 20 })),
  }).toBuffer();
}
