import { doubtAt, type Doubt } from './doubts.js';
import { FIELDS, type SheetField } from './fields.js';
import { textOf, type Cell } from './grid.js';
import type { Headed } from './header.js';

/** One task of a sheet: its cells by field. */
export interface TaskRow {
  readonly line: number;
  readonly phase: string;
  readonly cell: (field: SheetField) => Cell;
  readonly text: (field: SheetField) => string;
  /** Where a doubt about a field stands. */
  readonly at: (field: SheetField) => readonly [row: number, column: string, read: string];
}

/** `一、组织准备`, `（二）考务培训`, `第一阶段：…`: the number before a phase's name. */
const ORDINAL =
  /^(?:第?[一二三四五六七八九十]{1,3}(?:阶段|部分|类|[、.．:：])|[（(][一二三四五六七八九十]{1,3}[)）])[、:： ]*/;

/**
 * The tasks under the headings: rows that only hold a section's name give it to the rows below, blank leads take
 * the row's above, rows without a task are left out with a doubt.
 */
export function taskRows({ columns, body }: Headed): { rows: TaskRow[]; doubts: Doubt[] } {
  const doubts: Doubt[] = [];
  const rows: TaskRow[] = [];
  let section = '';
  let above: TaskRow | null = null;
  for (const { line, cells } of body) {
    const raw = (field: SheetField): Cell => cells[columns[field]?.index ?? -1] ?? null;
    const name = sectionIn(cells, textOf(raw('number')));
    if (name !== null) section = name;
    if (name !== null || isRepeatedHeading(raw, columns)) continue;
    const heading = (field: SheetField): string => columns[field]?.heading ?? '';
    if (textOf(raw('task')) === '') {
      const read = cells.map(textOf).filter(Boolean).join(' ');
      doubts.push(doubtAt([line, heading('task'), read], 'no-task'));
      continue;
    }
    const from: TaskRow | null = textOf(raw('lead')) === '' && columns.lead ? above : null;
    const cell = (field: SheetField): Cell => {
      const own = raw(field);
      return own === null && from !== null && FILLED.includes(field) ? from.cell(field) : own;
    };
    const text = (field: SheetField): string => textOf(cell(field));
    const phase = withoutOrdinal(textOf(raw('phase'))) || section || (above?.phase ?? '');
    const row: TaskRow = {
      ...{ line, phase, cell, text },
      at: (field) => [line, heading(field), textOf(raw(field))],
    };
    if (from !== null)
      doubts.push(doubtAt(row.at('lead'), 'lead-from-above', { assumed: text('lead') }));
    rows.push(row);
    above = row;
  }
  return { rows, doubts };
}

/** Who does a task stands in merged cells that a CSV file shows only once. */
const FILLED: readonly SheetField[] = ['lead', 'with', 'answerable', 'doer', 'liaison'];

/** A row that says one thing only, over all its columns or in one cell, is a heading of a section. */
function sectionIn(cells: readonly Cell[], number: string): string | null {
  const texts = [...new Set(cells.map(textOf).filter(Boolean))];
  const words = texts.filter((text) => !/^[\d一二三四五六七八九十]{1,3}[、.]?$/.test(text));
  const [only = ''] = words;
  if (words.length !== 1 || only.length > 40) return null;
  const isWide = cells.filter((cell) => textOf(cell) === only).length > 1;
  const isFirst = textOf(cells.find((cell) => cell !== null)) === only;
  if (!isWide && !isFirst && !/^[一二三四五六七八九十]/.test(number)) return null;
  return withoutOrdinal(only);
}

const withoutOrdinal = (text: string): string =>
  text
    .replace(ORDINAL, '')
    .replace(/[（(]\d+项?[)）]$/, '')
    .trim()
    .slice(0, 60);

function isRepeatedHeading(raw: (field: SheetField) => Cell, columns: Headed['columns']): boolean {
  const said = FIELDS.filter((field) => columns[field] !== undefined);
  return said.length > 1 && said.every((field) => textOf(raw(field)) === columns[field]?.heading);
}
