import { type Kysely, sql } from 'kysely';

/** The few events by which sessions were extended: the courier looks for them with every message during an exam. */
export async function indexExtensions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('events_extended')
    .on('events')
    .columns(['season', 'path'])
    .where(sql.ref('type'), '=', 'extended')
    .execute();
}
