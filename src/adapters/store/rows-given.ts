import { type RawBuilder, sql } from 'kysely';
import { locksRows } from './postgres.js';
import type { Db } from './schema.js';

/** So many keys go into one question. */
export const KEYS_A_QUESTION = 1_000;

/** Rows that a statement goes by; both databases call their columns `column1`, `column2` and so on. */
export const given = (rows: readonly (readonly unknown[])[]): RawBuilder<unknown> =>
  sql`(values ${sql.join(rows.map((row) => sql`(${sql.join(row)})`))}) as given`;

/**
 * The same for keys that rows are looked for by. To a file they go as one text: the statement is the same for any number of
 * them, neither built nor prepared anew. For ids and paths of ours; what people or providers wrote may not be fit for JSON.
 */
export const keysGiven = (
  db: Db,
  keys: readonly (readonly (string | number)[])[],
): RawBuilder<unknown> => {
  if (locksRows(db)) return given(keys);
  const columns = (keys[0] ?? []).map((_, n) => `value ->> ${n} as column${n + 1}`);
  return sql`(select ${sql.raw(columns.join(', '))} from json_each(${JSON.stringify(keys)})) as given`;
};

/** The n-th column as a number, from 1: PostgreSQL takes whatever it is given for text. */
export const numberIn = (column: number): RawBuilder<number> =>
  sql<number>`cast(${sql.raw(`given.column${column}`)} as bigint)`;

export const textIn = (column: number): RawBuilder<string> =>
  sql<string>`cast(${sql.raw(`given.column${column}`)} as text)`;
