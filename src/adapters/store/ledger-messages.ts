import { type Kysely, sql } from 'kysely';
import type { EpochMs } from '../../engine/model.js';
import type { Attempt, Disposition, NewMessage, Settling } from './ledger-types.js';
import { inGroups } from './rows.js';
import type { Db, Tables } from './schema.js';

/**
 * Messages on their way. Everything is on record before a channel hears of it, and after: a process that ends in
 * between leaves an attempt `trying`, and whoever goes on sends the same message, under the same id.
 */
export const messagesOn = (db: Kysely<Tables>) => ({
  /** A message with its words and the first attempt; others' words that it settles. */
  begin: (message: NewMessage, channel: string, settled: readonly Settling[], at: EpochMs) =>
    db.transaction().execute(async (trx) => {
      await settle(trx, message.person, settled, at);
      await putMessage(trx, message, at);
      await tryOn(trx, message.id, channel, at);
    }),
  /** A message that is on record already, on one more try. */
  again: (message: string, channel: string, at: EpochMs) =>
    db.transaction().execute(async (trx) => {
      await trx
        .updateTable('messages')
        .set({ state: 'sending' })
        .where('id', '=', message)
        .where('state', '<>', 'taken')
        .execute();
      await tryOn(trx, message, channel, at);
    }),
  /** What became of an attempt, and what follows. */
  conclude: (attempt: Attempt, then: Disposition, at: EpochMs) =>
    db.transaction().execute(async (trx) => {
      await trx
        .updateTable('deliveries')
        .set({ ended_at: at, outcome: attempt.outcome, ref: attempt.ref, reason: attempt.reason })
        .where('message', '=', attempt.message)
        .where('attempt', '=', lastAttempt(attempt.message))
        .execute();
      await dispose(trx, attempt.message, attempt.channel, then, at);
    }),
  /** The same without an attempt: no channel could be tried. */
  dispose: (message: string, then: Disposition, at: EpochMs) =>
    db.transaction().execute((trx) => dispose(trx, message, '', then, at)),
  /** Words that no channel takes just now. */
  trouble: async (person: string, notices: readonly number[], at: EpochMs): Promise<void> => {
    await inGroups(notices, (group) =>
      db
        .updateTable('owed_words')
        .set({ troubled_at: at })
        .where('notice', 'in', group)
        .where('person', '=', person)
        .where('state', '=', 'open')
        .where('troubled_at', 'is', null)
        .execute(),
    );
  },
  /** Words of one person that need no message, or get none. */
  settle: (person: string, settled: readonly Settling[], at: EpochMs) =>
    db.transaction().execute((trx) => settle(trx, person, settled, at)),
});

/** Why a word is not said: the same event reaches the same person on another post, too. What becomes of one becomes of both. */
export const SAME_EVENT = 'same-event';

const lastAttempt = (message: string) =>
  sql<number>`(select max(attempt) from deliveries where message = ${message})`;

async function putMessage(trx: Db, message: NewMessage, at: EpochMs): Promise<void> {
  const { id, person, urgency, counted, notices } = message;
  // The same words once more, after they had been given up: the same message.
  await trx
    .insertInto('messages')
    .values({
      ...{ id, person, rehearsal: message.rehearsal ? 1 : 0, urgency, counted },
      ...{ notices: JSON.stringify(notices), state: 'sending', made_at: at, try_at: at },
      ...{ tries: 0, channel: null, taken_at: null },
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ state: 'sending', tries: 0 }))
    .execute();
  await inGroups(notices, (group) =>
    trx
      .updateTable('owed_words')
      .set({ state: 'sending', message: id })
      .where('notice', 'in', group)
      .where('person', '=', person)
      .where('state', '=', 'open')
      .execute(),
  );
}

async function tryOn(trx: Db, message: string, channel: string, at: EpochMs): Promise<void> {
  await trx
    .insertInto('deliveries')
    .values({
      ...{ message, channel, began_at: at, ended_at: null, outcome: 'trying' },
      ...{ ref: null, reason: null },
      attempt: sql<number>`(select coalesce(max(attempt), 0) + 1 from deliveries where message = ${message})`,
    })
    .execute();
}

async function dispose(
  trx: Db,
  id: string,
  channel: string,
  then: Disposition,
  at: EpochMs,
): Promise<void> {
  const message = trx.updateTable('messages').where('id', '=', id);
  const words = trx
    .updateTable('owed_words')
    .where('message', '=', id)
    .where('state', '=', 'sending');
  const troubled = sql<number>`coalesce(troubled_at, ${at})`;
  switch (then.to) {
    case 'taken':
      await message.set({ state: 'taken', channel, taken_at: at }).execute();
      await words.set({ state: 'handed', settled_at: at, troubled_at: null }).execute();
      await trx
        .updateTable('outbox')
        .set({ handed_at: at })
        .where('handed_at', 'is', null)
        .where('id', 'in', (eb) =>
          eb.selectFrom('owed_words').select('notice').where('message', '=', id),
        )
        .execute();
      return;
    case 'next':
      return;
    case 'wait':
      await message
        .set((eb) => ({ state: 'waiting', try_at: then.tryAt, tries: eb('tries', '+', 1) }))
        .execute();
      await words.set({ troubled_at: troubled }).execute();
      return;
    case 'words':
      await message.set({ state: 'failed' }).execute();
      await words.set({ state: 'open', message: null, troubled_at: troubled }).execute();
      return;
    case 'nobody':
      await message.set({ state: 'failed' }).execute();
      await words
        .set({
          ...{ state: 'undeliverable', reason: then.reason, settled_at: at },
          troubled_at: troubled,
        })
        .execute();
      await trx
        .updateTable('owed_words')
        .set({ state: 'undeliverable', reason: then.reason, settled_at: at, troubled_at: at })
        .where('state', '=', 'superseded')
        .where('reason', '=', SAME_EVENT)
        .where('overtaken_by', 'in', (eb) =>
          eb.selectFrom('owed_words').select('notice').where('message', '=', id),
        )
        .execute();
  }
}

async function settle(
  trx: Db,
  person: string,
  settled: readonly Settling[],
  at: EpochMs,
): Promise<void> {
  for (const { notice, turn, state, reason, overtakenBy = null } of settled)
    await trx
      .updateTable('owed_words')
      .set({
        ...{ state, reason, overtaken_by: overtakenBy },
        settled_at: state === 'open' ? null : at,
        ...(state === 'undeliverable' && {
          troubled_at: sql<number>`coalesce(troubled_at, ${at})`,
        }),
      })
      .where('notice', '=', notice)
      .where('turn', '=', turn)
      .where('person', '=', person)
      .where('state', 'in', ['open', 'sending'])
      .execute();
}
