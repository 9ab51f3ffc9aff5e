import { fieldNamed, headingOf, type SheetField } from './fields.js';
import { textOf, type Cell, type Grid, type Row } from './grid.js';

/** Which column holds which field, by index, and the words that stood over it. */
export type ColumnMap = Readonly<Partial<Record<SheetField, { index: number; heading: string }>>>;

/** A table with its headings found. */
export interface Headed {
  readonly columns: ColumnMap;
  /** What stands above the headings, row by row: the sheet's title among it. */
  readonly above: readonly string[];
  readonly body: readonly Row[];
  /** Headings that are not read, such as 备注 and 联系电话. */
  readonly left: readonly string[];
}

/** Headings stand within the first rows that hold anything. */
const WITHIN = 10;

/**
 * Finds the headings: the row, or two rows one over the other, that names most fields, the task among them.
 * `said` maps fields to headings where that has been decided before.
 */
export function headed(
  grid: Grid,
  said: Readonly<Partial<Record<SheetField, string>>> = {},
): Headed | null {
  const tries = grid.rows.slice(0, WITHIN).flatMap((_, n) => [
    { from: n, rows: 1 },
    { from: n, rows: 2 },
  ]);
  let best: { columns: ColumnMap; from: number; rows: number } | null = null;
  for (const { from, rows } of tries) {
    const columns = columnsIn(headings(grid.rows.slice(from, from + rows)), said);
    const count = Object.keys(columns).length;
    const most = best === null ? 1 : Object.keys(best.columns).length;
    // A title over the headings must not pass for their upper row.
    const isShorter = best !== null && count === most && rows < best.rows;
    if (columns.task !== undefined && (count > most || isShorter)) best = { columns, from, rows };
  }
  if (best === null) return null;
  const { columns, from, rows } = best;
  const above = new Set(grid.rows.slice(0, from).map((row) => wordsIn(row)));
  return {
    columns,
    above: [...above],
    body: grid.rows.slice(from + rows),
    left: unread(headings(grid.rows.slice(from, from + rows)), columns),
  };
}

/** Each column's heading; of two rows, the lower, or the upper where the lower says nothing. */
function headings(rows: readonly Row[]): string[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, n) => {
    const texts = rows.map(({ cells }) => short(cells[n]));
    return texts.findLast((text) => fieldNamed(text) !== null) ?? texts.findLast(Boolean) ?? '';
  });
}

const short = (cell: Cell | undefined): string => {
  const text = textOf(cell);
  return text.length <= 30 ? text : '';
};

function columnsIn(
  texts: readonly string[],
  said: Readonly<Partial<Record<SheetField, string>>>,
): ColumnMap {
  const columns: Partial<Record<SheetField, { index: number; heading: string }>> = {};
  const taken = new Set<number>();
  for (const [field, heading] of Object.entries(said)) {
    const index = texts.findIndex((text) => headingOf(text) === headingOf(heading));
    if (index < 0) continue;
    columns[field as SheetField] = { index, heading: texts[index] ?? '' };
    taken.add(index);
  }
  for (const [index, heading] of texts.entries()) {
    const field = taken.has(index) ? null : fieldNamed(heading);
    if (field !== null) columns[field] ??= { index, heading };
  }
  return columns;
}

function unread(texts: readonly string[], columns: ColumnMap): string[] {
  const known = new Set(Object.values(columns).map(({ index }) => index));
  return [...new Set(texts.filter((text, n) => text !== '' && !known.has(n)))];
}

const wordsIn = ({ cells }: Row): string =>
  [...new Set(cells.map(textOf).filter(Boolean))].join(' ');
