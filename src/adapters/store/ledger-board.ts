import type { Kysely } from 'kysely';
import { epochMs, type EpochMs, type Status } from '../../engine/model.js';
import { distinctDuties, dutiesGiven, named, type DutyKey } from './duty-keys.js';
import { inGroups, instant } from './rows.js';
import { KEYS_A_QUESTION } from './rows-given.js';
import type { Tables } from './schema.js';

/** How a duty stands, as far as its words depend on it. Plan time. */
export interface BoardFacts extends DutyKey {
  readonly status: Status;
  readonly dueAt: EpochMs;
  readonly nextAt: EpochMs | null;
  /** The facts tell the state after this event. */
  readonly seq: number;
}

/** Of many duties at once; those that there are, in no order. */
export const boardFactsOn = (db: Kysely<Tables>) => ({
  async boardFacts(keys: readonly DutyKey[]): Promise<readonly BoardFacts[]> {
    const found: BoardFacts[] = [];
    const ask = async (group: readonly DutyKey[]): Promise<void> => {
      const rows = await db
        .selectFrom(named(dutiesGiven(db, group)))
        // Keeps SQLite in this order.
        .crossJoin('board')
        .whereRef('board.season', '=', 'named.season')
        .whereRef('board.path', '=', 'named.path')
        .whereRef('board.duty', '=', 'named.duty')
        .select(['board.season', 'board.path', 'board.duty', 'status', 'due_at', 'next_at', 'seq'])
        .execute();
      for (const { due_at, next_at, ...row } of rows)
        found.push({ ...row, dueAt: epochMs(due_at), nextAt: instant(next_at) });
    };
    await inGroups(distinctDuties(keys), ask, KEYS_A_QUESTION);
    return found;
  },
});
