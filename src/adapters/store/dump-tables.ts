import { type Kysely, sql } from 'kysely';
import { locksRows } from './postgres.js';
import type { Tables } from './schema.js';

/** A table as a copy needs to know it. */
export interface DumpTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** Tables that its rows refer to. */
  readonly refers: readonly string[];
}

/** The migrator's own: they say what the tables are, and are made anew with them. */
const INTERNAL = /^kysely_migration/;
/** Numbers of a database's own transactions mean nothing in another one. */
const OWN_TYPES: ReadonlySet<string> = new Set(['xid8', 'xid', 'pg_lsn']);

/** All tables of the store, whatever part of the service made them; those referred to come first. */
export async function dumpTables(db: Kysely<Tables>): Promise<readonly DumpTable[]> {
  const isPostgres = locksRows(db);
  const found = await db.introspection.getTables();
  const tables: DumpTable[] = [];
  for (const { name, columns, isView, schema } of found) {
    if (isView || INTERNAL.test(name) || (schema !== undefined && schema !== 'public')) continue;
    tables.push({
      name,
      columns: columns
        .filter(({ dataType }) => !OWN_TYPES.has(dataType))
        .map((column) => column.name),
      key: await (isPostgres ? postgresKey(db, name) : fileKey(db, name)),
      refers: await (isPostgres ? postgresRefers(db, name) : fileRefers(db, name)),
    });
  }
  return inOrder(tables);
}

/** Those referred to before those that refer; by name where it does not matter. */
export function inOrder(tables: readonly DumpTable[]): readonly DumpTable[] {
  const rest = new Map(
    [...tables].sort((a, b) => (a.name < b.name ? -1 : 1)).map((t) => [t.name, t]),
  );
  const ordered: DumpTable[] = [];
  while (rest.size > 0) {
    const next = [...rest.values()].find(({ name, refers }) =>
      refers.every((other) => other === name || !rest.has(other)),
    );
    if (next === undefined)
      throw new Error(`tables refer in a circle: ${[...rest.keys()].join(', ')}`);
    ordered.push(next);
    rest.delete(next.name);
  }
  return ordered;
}

async function fileKey(db: Kysely<Tables>, table: string): Promise<readonly string[]> {
  const asked = sql<{ name: string }>`
    select name from pragma_table_info(${table}) where pk > 0 order by pk`;
  return (await asked.execute(db)).rows.map(({ name }) => name);
}

async function fileRefers(db: Kysely<Tables>, table: string): Promise<readonly string[]> {
  const asked = sql<{ other: string }>`
    select distinct "table" as other from pragma_foreign_key_list(${table})`;
  return (await asked.execute(db)).rows.map(({ other }) => other);
}

async function postgresKey(db: Kysely<Tables>, table: string): Promise<readonly string[]> {
  const asked = sql<{ name: string }>`
    select a.attname as name
    from pg_index i
    cross join lateral unnest(i.indkey) with ordinality as k(attnum, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indisprimary and i.indrelid = to_regclass(${`public.${table}`})
    order by k.place`;
  return (await asked.execute(db)).rows.map(({ name }) => name);
}

async function postgresRefers(db: Kysely<Tables>, table: string): Promise<readonly string[]> {
  const asked = sql<{ other: string }>`
    select distinct r.relname as other
    from pg_constraint c join pg_class r on r.oid = c.confrelid
    where c.contype = 'f' and c.conrelid = to_regclass(${`public.${table}`})`;
  return (await asked.execute(db)).rows.map(({ other }) => other);
}
