import { type Kysely, sql } from 'kysely';
import type { Columns } from './dialect.js';

/** What the courier knows: words to persons, who waits for some, messages, attempts, receipts, limits of channels. */
export async function createLedger(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await widenOutbox(db);
  await createWords(db, columns);
  await createMessages(db, columns);
  await createSlots(db, columns);
  await createIndexes(db);
}

/** What was handed over before there was a courier has been taken in. */
async function widenOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('outbox').addColumn('taken_at', 'bigint').execute();
  await sql`update outbox set taken_at = handed_at where handed_at is not null`.execute(db);
  await db.schema.dropIndex('outbox_pending').execute();
  await db.schema
    .createIndex('outbox_pending')
    .on('outbox')
    .columns(['id'])
    .where(sql.ref('taken_at'), 'is', null)
    .execute();
}

async function createWords(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    // With its rows in the key's own tree, libsql falls over when a row leaves an index of some rows only.
    .createTable('owed_words')
    .addColumn('notice', 'bigint', (c) => c.notNull().references('outbox.id'))
    .addColumn('turn', 'integer', (c) => c.notNull())
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('path', columns.path, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('duty', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('post', columns.path, (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('urgency', 'text', (c) => c.notNull())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('rehearsal', 'integer', (c) => c.notNull())
    .addColumn('of_clock', 'integer', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('before_at', 'bigint')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('overtaken_by', 'bigint')
    .addColumn('message', 'text')
    .addColumn('troubled_at', 'bigint')
    .addColumn('reported_at', 'bigint')
    .addColumn('settled_at', 'bigint')
    .addPrimaryKeyConstraint('owed_words_pk', ['notice', 'turn'])
    .execute();
  await db.schema
    .createTable('recipients')
    .$call(columns.byKey)
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('rehearsal', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('rank', 'integer', (c) => c.notNull())
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_until', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('recipients_pk', ['person', 'rehearsal'])
    .execute();
}

async function createMessages(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('messages')
    .$call(columns.byKey)
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('rehearsal', 'integer', (c) => c.notNull())
    .addColumn('urgency', 'text', (c) => c.notNull())
    .addColumn('counted', 'integer', (c) => c.notNull())
    .addColumn('notices', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('try_at', 'bigint', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('channel', 'text')
    .addColumn('taken_at', 'bigint')
    .execute();
  await db.schema
    .createTable('deliveries')
    .$call(columns.byKey)
    .addColumn('message', 'text', (c) => c.notNull().references('messages.id'))
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('began_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('ref', 'text')
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('deliveries_pk', ['message', 'attempt'])
    .execute();
  await db.schema
    .createTable('receipts')
    .$call(columns.byKey)
    .addColumn('message', 'text', (c) => c.notNull().references('messages.id'))
    // 0: all of the message.
    .addColumn('notice', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('receipts_pk', ['message', 'notice', 'kind'])
    .execute();
}

/** As many rows as a channel takes messages a minute: each is good for one message a minute. */
async function createSlots(db: Kysely<unknown>, columns: Columns): Promise<void> {
  await db.schema
    .createTable('channel_slots')
    .$call(columns.byKey)
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('slot', 'integer', (c) => c.notNull())
    .addColumn('free_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('channel_slots_pk', ['channel', 'slot'])
    .execute();
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (table: string, name: string, columns: string[]) =>
    db.schema.createIndex(`${table}_${name}`).on(table).columns(columns);
  await index('owed_words', 'open', ['person', 'rehearsal'])
    .where(sql.ref('state'), '=', sql.lit('open'))
    .execute();
  await index('owed_words', 'troubled', ['troubled_at'])
    .where(sql.ref('troubled_at'), 'is not', null)
    .execute();
  await index('owed_words', 'message', ['message'])
    .where(sql.ref('message'), 'is not', null)
    .execute();
  await index('owed_words', 'overtaken', ['overtaken_by'])
    .where(sql.ref('overtaken_by'), 'is not', null)
    .execute();
  await index('owed_words', 'season', ['season', 'notice', 'turn']).execute();
  await index('recipients', 'due', ['rank', 'next_at']).execute();
  await index('messages', 'person', ['person', 'rehearsal', 'made_at']).execute();
  await index('deliveries', 'ref', ['channel', 'ref'])
    .where(sql.ref('ref'), 'is not', null)
    .execute();
}
