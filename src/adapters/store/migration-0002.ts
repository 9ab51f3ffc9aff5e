import type { Kysely } from 'kysely';
import type { Columns } from './dialect.js';

/** Accounts, rights, and the secrets by which people come in. */
export async function createAccounts(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await createPeople(db, columns);
  await createGrants(db, columns);
  await createWaysIn(db, columns);
  await createTries(db, columns);
}

async function createPeople(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('person', columns.path, (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('login', columns.path, (c) => c.notNull().unique())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('password', 'text')
    .addColumn('password_at', 'bigint')
    .addColumn('totp', 'text')
    .addColumn('totp_step', 'bigint', (c) => c.notNull())
    .addColumn('is_demo', 'integer', (c) => c.notNull())
    .addColumn('version', 'bigint', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('account_passwords')
    .addColumn('person', columns.path, (c) => c.notNull().references('accounts.person'))
    .addColumn('password', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'account_passwords', ['person', 'at']);
  await db.schema
    .createTable('account_recovery')
    .$call(columns.byKey)
    .addColumn('person', columns.path, (c) => c.notNull().references('accounts.person'))
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addPrimaryKeyConstraint('account_recovery_pk', ['person', 'hash'])
    .execute();
}

async function createGrants(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('account_grants')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('person', columns.path, (c) => c.notNull().references('accounts.person'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('unit', columns.path, (c) => c.notNull())
    .addColumn('season', 'text')
    .addColumn('department', columns.path)
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'bigint')
    .execute();
  await index(db, 'account_grants', ['person']);
  await index(db, 'account_grants', ['role', 'state']);
}

async function createWaysIn(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('account_invitations')
    .addColumn('hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('person', columns.path, (c) => c.references('accounts.person'))
    .addColumn('totp', 'text')
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('ends_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
  await index(db, 'account_invitations', ['person']);
  await db.schema
    .createTable('account_sessions')
    .$call(columns.byKey)
    .addColumn('hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('person', columns.path, (c) => c.notNull().references('accounts.person'))
    .addColumn('factors', 'integer', (c) => c.notNull())
    .addColumn('is_half', 'integer', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addColumn('ends_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await index(db, 'account_sessions', ['person']);
  await index(db, 'account_sessions', ['ends_at']);
  await db.schema
    .createTable('account_tokens')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('hash', 'text', (c) => c.notNull().unique())
    .addColumn('person', columns.path, (c) => c.notNull().references('accounts.person'))
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('ends_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute();
  await index(db, 'account_tokens', ['person']);
  await db.schema
    .createTable('account_oidc')
    .addColumn('hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('nonce', 'text', (c) => c.notNull())
    .addColumn('verifier', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createTries(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('account_tries')
    .$call(columns.byKey)
    .addColumn('name', columns.path, (c) => c.primaryKey().notNull())
    .addColumn('times', 'text', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'account_tries', ['last_at']);
}

const index = (db: Kysely<unknown>, table: string, columns: string[]): Promise<void> =>
  db.schema
    .createIndex(`${table}_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
