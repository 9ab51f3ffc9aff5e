import { type Kysely, sql } from 'kysely';
import type { Columns } from './dialect.js';

/**
 * Indexes by which a list of the board is read in its order without touching rows that it does not show, the
 * order in which records became visible, and the secret addresses of calendars.
 */
export async function createReads(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await replaceIndexes(db);
  await createFeed(db, columns);
  await createCalendars(db, columns);
}

/**
 * A completion takes its duty out of `late` and moves it in `due`; the others stay as they are. Steps stand in
 * both, so that a phase is picked out without a look at the row.
 */
async function replaceIndexes(db: Kysely<unknown>): Promise<void> {
  for (const name of ['board_late', 'board_unit_late', 'board_step'])
    await db.schema.dropIndex(name).execute();
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('board').columns(columns);
  await index('board_late', ['season', 'late_at', 'path', 'duty', 'level', 'step'])
    .where('late_at', 'is not', null)
    .execute();
  await index('board_due', ['season', 'status', 'due_at', 'path', 'duty', 'step']).execute();
  await index('board_step', ['season', 'step', 'path', 'duty']).execute();
  await index('board_doer', ['season', 'doer', 'path', 'duty']).execute();
  await index('board_answerable', ['season', 'answerable', 'path', 'duty']).execute();
  await index('board_added', ['season', 'step', 'title']).where('title', 'is not', null).execute();
}

/**
 * A row for each record: the events of one unit that became visible together. `no` is its place in the order
 * in which others may read; 0 where the id itself is that place, since there is one writer at a time.
 */
async function createFeed(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('feed')
    .addColumn('id', columns.counter, columns.counted)
    .addColumn('no', 'bigint')
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('first_seq', 'integer', (c) => c.notNull())
    .addColumn('last_seq', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('feed_no')
    .on('feed')
    .column('no')
    .unique()
    .where(sql.ref('no'), '>', 0)
    .execute();
  await db.schema
    .createIndex('feed_new')
    .on('feed')
    .column('id')
    .where(sql.ref('no'), 'is', null)
    .execute();
}

async function createCalendars(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('calendars')
    .$call(columns.byKey)
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('secret', 'text', (c) => c.notNull().unique())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('under', columns.path)
    .addColumn('lang', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('calendars_person')
    .on('calendars')
    .columns(['person', 'created_at'])
    .execute();
}
