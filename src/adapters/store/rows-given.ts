import { type RawBuilder, sql } from 'kysely';

/** Rows that a statement goes by; both databases call their columns `column1`, `column2` and so on. */
export const given = (rows: readonly (readonly unknown[])[]): RawBuilder<unknown> =>
  sql`(values ${sql.join(rows.map((row) => sql`(${sql.join(row)})`))}) as given`;

/** The n-th column as a number, from 1: PostgreSQL takes whatever it is given for text. */
export const numberIn = (column: number): RawBuilder<number> =>
  sql<number>`cast(${sql.raw(`given.column${column}`)} as bigint)`;

export const textIn = (column: number): RawBuilder<string> =>
  sql<string>`cast(${sql.raw(`given.column${column}`)} as text)`;
