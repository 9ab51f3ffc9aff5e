import { sql } from 'kysely';
import type { EpochMs } from '../../engine/model.js';
import type { Attempt } from './ledger-types.js';
import { inGroups } from './rows.js';
import { given, numberIn, textIn } from './rows-given.js';
import type { Db } from './schema.js';

/** An attempt after which a channel has the message. */
export interface Taking {
  readonly attempt: Attempt;
  readonly at: EpochMs;
}

/** Ends the attempts, and hands over the messages, their words and the notices. */
export async function take(trx: Db, takings: readonly Taking[]): Promise<void> {
  await endAttempts(trx, takings);
  const rows = takings.map(({ attempt: { message, channel }, at }) => [message, channel, at]);
  await inGroups(rows, async (group) => {
    const taken = given(group);
    await sql`update messages set state = 'taken', channel = ${textIn(2)}, taken_at = ${numberIn(3)}
      from ${taken} where id = ${textIn(1)}`.execute(trx);
    const handed = await sql<{ notice: number; at: number }>`update owed_words
        set state = 'handed', settled_at = ${numberIn(3)}, troubled_at = null
      from ${taken} where message = ${textIn(1)} and state = 'sending'
      returning notice, settled_at as at`.execute(trx);
    await handOver(trx, handed.rows);
  });
}

/** The first time counts. */
async function handOver(
  trx: Db,
  handed: readonly { readonly notice: number; readonly at: number }[],
): Promise<void> {
  const rows = handed.map(({ notice, at }) => [notice, at]);
  await inGroups(rows, (group) =>
    sql`update outbox set handed_at = ${numberIn(2)} from ${given(group)}
      where id = ${numberIn(1)} and handed_at is null`.execute(trx),
  );
}

/** Notes what became of the last attempt of each message. */
export async function endAttempts(trx: Db, ended: readonly Taking[]): Promise<void> {
  const rows = ended.map(({ attempt: { message, outcome, ref, reason }, at }) => [
    ...[message, outcome, ref, reason, at],
  ]);
  await inGroups(rows, (group) =>
    sql`update deliveries set outcome = ${textIn(2)}, ref = ${textIn(3)}, reason = ${textIn(4)},
        ended_at = ${numberIn(5)}
      from ${given(group)}
      where message = ${textIn(1)} and attempt =
        (select max(d.attempt) from deliveries d where d.message = ${textIn(1)})`.execute(trx),
  );
}
