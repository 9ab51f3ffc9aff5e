import { type Kysely, sql } from 'kysely';
import { epochMs } from '../../engine/model.js';
import { locksRows } from './postgres.js';
import type { Tables } from './schema.js';
import type { RecordedEvent } from './types.js';

/** How far somebody has read: the records before `no`, and of that one the events up to `seq`. */
export interface FeedPlace {
  readonly no: number;
  readonly seq: number;
}

export interface FeedFilter {
  readonly season?: string;
  /** This unit and all below it. */
  readonly under?: string;
}

/** An event with its place: whoever has read so far goes on behind it. */
export interface FeedEvent extends RecordedEvent {
  readonly place: FeedPlace;
}

export interface FeedPart {
  readonly events: readonly FeedEvent[];
  /** Behind all that was looked through, also what the filter left out. */
  readonly place: FeedPlace;
  /** Nothing more was there to look through. */
  readonly isAtEnd: boolean;
}

/**
 * All that happens, in one order for all readers: the events of a unit in theirs, and nothing ever turns up before a place
 * that somebody has been given. On PostgreSQL transactions become visible in another order than the one in which their
 * rows were counted, so records get their number afterwards, by one process at a time, from those that are visible.
 */
export const feedOn = (db: Kysely<Tables>, reads: Kysely<Tables>) => ({
  after: (place: FeedPlace, filter: FeedFilter, limit: number) =>
    after(reads, place, filter, limit),
  /** The place behind everything there is; events that come later are behind it. */
  end: () => end(reads),
  /** Gives records that have become visible their numbers; to be called again and again. */
  number: () => number(db),
});

/** Bounds a look through records of which the filter leaves nothing. */
const RECORDS_A_PART = 5_000;

async function after(
  db: Kysely<Tables>,
  place: FeedPlace,
  { season, under }: FeedFilter,
  limit: number,
): Promise<FeedPart> {
  const last = await end(db);
  if (last.no < place.no || (last.no === place.no && last.seq <= place.seq))
    return { events: [], place, isAtEnd: true };
  const upTo = Math.min(last.no, place.no + RECORDS_A_PART);
  const no = placeColumn(db);
  let query = db
    .selectFrom('feed')
    .innerJoin('events', (join) =>
      join.onRef('events.season', '=', 'feed.season').onRef('events.path', '=', 'feed.path'),
    )
    .select([no.as('no'), 'events.season', 'events.path', 'events.seq', 'body', 'recorded_at'])
    .whereRef('events.seq', '>=', 'feed.first_seq')
    .whereRef('events.seq', '<=', 'feed.last_seq')
    // The first is for the planner: the index holds numbered ones only.
    .where(sql<boolean>`${no} > 0 and ${no} >= ${sql.lit(place.no)} and ${no} <= ${sql.lit(upTo)}`)
    .where((eb) => eb.or([eb(no, '>', place.no), eb('events.seq', '>', place.seq)]))
    .orderBy(no)
    .orderBy('events.seq')
    .limit(limit);
  if (season !== undefined) query = query.where('feed.season', '=', season);
  if (under !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb('feed.path', '=', under),
        eb.and([eb('feed.path', '>=', `${under}/`), eb('feed.path', '<', `${under}0`)]),
      ]),
    );
  const rows = await query.execute();
  const events = rows.map(({ no: found, ...row }) => ({
    season: row.season,
    path: row.path,
    seq: row.seq,
    event: JSON.parse(row.body),
    recordedAt: epochMs(row.recorded_at),
    place: { no: found, seq: row.seq },
  }));
  const [newest] = events.slice(-1);
  if (newest && events.length === limit) return { events, place: newest.place, isAtEnd: false };
  if (upTo < last.no)
    return { events, place: { no: upTo, seq: Number.MAX_SAFE_INTEGER }, isAtEnd: false };
  return { events, place: last, isAtEnd: true };
}

async function end(db: Kysely<Tables>): Promise<FeedPlace> {
  const no = placeColumn(db);
  const row = await db
    .selectFrom('feed')
    .select([no.as('no'), 'last_seq'])
    .where(no, '>', 0)
    .orderBy(no, 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { no: row.no, seq: row.last_seq } : { no: 0, seq: 0 };
}

/** On a file there is one writer at a time: records are counted in the order in which they become visible. */
const placeColumn = (db: Kysely<Tables>) =>
  locksRows(db) ? sql<number>`feed.no` : sql<number>`feed.id`;

const NUMBERED_AT_ONCE = 5_000;
/** Our lock of this sort among all of the database. */
const NUMBERING = 20_261;

async function number(db: Kysely<Tables>): Promise<void> {
  if (!locksRows(db)) return;
  while ((await numberSome(db)) === NUMBERED_AT_ONCE);
}

/**
 * The lock is held to the end of the transaction, and the last number is read after it was taken: whoever sees a
 * number sees all before it. Somebody else at it means that nothing is left to do.
 */
const numberSome = (db: Kysely<Tables>): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(NUMBERING)}) as mine`.execute(trx);
    if (rows[0]?.mine !== true) return 0;
    const { numAffectedRows } = await sql`
      with fresh as (select id from feed where no is null order by id limit ${sql.lit(NUMBERED_AT_ONCE)}),
        last as (select coalesce(max(no), 0) as no from feed where no > 0),
        numbered as (select fresh.id, last.no + row_number() over (order by fresh.id) as no from fresh, last)
      update feed set no = numbered.no from numbered where feed.id = numbered.id`.execute(trx);
    return Number(numAffectedRows ?? 0);
  });
