import { sql } from 'kysely';
import type { EpochMs } from '../../engine/model.js';
import type { NewMessage, Settling } from './ledger-types.js';
import { settle } from './ledger-settle.js';
import { inGroups } from './rows.js';
import { given, numberIn, textIn } from './rows-given.js';
import type { Db } from './schema.js';

/** A message with its words and its first attempt; other words to the same person that it settles. */
export interface Beginning {
  readonly message: NewMessage;
  readonly channel: string;
  readonly settled: readonly Settling[];
  readonly at: EpochMs;
}

export async function begin(trx: Db, beginnings: readonly Beginning[]): Promise<void> {
  await settle(
    trx,
    beginnings.flatMap(({ message: { person }, settled, at }) =>
      settled.map((one) => ({ ...one, person, at })),
    ),
  );
  await putMessages(trx, beginnings);
  await holdWords(trx, beginnings);
  await tryOn(
    trx,
    beginnings.map(({ message: { id }, channel, at }) => ({ message: id, channel, at })),
  );
}

async function putMessages(trx: Db, beginnings: readonly Beginning[]): Promise<void> {
  const rows = beginnings.map(({ message, at }) => {
    const { id, person, urgency, counted, notices } = message;
    return {
      ...{ id, person, rehearsal: message.rehearsal ? 1 : 0, urgency, counted },
      ...{ notices: JSON.stringify(notices), state: 'sending' as const, made_at: at, try_at: at },
      ...{ tries: 0, channel: null, taken_at: null },
    };
  });
  // The same words once more, after they had been given up: the same message.
  await inGroups(rows, (group) =>
    trx
      .insertInto('messages')
      .values(group)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ state: 'sending', tries: 0 }))
      .execute(),
  );
}

async function holdWords(trx: Db, beginnings: readonly Beginning[]): Promise<void> {
  const words = beginnings.flatMap(({ message: { id, person, notices } }) =>
    notices.map((notice) => [notice, person, id] as const),
  );
  // Found by the notice: SQLite would go through all that waits for the person, each time.
  await inGroups(words, (group) =>
    sql`update owed_words set state = 'sending', message = ${textIn(3)} from ${given(group)}
      where notice = ${numberIn(1)} and person = ${textIn(2)} and state || '' = 'open'`.execute(
      trx,
    ),
  );
}

/** Attempts of messages that are on record. */
export async function tryOn(
  trx: Db,
  attempts: readonly {
    readonly message: string;
    readonly channel: string;
    readonly at: EpochMs;
  }[],
): Promise<void> {
  const rows = attempts.map(({ message, channel, at }) => ({
    ...{ message, channel, began_at: at, ended_at: null, outcome: 'trying' as const },
    ...{ ref: null, reason: null },
    attempt: sql<number>`(select coalesce(max(attempt), 0) + 1 from deliveries where message = ${message})`,
  }));
  await inGroups(rows, (group) => trx.insertInto('deliveries').values(group).execute());
}
