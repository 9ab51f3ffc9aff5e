import { performance } from 'node:perf_hooks';
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

/** So many duties take tens of milliseconds to count, and nobody's decision hangs on the last of them. */
const MANY = 20_000;
const KEPT_MS = 1_000;

/**
 * Whoever asks while others' answer is being counted gets theirs. The counts of a nation are kept for a second: ten
 * supervisors who look at once would keep the reading thread busy with nothing else.
 */
export function talliesOn(db: Db) {
  const counting = new Map<string, Promise<Tally>>();
  const kept = new Map<string, { readonly tally: Tally; readonly until: number }>();
  return async (season: string, at: EpochMs): Promise<Tally> => {
    const known = kept.get(season);
    if (known && performance.now() < known.until) return known.tally;
    const running = counting.get(season);
    if (running) return running;
    const counted = tally(db, season, at).finally(() => counting.delete(season));
    counting.set(season, counted);
    const found = await counted;
    const all = Object.values(found.counts).reduce((sum, count) => sum + count, 0);
    if (all > MANY) kept.set(season, { tally: found, until: performance.now() + KEPT_MS });
    return found;
  };
}
