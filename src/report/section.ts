/** A part of a report, ready to be set as a table on a terminal or a page. */
export interface Section {
  readonly title: string;
  /** Sentences before the table. */
  readonly notes: readonly string[];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows left out. */
  readonly more: number;
}

const MOST_ROWS = 200;

/** A section with a bounded table: nobody reads more, and `--json` has them all. */
export function sectionOf(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  { notes = [], most = MOST_ROWS }: { notes?: readonly string[]; most?: number } = {},
): Section {
  return { title, notes, heads, rows: rows.slice(0, most), more: Math.max(0, rows.length - most) };
}

/** A section of sentences only. */
export const noteOf = (title: string, ...notes: readonly string[]): Section => ({
  ...{ title, notes },
  ...{ heads: [], rows: [], more: 0 },
});
