import { type Kysely, sql } from 'kysely';
import type { EpochMs } from '../../engine/model.js';
import { tryOn } from './ledger-begin.js';
import { settle } from './ledger-settle.js';
import { endAttempts } from './ledger-taken.js';
import type { Attempt, Disposition, NewMessage, Settling, Untaken } from './ledger-types.js';
import type { LedgerWrite } from './ledger-writes.js';
import { inGroups } from './rows.js';
import type { Db, Tables } from './schema.js';

/**
 * Messages on their way. Everything is on record before a channel hears of it, and after: a process that ends in
 * between leaves an attempt `trying`, and whoever goes on sends the same message, under the same id.
 */
export const messagesOn = (db: Kysely<Tables>, write: (write: LedgerWrite) => Promise<void>) => ({
  /** A message with its words and the first attempt; others' words that it settles. */
  begin: (message: NewMessage, channel: string, settled: readonly Settling[], at: EpochMs) =>
    write({ do: 'begin', message, channel, settled, at }),
  /** A message that is on record already, on one more try. */
  again: (message: string, channel: string, at: EpochMs) =>
    db.transaction().execute(async (trx) => {
      await trx
        .updateTable('messages')
        .set({ state: 'sending' })
        .where('id', '=', message)
        .where('state', '<>', 'taken')
        .execute();
      await tryOn(trx, [{ message, channel, at }]);
    }),
  /** What became of an attempt, and what follows. */
  conclude: (attempt: Attempt, then: Disposition, at: EpochMs) =>
    then.to === 'taken'
      ? write({ do: 'take', attempt, at })
      : db.transaction().execute(async (trx) => {
          await endAttempts(trx, [{ attempt, at }]);
          await dispose(trx, attempt.message, then, at);
        }),
  /** The same without an attempt: no channel could be tried. */
  dispose: (message: string, then: Untaken, at: EpochMs) =>
    db.transaction().execute((trx) => dispose(trx, message, then, at)),
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
    db.transaction().execute((trx) =>
      settle(
        trx,
        settled.map((one) => ({ ...one, person, at })),
      ),
    ),
});

/** Why a word is not said: the same event reaches the same person on another post, too. What becomes of one becomes of both. */
export const SAME_EVENT = 'same-event';

async function dispose(trx: Db, id: string, then: Untaken, at: EpochMs): Promise<void> {
  const message = trx.updateTable('messages').where('id', '=', id);
  const words = trx
    .updateTable('owed_words')
    .where('message', '=', id)
    .where('state', '=', 'sending');
  const troubled = sql<number>`coalesce(troubled_at, ${at})`;
  switch (then.to) {
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
