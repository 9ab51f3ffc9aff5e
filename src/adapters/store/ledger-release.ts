import { sql } from 'kysely';
import type { EpochMs } from '../../engine/model.js';
import type { Recipient } from './ledger-types.js';
import { locksRows } from './postgres.js';
import { inGroups } from './rows.js';
import { given, numberIn, textIn } from './rows-given.js';
import type { Db } from './schema.js';

/** A person who is given back, to be looked at again at an instant; null: when something new comes. */
export interface Releasing {
  readonly courier: string;
  readonly recipient: Recipient;
  readonly next: { readonly at: EpochMs; readonly rank: number } | null;
}

/** The lowest rank: nothing waits that is known of. */
const NO_RANK = 2;

export async function release(trx: Db, releasing: readonly Releasing[]): Promise<void> {
  const rows = releasing.map(({ courier, recipient: { person, rehearsal }, next }) => [
    ...[person, rehearsal ? 1 : 0, next?.at ?? null, next?.rank ?? NO_RANK, courier],
  ]);
  await inGroups(rows, async (group) => {
    await lockInOrder(trx, group);
    // What has called since may be more urgent; whoever has taken over in the meantime keeps the person.
    await sql`update recipients set
        next_at = case when next_at is null then ${numberIn(3)}
          when ${numberIn(3)} < next_at then ${numberIn(3)} else next_at end,
        rank = case when next_at is not null and rank < ${numberIn(4)} then rank
          else ${numberIn(4)} end,
        claimed_by = case when claimed_by = ${textIn(5)} then null else claimed_by end,
        claimed_until = case when claimed_by = ${textIn(5)} then 0 else claimed_until end
      from ${given(group)}
      where person = ${textIn(1)} and rehearsal = ${numberIn(2)}`.execute(trx);
  });
}

/** In the order in which others call upon them, or two would wait for each other for ever. */
async function lockInOrder(trx: Db, rows: readonly (readonly unknown[])[]): Promise<void> {
  if (!locksRows(trx) || rows.length < 2) return;
  await sql`select 1 from recipients where exists (select 1 from ${given(rows)}
      where person = ${textIn(1)} and rehearsal = ${numberIn(2)})
    order by person collate "C", rehearsal for update`.execute(trx);
}
