import { type Kysely, sql } from 'kysely';
import type { Columns } from './dialect.js';

/**
 * What was proved each morning, which words a person has stopped, and how long a season only shows what it would
 * send. The ledger is asked for the words of a day.
 */
export async function createProof(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('morning_reports')
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('until_at', 'bigint', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('morning_reports_pk', ['season', 'until_at'])
    .execute();
  await db.schema
    .createTable('stopped_words')
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('word', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('duty', 'text', (c) => c.notNull())
    .addColumn('to_post', 'text', (c) => c.notNull())
    .addColumn('owed_at', 'bigint', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('stopped_words_pk', ['season', 'word'])
    .execute();
  await db.schema
    .createTable('shadows')
    .addColumn('season', 'text', (c) => c.primaryKey().notNull().references('seasons.id'))
    .addColumn('until_at', 'bigint', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('outbox_fired')
    .on('outbox')
    .columns(['season', 'fired_at'])
    .execute();
  // Who has reported what, and whether all was normal, is asked of every round of reports.
  await sql`create index events_submitted on events (season, at) where type = 'submitted'`.execute(
    db,
  );
}
