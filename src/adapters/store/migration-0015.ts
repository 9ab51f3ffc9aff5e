import type { Kysely } from 'kysely';
import type { Columns } from './dialect.js';

/** Room rosters that were accepted, and who was replaced: a list that only grows, numbered within its season. */
export async function createRooms(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('room_entries')
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('nth', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('session', 'text', (c) => c.notNull())
    .addColumn('site', columns.path, (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('room_entries_pk', ['season', 'nth'])
    .execute();
  await db.schema
    .createIndex('room_entries_sheet')
    .on('room_entries')
    .columns(['season', 'session', 'site', 'nth'])
    .execute();
}
