import { type Kysely, sql } from 'kysely';
import { epochMs, type EpochMs, type Status } from '../../engine/model.js';
import { inGroups, instant } from './rows.js';
import type { Tables } from './schema.js';

export interface DutyKey {
  readonly season: string;
  readonly path: string;
  readonly duty: string;
}

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
    const distinct = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
    const found: BoardFacts[] = [];
    await inGroups(distinct, async (group) => {
      const wanted = sql.join(
        group.map(({ season, path, duty }) => sql`(${season}, ${path}, ${duty})`),
      );
      const rows = await db
        .selectFrom('board')
        .select(['season', 'path', 'duty', 'status', 'due_at', 'next_at', 'seq'])
        .where(sql<boolean>`(season, path, duty) in (values ${wanted})`)
        .execute();
      for (const { due_at, next_at, ...row } of rows)
        found.push({ ...row, dueAt: epochMs(due_at), nextAt: instant(next_at) });
    });
    return found;
  },
});
