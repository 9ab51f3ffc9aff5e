import type { Kysely } from 'kysely';
import type { Columns } from './dialect.js';

/** Desks, code cards, one-time links, contact returns, and the secrets shown with signatures. */
export async function createDesks(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await createSiteDesks(db, columns);
  await createCards(db, columns);
  await createLinks(db, columns);
  await createContacts(db, columns);
  await createSignings(db, columns);
}

async function createSiteDesks(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('desks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('link_hash', 'text', (c) => c.unique())
    .addColumn('link_until', 'bigint', (c) => c.notNull())
    .addColumn('secret_hash', 'text', (c) => c.unique())
    .addColumn('issued_by', 'text', (c) => c.notNull())
    .addColumn('issued_at', 'bigint', (c) => c.notNull())
    .addColumn('registered_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema
    .createTable('desk_turns')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('desk', 'text', (c) => c.notNull().references('desks.id'))
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('card', 'text', (c) => c.notNull())
    .addColumn('line', 'integer', (c) => c.notNull())
    .addColumn('until', 'bigint', (c) => c.notNull())
    .execute();
}

async function createCards(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('desk_pins')
    .addColumn('person', 'text', (c) => c.primaryKey())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('must_change', 'integer', (c) => c.notNull())
    .addColumn('fails', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('locked_until', 'bigint')
    .execute();
  await db.schema
    .createTable('desk_cards')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('issued_by', 'text', (c) => c.notNull())
    .addColumn('issued_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .addColumn('next_line', 'integer', (c) => c.notNull())
    .addColumn('lines', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('desk_cards_person')
    .on('desk_cards')
    .columns(['path', 'person'])
    .execute();
  await db.schema
    .createTable('desk_card_lines')
    .addColumn('card', 'text', (c) => c.notNull().references('desk_cards.id'))
    .addColumn('line', 'integer', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('desk_card_lines_pk', ['card', 'line'])
    .execute();
}

async function createLinks(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('links')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('duties', 'text', (c) => c.notNull())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('until', 'bigint', (c) => c.notNull())
    .addColumn('issued_by', 'text', (c) => c.notNull())
    .addColumn('issued_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema.createIndex('links_unit').on('links').columns(['season', 'path']).execute();
  await db.schema
    .createTable('link_codes')
    .addColumn('link', 'text', (c) => c.primaryKey().references('links.id'))
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('until', 'bigint', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('sent_at', 'bigint', (c) => c.notNull())
    .addColumn('sent', 'integer', (c) => c.notNull())
    .addColumn('window_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('link_visits')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('link', 'text', (c) => c.notNull().references('links.id'))
    .addColumn('until', 'bigint', (c) => c.notNull())
    .execute();
}

async function createContacts(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('contact_returns')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('link', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('returned_by', 'text', (c) => c.notNull())
    .addColumn('returned_at', 'bigint', (c) => c.notNull())
    .addColumn('accepted_by', 'text')
    .addColumn('accepted_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('contact_returns_unit')
    .on('contact_returns')
    .columns(['season', 'path'])
    .execute();
}

async function createSignings(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('signings')
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('duty', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('post', columns.path, (c) => c.notNull())
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('offices', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('signings_pk', ['season', 'path', 'duty', 'person', 'at'])
    .execute();
}
