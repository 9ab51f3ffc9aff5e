import type { Kysely } from 'kysely';

/** Answers kept by their key, so that the same request again is answered and not done again. */
export async function createAnswers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('kept_answers')
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    /** 0 while the first request is being carried out. */
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('kept_answers_pk', ['person', 'key'])
    .execute();
  await db.schema
    .createIndex('kept_answers_age')
    .on('kept_answers')
    .columns(['started_at'])
    .execute();
  // Rights ask which posts a person holds, with every request.
  await db.schema
    .createIndex('post_holders_person')
    .on('post_holders')
    .columns(['season', 'person'])
    .execute();
}
