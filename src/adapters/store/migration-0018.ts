import type { Kysely } from 'kysely';
import type { Columns } from './dialect.js';

/** What the sessions of a season are called: lists say 语文, not `chinese`. A season begun before is filled by its next version. */
export async function createSessions(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('sessions')
    .$call(columns.byKey)
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('session', 'text', (c) => c.notNull())
    .addColumn('title_zh', 'text', (c) => c.notNull())
    .addColumn('title_en', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('sessions_pk', ['season', 'session'])
    .execute();
}
