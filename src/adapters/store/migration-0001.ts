import type { Kysely } from 'kysely';
import type { Columns } from './dialect.js';

/** The first tables. `bigint` holds instants: milliseconds since the epoch, read as numbers. */
export async function createTables(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await createSeasons(db);
  await createPlans(db, columns);
  await createUnits(db, columns);
  await createEvents(db, columns);
  await createBoard(db, columns);
  await createOutbox(db, columns);
  await createIndexes(db);
}

async function createSeasons(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('seasons')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title_zh', 'text', (c) => c.notNull())
    .addColumn('title_en', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('plan_hash', 'text', (c) => c.notNull())
    .addColumn('timezone', 'text', (c) => c.notNull())
    .addColumn('exam_day', 'text', (c) => c.notNull())
    .addColumn('rehearsal', 'integer', (c) => c.notNull())
    .addColumn('clock', 'text', (c) => c.notNull())
    .addColumn('coordinator', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createPlans(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('plan_versions')
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('posts', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('plan_versions_pk', ['season', 'version'])
    .execute();
  await db.schema
    .createTable('unit_plans')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('steps')
    .$call(columns.byKey)
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('title_zh', 'text', (c) => c.notNull())
    .addColumn('title_en', 'text', (c) => c.notNull())
    .addColumn('phase', 'text', (c) => c.notNull())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('steps_pk', ['season', 'step'])
    .execute();
  await db.schema
    .createTable('post_holders')
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('post', columns.path, (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('to_day', 'text', (c) => c.notNull())
    .execute();
}

async function createUnits(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('units')
    .$call(columns.byKey)
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('title_zh', 'text', (c) => c.notNull())
    .addColumn('title_en', 'text', (c) => c.notNull())
    .addColumn('parent', columns.path)
    .addColumn('head', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('as_of', 'bigint')
    .addColumn('next_wake_at', 'bigint')
    .addColumn('recorded_at', 'bigint')
    .addColumn('alarm', 'text')
    .addPrimaryKeyConstraint('units_pk', ['season', 'path'])
    .execute();
  await db.schema
    .createTable('snapshots')
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('snapshots_pk', ['season', 'path', 'seq'])
    .addForeignKeyConstraint('snapshots_unit', ['season', 'path'], 'units', ['season', 'path'])
    .execute();
}

async function createEvents(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('events')
    .$call(columns.byKey)
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('duty', 'text')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('events_pk', ['season', 'path', 'seq'])
    .addForeignKeyConstraint('events_unit', ['season', 'path'], 'units', ['season', 'path'])
    .execute();
}

async function createBoard(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('board')
    .$call(columns.byKey)
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('duty', 'text', (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('session', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('late_at', 'bigint')
    .addColumn('level', 'integer', (c) => c.notNull())
    .addColumn('returns', 'integer', (c) => c.notNull())
    .addColumn('doer', columns.path, (c) => c.notNull())
    .addColumn('answerable', columns.path, (c) => c.notNull())
    .addColumn('promise_at', 'bigint')
    .addColumn('told_at', 'bigint')
    .addColumn('told', 'text', (c) => c.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('next_to', 'text', (c) => c.notNull())
    .addColumn('next_action', 'text')
    .addColumn('accepted_at', 'bigint')
    .addColumn('missing', 'integer', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('board_pk', ['season', 'path', 'duty'])
    .addForeignKeyConstraint('board_unit', ['season', 'path'], 'units', ['season', 'path'])
    .execute();
}

async function createOutbox(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', columns.counter, columns.counted)
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('duty', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('to_post', columns.path, (c) => c.notNull())
    .addColumn('owed_at', 'bigint', (c) => c.notNull())
    .addColumn('fired_at', 'bigint', (c) => c.notNull())
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('handed_at', 'bigint')
    .addUniqueConstraint('outbox_once', ['season', 'path', 'seq', 'to_post'])
    .addForeignKeyConstraint('outbox_event', ['season', 'path', 'seq'], 'events', [
      'season',
      'path',
      'seq',
    ])
    .execute();
}

/** Few: each makes every write of its table dearer. A unit's own rows are found by their keys. */
async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (table: string, name: string, columns: string[]) =>
    db.schema.createIndex(`${table}_${name}`).on(table).columns(columns);

  await index('unit_plans', 'version', ['season', 'version', 'path']).execute();
  await index('post_holders', 'post', ['season', 'post']).execute();
  // The whole season looks through the late ones; a subtree asks each of its units.
  await index('board', 'late', ['season', 'late_at']).where('late_at', 'is not', null).execute();
  await index('board', 'unit_late', ['season', 'path', 'late_at'])
    .where('late_at', 'is not', null)
    .execute();
  await index('board', 'step', ['season', 'step']).execute();
  await index('outbox', 'pending', ['id']).where('handed_at', 'is', null).execute();
}
