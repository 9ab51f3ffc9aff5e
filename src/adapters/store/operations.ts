import { type Kysely, sql } from 'kysely';
import { type EpochMs, epochMs } from '../../engine/model.js';
import { locksRows } from './postgres.js';
import { instant } from './rows.js';
import type { Db, Tables } from './schema.js';

/** What comes round again and again, and the operator must hear of when it does not. */
export type Beat = 'sentinel' | 'backup' | 'restored' | 'probe';

export interface OutboxLag {
  /** Notices that no courier has taken in. */
  readonly pending: number;
  /** Real time at which the oldest of them came in; null for none. */
  readonly oldestAt: EpochMs | null;
  /** Those that came in before the instant asked for. */
  readonly overdue: number;
}

export interface UnitTroubles {
  /** Units of running seasons whose instant has passed without a record. */
  readonly stuck: number;
  /** Of them the earliest instant, plan time of its season. */
  readonly since: EpochMs | null;
  /** Units whose record the store refuses. */
  readonly alarms: number;
}

/** What operation asks of the store: small questions, each answered from an index or a small table. */
export const operationsOn = (db: Kysely<Tables>) => ({
  /** Writes one small row and syncs it: the proof that anything can be written at all. */
  beat: (name: Beat, at: number, body: unknown = null) => beat(db, name, at, body),
  /** When it was last, and what was written with it; null for never. */
  lastBeat: (name: Beat) => lastBeat(db, name),
  /** `before`: real time; what came in earlier should have been taken in. */
  outboxLag: (before: number) => outboxLag(db, before),
  /** People signed in at a real time: those seen since `seenSince`. */
  sessions: (at: number, seenSince: number) => sessions(db, at, seenSince),
  /** Of one season; the caller maps real time to the season's. */
  unitTroubles: (season: string, wakeBefore: number) => unitTroubles(db, season, wakeBefore),
  /** The database's own clock; null where it is this machine's. */
  clock: () => clock(db),
  /** The migrations that made the tables, in their order. */
  migrations: () => migrations(db),
});

async function beat(db: Db, name: Beat, at: number, body: unknown): Promise<void> {
  const row = { at, body: JSON.stringify(body) };
  await db
    .insertInto('heartbeats')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}

async function lastBeat(
  db: Db,
  name: Beat,
): Promise<{ readonly at: EpochMs; readonly body: unknown } | null> {
  const row = await db
    .selectFrom('heartbeats')
    .select(['at', 'body'])
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined ? null : { at: epochMs(row.at), body: JSON.parse(row.body) };
}

async function outboxLag(db: Db, before: number): Promise<OutboxLag> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => [
      eb.fn.countAll().as('pending'),
      eb.fn.min('recorded_at').as('oldest'),
      eb.fn.sum(eb.case().when('recorded_at', '<', before).then(1).else(0).end()).as('overdue'),
    ])
    .where('taken_at', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    pending: Number(row.pending),
    oldestAt: instant(row.oldest),
    overdue: Number(row.overdue ?? 0),
  };
}

async function sessions(db: Db, at: number, seenSince: number): Promise<number> {
  const row = await db
    .selectFrom('account_sessions')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('ended_at', 'is', null)
    .where('is_half', '=', 0)
    .where('ends_at', '>', at)
    .where('seen_at', '>', seenSince)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function unitTroubles(db: Db, season: string, wakeBefore: number): Promise<UnitTroubles> {
  const ofSeason = db.selectFrom('units').where('season', '=', season);
  const stuck = await ofSeason
    .where('next_wake_at', '<', wakeBefore)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('next_wake_at').as('since')])
    .executeTakeFirstOrThrow();
  const alarms = await ofSeason
    .where('alarm', 'is not', null)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return {
    stuck: Number(stuck.count),
    since: instant(stuck.since),
    alarms: Number(alarms.count),
  };
}

async function clock(db: Db): Promise<EpochMs | null> {
  if (!locksRows(db)) return null;
  const asked = sql<{ now: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`;
  const { rows } = await asked.execute(db);
  return rows[0] ? epochMs(rows[0].now) : null;
}

async function migrations(db: Db): Promise<readonly string[]> {
  const asked = sql<{ name: string }>`select name from kysely_migration order by name`;
  return (await asked.execute(db)).rows.map(({ name }) => name);
}
