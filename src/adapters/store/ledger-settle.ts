import { sql } from 'kysely';
import type { EpochMs } from '../../engine/model.js';
import type { Settling } from './ledger-types.js';
import { inGroups } from './rows.js';
import { given, numberIn, textIn } from './rows-given.js';
import type { Db } from './schema.js';

/** Words that need no message, or get none. */
export async function settle(
  trx: Db,
  settled: readonly (Settling & { readonly person: string; readonly at: EpochMs })[],
): Promise<void> {
  const rows = settled.map(({ notice, turn, person, state, reason, overtakenBy = null, at }) => [
    ...[notice, turn, person, state, reason, overtakenBy, at],
  ]);
  await inGroups(rows, (group) =>
    sql`update owed_words set state = ${textIn(4)}, reason = ${textIn(5)},
        overtaken_by = ${numberIn(6)},
        settled_at = case when ${textIn(4)} = 'open' then null else ${numberIn(7)} end,
        troubled_at = case when ${textIn(4)} = 'undeliverable'
          then coalesce(troubled_at, ${numberIn(7)}) else troubled_at end
      from ${given(group)}
      where notice = ${numberIn(1)} and turn = ${numberIn(2)} and person = ${textIn(3)}
        and state in ('open', 'sending')`.execute(trx),
  );
}
