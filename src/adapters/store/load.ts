import { CompiledQuery, Kysely, sql } from 'kysely';
import { dialectFor } from './dialect.js';
import { dumpTables } from './dump-tables.js';
import { knownMigrations, migrateTo } from './migrations.js';
import { operationsOn } from './operations.js';
import { locksRows } from './postgres.js';
import { inGroups } from './rows.js';
import type { Tables } from './schema.js';

/** One table of a copy, as it is to be put back. */
export interface LoadTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Lines of JSON, some at a time. */
  rows(): AsyncIterable<readonly string[]>;
}

/** A copy that cannot be put back there; nothing was changed. */
export class CannotLoad extends Error {
  override readonly name = 'CannotLoad';
  constructor(
    readonly code: 'newer' | 'not-empty' | 'columns',
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}

/**
 * Puts a copy into an empty store: its tables are made as they were, its rows written in one transaction, and what
 * this build added since is migrated when the store is next opened. Throws `CannotLoad` where the copy comes from a
 * newer build, or the store holds something already.
 */
export async function loadStore(
  url: string,
  migrations: readonly string[],
  tables: readonly LoadTable[],
): Promise<void> {
  const { dialect, columns } = dialectFor(url);
  const unknown = migrations.filter((name) => !knownMigrations(columns).includes(name));
  if (unknown.length > 0) throw new CannotLoad('newer', unknown.join(', '));
  const db = new Kysely<Tables>({ dialect });
  try {
    await assertEmpty(db);
    const last = migrations.at(-1);
    if (last !== undefined) await migrateTo(db, columns, last);
    await db.transaction().execute(async (trx) => {
      for (const table of await sorted(trx, tables)) await load(trx, table);
      await countOn(trx, tables);
    });
  } finally {
    await db.destroy();
  }
}

async function assertEmpty(db: Kysely<Tables>): Promise<void> {
  const [first] = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (first === undefined) return;
  const made = await operationsOn(db).migrations();
  if (made.length > 0) throw new CannotLoad('not-empty', first.name);
}

/** In the order in which rows may refer to rows, and only with columns that are there. */
async function sorted(
  db: Kysely<Tables>,
  tables: readonly LoadTable[],
): Promise<readonly LoadTable[]> {
  const there = await dumpTables(db);
  const given = new Map(tables.map((table) => [table.name, table]));
  for (const { name, columns } of tables) {
    const known = there.find((table) => table.name === name)?.columns ?? [];
    const foreign = columns.filter((column) => !known.includes(column));
    if (foreign.length > 0) throw new CannotLoad('columns', `${name}: ${foreign.join(', ')}`);
  }
  return there.flatMap(({ name }) => given.get(name) ?? []);
}

async function load(db: Kysely<Tables>, { name, columns, rows }: LoadTable): Promise<void> {
  // Writing the statement anew for each group would cost more than running it.
  const texts = new Map<number, string>();
  const textFor = (count: number): string => {
    const text = texts.get(count) ?? insertText(db, name, columns, count);
    texts.set(count, text);
    return text;
  };
  for await (const lines of rows())
    await inGroups(lines, (group) =>
      db.executeQuery(CompiledQuery.raw(textFor(group.length), group.flatMap(valuesIn))),
    );
}

function insertText(
  db: Kysely<Tables>,
  name: string,
  columns: readonly string[],
  count: number,
): string {
  const row = sql`(${sql.join(columns)})`;
  const into = sql`${sql.table(name)} (${sql.join(columns.map((one) => sql.ref(one)))})`;
  const rows = sql.join(Array.from({ length: count }, () => row));
  return sql`insert into ${into} values ${rows}`.compile(db).sql;
}

const valuesIn = (line: string): unknown[] =>
  (JSON.parse(line) as unknown[]).map((value) =>
    typeof value === 'object' && value !== null && 'b64' in value
      ? Buffer.from(String(value.b64), 'base64')
      : value,
  );

/** PostgreSQL's counters do not see rows that bring their own numbers. */
async function countOn(db: Kysely<Tables>, tables: readonly LoadTable[]): Promise<void> {
  if (!locksRows(db)) return;
  for (const { name, columns } of tables)
    for (const column of columns) {
      const asked = sql<{ counter: string | null }>`
        select pg_get_serial_sequence(${`public.${name}`}, ${column}) as counter`;
      const counter = (await asked.execute(db)).rows[0]?.counter;
      if (counter)
        await sql`select setval(${counter}, (select coalesce(max(${sql.ref(column)}), 0) + 1
          from ${sql.table(name)}), false)`.execute(db);
    }
}
