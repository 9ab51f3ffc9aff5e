import type { EpochMs, Status } from '../../engine/model.js';
import type { Db } from './schema.js';

/** A season's duties, counted. */
export interface Tally {
  readonly counts: Readonly<Partial<Record<Status, number>>>;
  /** Late at the instant asked for, by rungs told. */
  readonly late: readonly { readonly level: number; readonly count: number }[];
}

/** Counts by status and, of what is late at a plan time, by level: from the indexes alone. */
export async function tally(db: Db, season: string, at: EpochMs): Promise<Tally> {
  const counts = await db
    .selectFrom('board')
    .select((eb) => ['status', eb.fn.countAll().as('count')])
    .where('season', '=', season)
    .groupBy('status')
    .execute();
  const late = await db
    .selectFrom('board')
    .select((eb) => ['level', eb.fn.countAll().as('count')])
    .where('season', '=', season)
    .where('late_at', '<=', at)
    .groupBy('level')
    .orderBy('level')
    .execute();
  return {
    counts: Object.fromEntries(counts.map(({ status, count }) => [status, Number(count)])),
    late: late.map(({ level, count }) => ({ level, count: Number(count) })),
  };
}
