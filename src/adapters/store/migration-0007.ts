import type { Kysely } from 'kysely';
import type { Columns } from './dialect.js';

/** What has to come round again and again: the sentinel's look, backups, the probe of health. */
export async function createHeartbeats(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('heartbeats')
    .$call(columns.byKey)
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
}
