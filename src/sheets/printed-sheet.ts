import type { Lang } from '../text/lang.js';
import { NAMES } from './fields.js';
import type { PlanRow } from './plan-rows.js';

/** The columns of a printed sheet, in order; widths are shares of the page in characters. */
export const PRINTED = [
  { field: 'number', en: 'No.', width: 5 },
  { field: 'phase', en: 'Phase', width: 9 },
  { field: 'task', en: 'Task', width: 34 },
  { field: 'lead', en: 'Lead', width: 16 },
  { field: 'with', en: 'Joint', width: 16 },
  { field: 'answerable', en: 'Answerable', width: 11 },
  { field: 'doer', en: 'Doer', width: 11 },
  { field: 'liaison', en: 'Liaison', width: 9 },
  { field: 'opens', en: 'Opens', width: 15 },
  { field: 'due', en: 'Due', width: 15 },
  { field: 'source', en: 'Source', width: 11 },
] as const;

/** A task sheet ready to be written: rows of cells, each with its phase. */
export interface PrintedSheet {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly phase: string; readonly cells: readonly string[] }[];
  readonly lang: Lang;
}

/** The rows numbered, under the title of the season. */
export function printedSheet(title: string, rows: readonly PlanRow[], lang: Lang): PrintedSheet {
  const whole = lang === 'zh' ? `${title}任务分解表` : `${title}: task sheet`;
  const heads = PRINTED.map(({ field, en }) => (lang === 'zh' ? (NAMES[field][0] ?? field) : en));
  return {
    ...{ title: whole, heads, lang },
    rows: rows.map((row, n) => ({
      phase: row.phase,
      cells: PRINTED.map(({ field }) => (field === 'number' ? String(n + 1) : row[field])),
    })),
  };
}
