import { type Kysely, sql } from 'kysely';
import type { Columns } from './dialect.js';

/** The registers with their history, how to reach people, and who is on duty when. */
export async function createRegisters(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await createEntries(db, columns);
  await db.schema
    .createTable('register_contacts')
    .$call(columns.byKey)
    .addColumn('person', columns.path, (c) => c.notNull())
    .addColumn('field', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('print', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('register_contacts_pk', ['person', 'field'])
    .execute();
  await db.schema
    .createIndex('register_contacts_print')
    .on('register_contacts')
    .columns(['print'])
    .execute();
  await createShifts(db, columns);
  // Few events are such: the index is as small.
  await db.schema
    .createIndex('events_stood_in')
    .on('events')
    .columns(['season'])
    .where(sql.ref('type'), '=', 'stoodIn')
    .execute();
}

async function createEntries(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('register_entries')
    .addColumn('seq', columns.counter, columns.counted)
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('id', columns.path, (c) => c.notNull())
    .addColumn('owner', columns.path, (c) => c.notNull())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('rev', 'integer', (c) => c.notNull())
    .addColumn('is_current', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addUniqueConstraint('register_entries_rev', ['kind', 'id', 'rev'])
    .execute();
  const present = (name: string, on: string[]) =>
    db.schema
      .createIndex(`register_entries_${name}`)
      .on('register_entries')
      .columns(on)
      .where('is_current', '=', 1);
  await present('current', ['kind', 'id']).unique().execute();
  await present('owner', ['kind', 'owner', 'id']).execute();
}

async function createShifts(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('shifts')
    .addColumn('season', 'text', (c) => c.notNull().references('seasons.id'))
    .addColumn('unit', columns.path, (c) => c.notNull())
    .addColumn('step', 'text', (c) => c.notNull())
    .addColumn('person', columns.path, (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('until_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('shifts_season').on('shifts').columns(['season']).execute();
}
