import type { RegisterKind } from '../../adapters/store/register-types.js';
import { headingOf } from '../../sheets/fields.js';
import { textOf, type Cell, type Grid, type GridFault, type Row } from '../../sheets/grid.js';
import { gridsIn } from '../../sheets/read-grid.js';
import { faultWords, type RowFaultCode } from '../../text/register-words.js';
import { COLUMNS, type Column } from './columns.js';

/** More is no register of a city, nor what a request may bring. */
const MAX_REGISTER_BYTES = 20 * 1024 * 1024;
const MAX_ROWS = 200_000;
const LIMITS = { rows: MAX_ROWS, columns: 40, keepsNul: true };
const HEADINGS_WITHIN = 10;
/** No heading for such numbers is taken, whatever stands below it. */
const IDENTITY = /身份证|证件号|idcard|idnumber|nationalid/;

/** What is wrong, where, and what to do; never what stands there, which may be personal. */
export interface RowFault {
  /** Row of the file, from 1; 0: the file as a whole. */
  readonly row: number;
  /** The heading of the column; empty: the row as a whole. */
  readonly column: string;
  readonly code: RowFaultCode;
  readonly zh: string;
  readonly en: string;
}

export const rowFault = (
  row: number,
  column: string,
  code: RowFaultCode,
  detail?: string,
): RowFault => ({ row, column, code, ...faultWords(code, detail) });

/** A row by fields. A field whose column the table does not have is absent: it stays as it is. */
export interface TableRow {
  readonly row: number;
  has(field: string): boolean;
  /** As text without blanks around it; empty where nothing stands. */
  text(field: string): string;
  /** As the file has it: dates and numbers as such. */
  cell(field: string): Cell;
  heading(field: string): string;
  /** Number of the field's column, from 1; 0: the table has none. */
  column(field: string): number;
}

export interface Table {
  readonly rows: readonly TableRow[];
  readonly faults: readonly RowFault[];
  /** Headings that are not read, such as 备注. */
  readonly left: readonly string[];
}

/** Reads a register's table out of an xlsx or CSV file. Never throws on what it holds. */
export const readTable = (kind: RegisterKind, bytes: Buffer): Promise<Table> =>
  tableIn(COLUMNS[kind], bytes);

/** The same of any table with these columns. */
export async function tableIn(columns: readonly Column[], bytes: Buffer): Promise<Table> {
  if (bytes.length > MAX_REGISTER_BYTES) return refused('sheet-too-big');
  const grids = await gridsIn(bytes, LIMITS);
  if (typeof grids === 'string') return refused(grids);
  const found = grids.map((grid) => headed(grid, columns)).find((one) => one !== null);
  if (!found) {
    const wanted = columns.filter(({ required }) => required).map(({ names }) => names[0]);
    return { rows: [], left: [], faults: [rowFault(0, '', 'no-header', wanted.join('、'))] };
  }
  const { grid, head, indexes, left } = found;
  const identity = left.filter((heading) => IDENTITY.test(headingOf(heading)));
  const line = grid.rows[head]?.line ?? 0;
  const faults = [
    ...identity.map((heading) => rowFault(line, heading, 'identity-column')),
    ...grid.bad.map(({ row }) => rowFault(row, '', 'bad-row')),
  ];
  const body = grid.rows.slice(head + 1);
  if (body.length === 0) faults.push(rowFault(0, '', 'no-rows'));
  const headings = grid.rows[head]?.cells ?? [];
  const rows = body.map((row) => tableRow(row, indexes, headings));
  return { rows, faults, left: left.filter((heading) => !identity.includes(heading)) };
}

const refused = (code: GridFault): Table => ({
  ...{ rows: [], left: [] },
  faults: [
    rowFault(
      code === 'sheet-too-many-rows' ? MAX_ROWS + 1 : 0,
      '',
      code,
      code === 'sheet-too-many-rows' ? String(MAX_ROWS) : undefined,
    ),
  ],
});

interface Headed {
  readonly grid: Grid;
  /** Index of the row of headings. */
  readonly head: number;
  readonly indexes: ReadonlyMap<string, number>;
  readonly left: readonly string[];
}

/** The row that names most columns, all that are required among them; null where there is none. */
function headed(grid: Grid, columns: readonly Column[]): Headed | null {
  let best: Headed | null = null;
  for (const [head, row] of grid.rows.slice(0, HEADINGS_WITHIN).entries()) {
    const texts = row.cells.map((cell) => headingOf(textOf(cell)));
    const indexes = new Map<string, number>();
    for (const { field, names } of columns) {
      const at = texts.findIndex((text) => names.some((name) => headingOf(name) === text));
      if (at >= 0 && ![...indexes.values()].includes(at)) indexes.set(field, at);
    }
    const whole = columns.every(({ field, required }) => !required || indexes.has(field));
    if (!whole || indexes.size <= (best?.indexes.size ?? 0)) continue;
    const read = new Set(indexes.values());
    const left = row.cells.map(textOf).filter((text, at) => text !== '' && !read.has(at));
    best = { grid, head, indexes, left };
  }
  return best;
}

function tableRow(
  { line, cells }: Row,
  indexes: ReadonlyMap<string, number>,
  headings: readonly Cell[],
): TableRow {
  const at = (field: string): number => indexes.get(field) ?? -1;
  return {
    row: line,
    has: (field) => indexes.has(field),
    text: (field) => textOf(cells[at(field)]),
    cell: (field) => cells[at(field)] ?? null,
    heading: (field) => textOf(headings[at(field)]),
    column: (field) => at(field) + 1,
  };
}
