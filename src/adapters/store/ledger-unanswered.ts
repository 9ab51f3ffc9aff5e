import { type Kysely, sql } from 'kysely';
import type { Urgency } from '../../courier/model.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import type { Unreported } from './ledger-types.js';
import { toWord } from './ledger-words.js';
import type { Tables } from './schema.js';

export interface UnansweredWish {
  readonly urgency: Urgency;
  /** Handed over before this, but not a day before: what is older the ladder has long gone past. */
  readonly before: EpochMs;
  readonly limit: number;
}

const DAY_MS = 86_400_000;

/** Words that a channel took and nobody has answered. */
export const unansweredOn = (db: Kysely<Tables>) => ({
  /**
   * Of a real season, to whoever owes a duty that is due: not signed for, not promised, not reported since. Each once, until
   * it is marked as reported.
   */
  async unanswered({ urgency, before, limit }: UnansweredWish): Promise<readonly Unreported[]> {
    const rows = await db
      .selectFrom('owed_words as w')
      .innerJoin('board as b', (on) =>
        on
          .onRef('b.season', '=', 'w.season')
          .onRef('b.path', '=', 'w.path')
          .onRef('b.duty', '=', 'w.duty')
          .onRef('b.doer', '=', 'w.post'),
      )
      .selectAll('w')
      .where('w.state', '=', sql.lit('handed' as const))
      .where('w.kind', '=', sql.lit('due'))
      .where('w.rehearsal', '=', sql.lit(0))
      .where('w.reported_at', 'is', null)
      .where('w.urgency', '=', urgency)
      .where('w.settled_at', '<=', before)
      .where('w.settled_at', '>', before - DAY_MS)
      .where('b.status', '=', 'open')
      .where('b.promise_at', 'is', null)
      .orderBy('w.settled_at')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      ...{ notice: row.notice, turn: row.turn, season: row.season, word: toWord(row) },
      ...{ reason: 'unanswered', outcome: 'unanswered' },
      since: epochMs(row.settled_at ?? 0),
    }));
  },
});
