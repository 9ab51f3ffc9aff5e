import type { Cell, SheetData } from 'write-excel-file/node';
import { PRINTED, type PrintedSheet } from './printed-sheet.js';
import { textCell } from './text-cell.js';

const LINE = { borderStyle: 'thin', wrap: true, alignVertical: 'center' } as const;
const CENTRED = { align: 'center', alignVertical: 'center' } as const;
const MIDDLE = new Set(['number', 'phase', 'opens', 'due']);

/**
 * The sheet as an xlsx workbook: title over all columns, headings that stay in view, phases merged down. Every cell
 * is text, also what begins like a formula.
 */
export async function sheetXlsx({ title, heads, rows, lang }: PrintedSheet): Promise<Buffer> {
  const phase = PRINTED.findIndex(({ field }) => field === 'phase');
  const spans = phaseSpans(rows.map((row) => row.phase));
  const data: SheetData = [
    [
      {
        ...textCell(title),
        columnSpan: heads.length,
        fontWeight: 'bold',
        fontSize: 16,
        height: 30,
        ...CENTRED,
      },
    ],
    heads.map((head) => ({
      ...textCell(head),
      ...LINE,
      ...CENTRED,
      fontWeight: 'bold',
      backgroundColor: '#eeeeee',
    })),
    ...rows.map(({ cells }, n) =>
      cells.map((cell, column): Cell => {
        const style = MIDDLE.has(PRINTED[column]?.field ?? '') ? { ...LINE, ...CENTRED } : LINE;
        if (column !== phase) return { ...textCell(cell), ...style };
        const rowSpan = spans[n] ?? 0;
        return rowSpan === 0
          ? null
          : { ...textCell(cell), ...style, ...(rowSpan > 1 && { rowSpan }) };
      }),
    ),
  ];
  // Loaded only here: no other command should wait for it.
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const sheet = lang === 'zh' ? '任务分解表' : 'Task sheet';
  return writeExcelFile(data, {
    ...{ sheet, orientation: 'landscape', stickyRowsCount: 2 },
    columns: PRINTED.map(({ width }) => ({ width: Math.round(width * 1.6) })),
  }).toBuffer();
}

/** How many rows a phase's cell covers at its first row; 0 at the others. */
function phaseSpans(phases: readonly string[]): number[] {
  const spans = phases.map(() => 0);
  let start = 0;
  for (const [n, phase] of phases.entries()) {
    if (n === 0 || phase !== phases[n - 1]) start = n;
    spans[start] = (spans[start] ?? 0) + 1;
  }
  return spans;
}
