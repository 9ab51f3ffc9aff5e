import { setImmediate } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { type EpochMs, type Status } from '../../engine/model.js';
import { locksRows } from './postgres.js';
import type { Db, Tables } from './schema.js';

/** How many duties of a season stand so. */
export interface DutyFigure {
  readonly status: Status;
  /** Rungs told of those that are late at the instant asked for; null: not late. */
  readonly lateLevel: number | null;
  readonly count: number;
}

/** SQLite answers in our own thread: so many units at a time hold a completion up by a millisecond or two. */
const UNITS_AT_ONCE = 25;

/**
 * Counts a season's duties by status and lateness at a plan time. On a file it reads the board in small parts with a
 * turn of the event loop between them: the sum is not of one instant, which a gauge need not be.
 */
export async function dutyFigures(
  db: Kysely<Tables>,
  season: string,
  at: EpochMs,
): Promise<readonly DutyFigure[]> {
  if (locksRows(db)) return counted(db, season, at, null);
  const sums = new Map<string, DutyFigure>();
  for (let from = ''; ; ) {
    const paths = await pathsAfter(db, season, from);
    const to = paths.at(-1);
    if (to === undefined) return [...sums.values()];
    for (const one of await counted(db, season, at, { from, to })) {
      const key = `${one.status} ${one.lateLevel}`;
      sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
    }
    from = to;
    await setImmediate();
  }
}

async function pathsAfter(db: Db, season: string, from: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('units')
    .select('path')
    .where('season', '=', season)
    .where('path', '>', from)
    .orderBy('path')
    .limit(UNITS_AT_ONCE)
    .execute();
  return rows.map(({ path }) => path);
}

interface Part {
  readonly from: string;
  readonly to: string;
}

async function counted(
  db: Db,
  season: string,
  at: EpochMs,
  part: Part | null,
): Promise<readonly DutyFigure[]> {
  let query = db
    .selectFrom('board')
    .select((eb) => [
      'status',
      sql<number | null>`case when late_at <= ${at} then level end`.as('late_level'),
      eb.fn.countAll().as('count'),
    ])
    .where('season', '=', season)
    .groupBy(['status', 'late_level']);
  if (part) query = query.where('path', '>', part.from).where('path', '<=', part.to);
  const rows = await query.execute();
  return rows.map(({ status, late_level, count }) => ({
    status,
    lateLevel: late_level,
    count: Number(count),
  }));
}
