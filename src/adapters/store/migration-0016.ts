import type { Kysely } from 'kysely';
import type { Columns } from './dialect.js';

/** Who entered a room while an exam was on, and left it: a list a session and site that only grows. */
export async function createRoomVisits(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('room_visits')
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('session', 'text', (c) => c.notNull())
    .addColumn('site', columns.path, (c) => c.notNull())
    .addColumn('nth', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('room_visits_pk', ['season', 'session', 'site', 'nth'])
    .execute();
}
