import { type Kysely, sql } from 'kysely';
import type { Columns } from './dialect.js';

/**
 * Messages of the service's own – morning report, brief – which no unit says; and the line that a coordinator has
 * put to a word which he was shown first.
 */
export async function createCirculars(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('circulars')
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('owed_at', 'bigint', (c) => c.notNull())
    .addColumn('post', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('person', 'text')
    .addColumn('channel', 'text')
    .addColumn('reason', 'text')
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('try_at', 'bigint', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('repeats', 'integer', (c) => c.notNull())
    .addColumn('settled_at', 'bigint')
    .addPrimaryKeyConstraint('circulars_pk', ['season', 'kind', 'owed_at', 'post'])
    .execute();
  await db.schema
    .createIndex('circulars_waiting')
    .on('circulars')
    .columns(['state', 'try_at'])
    .execute();
  // What is due and unanswered is looked for every few seconds.
  await sql`create index owed_words_unanswered on owed_words (urgency, settled_at)
    where state = 'handed' and kind = 'due' and rehearsal = 0 and reported_at is null`.execute(db);
  await db.schema
    .createTable('word_lines')
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('word', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('duty', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('word_lines_pk', ['season', 'word'])
    .execute();
}
