import type { RegisterKind } from '../../adapters/store/register-types.js';
import { csvText, guarded } from '../../sheets/season-text.js';
import { COLUMNS } from './columns.js';

/** An entry by the fields of its table, as text; what is left out stays as it is. */
export type GivenRow = Readonly<Record<string, string>>;

/** A table of one row: what comes singly is checked as what comes in a file. */
export function rowOf(kind: RegisterKind, row: GivenRow): Buffer {
  const columns = COLUMNS[kind].filter(({ field }) => row[field] !== undefined);
  const rows = [
    columns.map(({ names }) => names[0]),
    columns.map(({ field }) => guarded(row[field] ?? '')),
  ];
  return Buffer.from(csvText(rows));
}
