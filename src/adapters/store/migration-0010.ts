import type { Kysely } from 'kysely';
import type { Columns } from './dialect.js';

/** Whom words did not reach; who takes another's posts, and whose shifts, for a time. */
export async function createTakeOvers(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .alterTable('board')
    .addColumn('unreached', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute();
  // Whoever asks for anything is asked for: whose shift is it now?
  await db.schema.createIndex('shifts_from').on('shifts').columns(['season', 'from_at']).execute();
  await createPosts(db, columns);
  await createShiftChanges(db, columns);
}

/** One row a post; those of one action bear one id. */
async function createPosts(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('take_overs')
    .addColumn('seq', columns.counter, columns.counted)
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('post', columns.path, (c) => c.notNull())
    .addColumn('absent', columns.path, (c) => c.notNull())
    .addColumn('absent_name', 'text', (c) => c.notNull())
    .addColumn('person', columns.path, (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('until_at', 'bigint', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('take_overs_once', ['season', 'post', 'absent', 'id'])
    .execute();
  for (const column of ['post', 'person', 'absent'])
    await db.schema
      .createIndex(`take_overs_${column}`)
      .on('take_overs')
      .columns(['season', column])
      .execute();
}

async function createShiftChanges(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('shift_changes')
    .addColumn('seq', columns.counter, columns.counted)
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('unit', columns.path, (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('absent', columns.path, (c) => c.notNull())
    .addColumn('person', columns.path, (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('shift_changes_shift', [
      'season',
      'unit',
      'step',
      'from_at',
      'absent',
      'id',
    ])
    .execute();
}
