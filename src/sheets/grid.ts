/** A day that a spreadsheet holds as a date; `time` is `HH:MM`, empty where the cell is a day only. */
export interface SheetDay {
  readonly date: string;
  readonly time: string;
}

/** What a cell holds. Formulas are never worked out: their last result, as the file has it, is the cell. */
export type Cell = string | number | SheetDay | null;

/** A table as read: rows of cells, and which row of the file each is (from 1). */
export interface Grid {
  /** Name of the sheet; empty for a CSV file. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** Rows that could not be read; the others are there. */
  readonly bad: readonly { readonly row: number; readonly why: string }[];
}

export interface Row {
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** Why a file is no table at all. */
export type GridFault =
  | 'sheet-missing'
  | 'sheet-too-big'
  | 'sheet-too-many-rows'
  | 'not-xlsx'
  | 'old-xls'
  | 'sheet-encoding';

/** A file may be this large, and unpack to so much. */
export const MAX_SHEET_BYTES = 50 * 1024 * 1024;
export const MAX_UNPACKED_BYTES = 150 * 1024 * 1024;
/** Rows with something in them: more steps than this no plan.yaml holds, and no office keeps. */
export const MAX_SHEET_ROWS = 1_200;
/** Further columns are not looked at. */
const MAX_SHEET_COLUMNS = 60;

/** How large a table of some sort may be. */
export interface SheetLimits {
  readonly rows: number;
  readonly columns: number;
  /** NUL characters stay where they are, for whoever tells the cell they stand in. */
  readonly keepsNul?: boolean;
}

export const TASK_SHEET: SheetLimits = { rows: MAX_SHEET_ROWS, columns: MAX_SHEET_COLUMNS };

/** A cell as text in one line's width; line ends inside it stay. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return `${cell.date} ${cell.time}`.trim();
  return String(cell)
    .replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/[ \u3000]+/g, ' ')
    .trim();
}
