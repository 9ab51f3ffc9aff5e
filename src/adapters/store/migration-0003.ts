import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Columns } from './dialect.js';

/** The audit log: rows in chains, the chains' heads, signed checkpoints. Rows are never changed or removed. */
export async function createAudit(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await createRows(db, columns);
  await createCheckpoints(db, columns);
  await createAuditIndexes(db);
  const guards = db.getExecutor().adapter instanceof PostgresAdapter ? postgresGuards : fileGuards;
  for (const statement of guards) await sql.raw(statement).execute(db);
}

async function createRows(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('audit_chains')
    .$call(columns.byKey)
    .addColumn('chain', columns.path, (c) => c.primaryKey().notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('audit_rows')
    .$call(columns.byKey)
    .addColumn('chain', columns.path, (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('refers', 'bigint')
    .addColumn('person', 'text')
    .addColumn('way', 'text')
    .addColumn('secret', 'text')
    .addColumn('operation', 'text')
    .addColumn('season', 'text')
    .addColumn('path', columns.path)
    .addColumn('duty', 'text')
    .addColumn('key', 'text')
    .addColumn('digest', 'text')
    .addColumn('address', 'text')
    .addColumn('outcome', 'text')
    .addColumn('detail', 'text')
    .addColumn('prev', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_rows_pk', ['chain', 'seq'])
    .execute();
}

async function createCheckpoints(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('audit_checkpoints')
    .addColumn('seq', 'bigint', (c) => c.primaryKey().notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.unique())
    .addColumn('key_id', 'text', (c) => c.notNull())
    .addColumn('prev', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('signature', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('audit_signed')
    .$call(columns.byKey)
    .addColumn('checkpoint', 'bigint', (c) => c.notNull())
    .addColumn('chain', columns.path, (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_signed_pk', ['checkpoint', 'chain'])
    .execute();
}

async function createAuditIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(`audit_rows_${name}`).on('audit_rows').columns(columns);

  // An attempt has one outcome, however often its writing was tried.
  await index('outcome', ['chain', 'refers']).unique().where('refers', 'is not', null).execute();
  await index('time', ['at', 'chain', 'seq']).where('refers', 'is', null).execute();
  await index('person', ['person', 'at', 'chain', 'seq']).where('refers', 'is', null).execute();
  await db.schema
    .createIndex('audit_signed_chain')
    .on('audit_signed')
    .columns(['chain', 'seq'])
    .execute();
}

/** Nothing is changed or removed: neither by this service nor by whoever comes in with its password. */
const APPEND_ONLY = ['audit_rows', 'audit_checkpoints', 'audit_signed'];

const fileGuards: readonly string[] = [
  ...APPEND_ONLY.flatMap((table) =>
    ['update', 'delete'].map(
      (deed) =>
        `create trigger ${table}_no_${deed} before ${deed} on ${table} ` +
        `begin select raise(abort, '${table} is append-only'); end`,
    ),
  ),
  `create trigger audit_chains_grow before update on audit_chains when new.seq <= old.seq ` +
    `begin select raise(abort, 'audit_chains only grow'); end`,
  `create trigger audit_chains_no_delete before delete on audit_chains ` +
    `begin select raise(abort, 'audit_chains only grow'); end`,
];

const postgresGuards: readonly string[] = [
  `create function kaowu_audit_append_only() returns trigger language plpgsql as
   $$ begin raise exception '% is append-only', tg_table_name; end $$`,
  `create function kaowu_audit_grow() returns trigger language plpgsql as
   $$ begin if new.seq <= old.seq then raise exception 'audit_chains only grow'; end if; return new; end $$`,
  ...APPEND_ONLY.map(
    (table) =>
      `create trigger ${table}_append_only before update or delete on ${table} ` +
      `for each row execute function kaowu_audit_append_only()`,
  ),
  ...[...APPEND_ONLY, 'audit_chains'].map(
    (table) =>
      `create trigger ${table}_no_truncate before truncate on ${table} ` +
      `for each statement execute function kaowu_audit_append_only()`,
  ),
  `create trigger audit_chains_no_delete before delete on audit_chains
   for each row execute function kaowu_audit_append_only()`,
  `create trigger audit_chains_grow before update on audit_chains
   for each row execute function kaowu_audit_grow()`,
];
