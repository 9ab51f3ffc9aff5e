import { sql } from 'kysely';
import type { EpochMs, Status } from '../../engine/model.js';
import { STATUSES } from './list-types.js';
import { locksRows } from './postgres.js';
import type { Db } from './schema.js';

/** A season's duties, counted. */
export interface Tally {
  readonly counts: Readonly<Partial<Record<Status, number>>>;
  /** Late at the instant asked for, by rungs told. */
  readonly late: readonly { readonly level: number; readonly count: number }[];
}

/**
 * Counts by status and, of what is late at a plan time, by level: from the indexes alone, and status by status, so
 * that on a file others are answered in between.
 */
async function tally(db: Db, season: string, at: EpochMs): Promise<Tally> {
  const counts: Partial<Record<Status, number>> = {};
  for (const status of STATUSES) {
    const count = await countOf(db, season, status);
    if (count > 0) counts[status] = count;
  }
  const late = await db
    .selectFrom('board')
    .select((eb) => ['level', eb.fn.countAll().as('count')])
    .where('season', '=', season)
    .where('late_at', '<=', at)
    .groupBy('level')
    .orderBy('level')
    .execute();
  return { counts, late: late.map(({ level, count }) => ({ level, count: Number(count) })) };
}

async function countOf(db: Db, season: string, status: Status): Promise<number> {
  const from = locksRows(db) ? sql`board` : sql`board indexed by board_due`;
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${from}
    where season = ${season} and status = ${status}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Whoever asks while others' answer is being counted gets theirs. */
export function talliesOn(db: Db) {
  const counting = new Map<string, Promise<Tally>>();
  return (season: string, at: EpochMs): Promise<Tally> => {
    const running = counting.get(season);
    if (running) return running;
    const counted = tally(db, season, at).finally(() => counting.delete(season));
    counting.set(season, counted);
    return counted;
  };
}
