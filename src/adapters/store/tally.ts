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
 * Counts by status and, of what is late at a plan time, by level: from the indexes alone, and on a file part by part, so
 * that others are answered in between.
 */
async function tally(db: Db, season: string, at: EpochMs): Promise<Tally> {
  const counts: Partial<Record<Status, number>> = {};
  for (const status of STATUSES) {
    const count = await (locksRows(db) ? countOf : countInParts)(db, season, status);
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
  const { rows } = await sql<{ count: number }>`select count(*) as count from board
    where season = ${season} and status = ${status}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Of a nation's quarter of a million in one status, so that a part takes some five milliseconds. */
const PARTS = 8;

/** The same from one due time to the next: a question of the one reading thread keeps all others waiting. */
async function countInParts(db: Db, season: string, status: Status): Promise<number> {
  const of = sql`board indexed by board_due where season = ${season} and status = ${status}`;
  const ends = await sql<{ first: number | null; last: number | null }>`
    select (select min(due_at) from ${of}) as first, (select max(due_at) from ${of}) as last`.execute(
    db,
  );
  const { first, last } = ends.rows[0] ?? { first: null, last: null };
  if (first === null || last === null) return 0;
  let count = 0;
  const long = Math.floor((last - first) / PARTS) + 1;
  for (let from = first; from <= last; from += long) {
    const part = sql<{ count: number }>`select count(*) as count from ${of}
      and due_at >= ${from} and due_at < ${from + long}`;
    count += (await part.execute(db)).rows[0]?.count ?? 0;
  }
  return count;
}

/** So many duties take tens of milliseconds to count, and nobody's decision hangs on the last of them. */
const MANY = 20_000;
const KEPT_MS = 1_000;

/** Beyond this nobody is answered with what was counted before. */
const OLD_MS = 2_000;

/**
 * Whoever asks while others' answer is being counted gets theirs. The counts of a nation are kept for a second: ten
 * supervisors who look at once would keep the reading thread busy with nothing else. For a second more they are
 * answered while it is counted anew, so that of those who look again and again nobody waits for it.
 */
export const talliesOn = (db: Db) =>
  keepTallies(
    (season, at) => tally(db, season, at),
    () => performance.now(),
  );

type Count = (season: string, at: EpochMs) => Promise<Tally>;

/** See `talliesOn`; by any way of counting and any clock of milliseconds. */
export function keepTallies(countAnew: Count, now: () => number): Count {
  const counting = new Map<string, Promise<Tally>>();
  const kept = new Map<string, { readonly tally: Tally; readonly at: number }>();
  return async (season, at) => {
    const known = kept.get(season);
    const age = known ? now() - known.at : Infinity;
    if (known && age < KEPT_MS) return known.tally;
    const counted = counting.get(season) ?? count(season, at);
    if (!known || age > OLD_MS) return counted;
    // Nobody waits for this one: whoever asks next hears why it failed.
    counted.catch(() => {});
    return known.tally;
  };

  function count(season: string, at: EpochMs): Promise<Tally> {
    const began = now();
    const counted = countAnew(season, at)
      .then((found) => {
        const all = Object.values(found.counts).reduce((sum, one) => sum + one, 0);
        if (all > MANY) kept.set(season, { tally: found, at: began });
        return found;
      })
      .finally(() => counting.delete(season));
    counting.set(season, counted);
    return counted;
  }
}
