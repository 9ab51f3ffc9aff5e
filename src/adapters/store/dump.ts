import { type Kysely, sql } from 'kysely';
import { Kysely as Database } from 'kysely';
import { dialectFor } from './dialect.js';
import { dumpTables, type DumpTable } from './dump-tables.js';
import { operationsOn } from './operations.js';
import type { Tables } from './schema.js';

/** The whole store at one instant, while others go on writing to it. */
export interface Snapshot {
  /** The migrations that made its tables. */
  readonly migrations: readonly string[];
  readonly tables: readonly DumpTable[];
  /** A table's rows in the order of its key, each as one line of JSON: the values of its columns. */
  rows(table: DumpTable): AsyncIterable<readonly string[]>;
  /** How far each season is. */
  seasons(): Promise<readonly SeasonHead[]>;
}

export interface SeasonHead {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly units: number;
  readonly events: number;
}

const ROWS_A_PAGE = 2_000;

/**
 * Shows the store as it is at one instant, on a connection of its own that never waits for writers, nor they for it:
 * SQLite's write-ahead log and PostgreSQL's snapshots keep that instant until `work` is done. Memory holds a page.
 */
export async function withSnapshot<Result>(
  url: string,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const db = new Database<Tables>({ dialect: dialectFor(url).dialect });
  try {
    return await db
      .transaction()
      .setAccessMode('read only')
      .setIsolationLevel('repeatable read')
      .execute(async (trx) => {
        // The first read fixes the instant.
        const migrations = await operationsOn(trx).migrations();
        const tables = await dumpTables(trx);
        return work({
          ...{ migrations, tables },
          rows: (table) => pages(trx, table),
          seasons: () => seasonHeads(trx),
        });
      });
  } finally {
    await db.destroy();
  }
}

async function* pages(db: Kysely<Tables>, table: DumpTable): AsyncGenerator<readonly string[]> {
  const { name, columns, key } = table;
  const all = sql.join(columns.map((column) => sql.ref(column)));
  const order = sql.join((key.length > 0 ? key : columns).map((column) => sql.ref(column)));
  let after: readonly unknown[] | null = null;
  for (;;) {
    const where: ReturnType<typeof sql> =
      after === null
        ? sql``
        : sql`where (${sql.join(key.map((column) => sql.ref(column)))}) > (${sql.join(after)})`;
    // Without a key there is no place to go on from: such a table has to be small.
    const limit = key.length > 0 ? sql`limit ${sql.lit(ROWS_A_PAGE)}` : sql``;
    const asked = sql<Record<string, unknown>>`
      select ${all} from ${sql.table(name)} ${where} order by ${order} ${limit}`;
    const { rows } = await asked.execute(db);
    if (rows.length > 0) yield rows.map((row) => lineOf(columns.map((column) => row[column])));
    const last = rows.at(-1);
    if (last === undefined || key.length === 0 || rows.length < ROWS_A_PAGE) return;
    after = key.map((column) => last[column]);
  }
}

/** Bytes have no place in JSON. */
const lineOf = (values: readonly unknown[]): string =>
  JSON.stringify(
    values.map((value) =>
      value instanceof Uint8Array ? { b64: Buffer.from(value).toString('base64') } : value,
    ),
  );

async function seasonHeads(db: Kysely<Tables>): Promise<readonly SeasonHead[]> {
  const rows = await db
    .selectFrom('seasons')
    .innerJoin('units', 'units.season', 'seasons.id')
    .select((eb) => [
      'seasons.id',
      'seasons.status',
      'seasons.version',
      eb.fn.countAll().as('units'),
      eb.fn.sum('units.head').as('events'),
    ])
    .groupBy(['seasons.id', 'seasons.status', 'seasons.version'])
    .orderBy('seasons.id')
    .execute();
  return rows.map((row) => ({ ...row, units: Number(row.units), events: Number(row.events) }));
}
