import { sql } from 'kysely';
import { type EpochMs, epochMs, type Post, type UnitEvent } from '../../engine/model.js';
import { inGroups, instant } from './rows.js';
import { KEYS_A_QUESTION, keysGiven, numberIn } from './rows-given.js';
import type { Db, NewNotice, OutboxRow } from './schema.js';
import type { Notice } from './types.js';

/**
 * Owes each post named in an event's `to` one notice of it; what is owed already stays as it is.
 */
export async function enqueue(
  db: Db,
  now: number,
  { season, path }: { readonly season: string; readonly path: string },
  events: readonly { readonly seq: number; readonly event: UnitEvent }[],
): Promise<void> {
  const notices = events.flatMap(({ seq, event }) =>
    receivers(event).map((to) => toRow({ season, path, seq, to, event, now })),
  );
  await inGroups(notices, (group) =>
    db
      .insertInto('outbox')
      .values(group)
      .onConflict((conflict) => conflict.columns(['season', 'path', 'seq', 'to_post']).doNothing())
      .execute(),
  );
}

function receivers(event: UnitEvent): readonly Post[] {
  return 'to' in event && event.to !== undefined ? [...new Set(event.to)] : [];
}

interface Owed {
  readonly season: string;
  readonly path: string;
  readonly seq: number;
  readonly to: Post;
  readonly event: UnitEvent;
  readonly now: number;
}

function toRow({ season, path, seq, to, event, now }: Owed): NewNotice {
  return {
    season,
    path,
    seq,
    duty: 'duty' in event ? (event.duty ?? null) : null,
    kind: event.type === 'told' ? event.action : event.type,
    to_post: to,
    owed_at: 'owedAt' in event ? event.owedAt : event.at,
    fired_at: event.at,
    recorded_at: now,
    body: JSON.stringify(event),
    handed_at: null,
    taken_at: null,
  };
}

/** Words beyond a reminder go before reminders, however many of these there are: as `migration-0013.ts` orders them. */
const HASTE = sql`case kind when 'open' then 2 when 'remind' then 2 when 'due' then 1 else 0 end`;

/**
 * Notices that no courier has taken in, oldest first: whatever falls due of a thousand units at once, the rungs above and
 * the alarms are among the first that are taken. Reserves nothing.
 */
export async function claimNotices(db: Db, limit: number): Promise<readonly Notice[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('taken_at', 'is', null)
    .orderBy(HASTE)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.sort((one, other) => one.id - other.id).map(toNotice);
}

/** Notes when notices left for the file alone; the first time counts. */
export async function markHanded(db: Db, ids: readonly number[], at: EpochMs): Promise<void> {
  await inGroups(ids, (group) =>
    db
      .updateTable('outbox')
      .set({ handed_at: at, taken_at: at })
      .where('id', 'in', group)
      .where('handed_at', 'is', null)
      .execute(),
  );
}

/** Everything that anybody had to hear of a duty, oldest first. */
export async function noticesOf(
  db: Db,
  season: string,
  path: string,
  duty: string,
): Promise<readonly Notice[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('season', '=', season)
    .where('path', '=', path)
    .where('duty', '=', duty)
    .orderBy('id')
    .execute();
  return rows.map(toNotice);
}

/** The notices of these rows, in the order asked for; unknown ones are left out. */
export async function noticesById(db: Db, ids: readonly number[]): Promise<readonly Notice[]> {
  const found = new Map<number, Notice>();
  const ask = async (group: readonly number[]): Promise<void> => {
    const rows = group.map((id) => [id]);
    const named = sql<number>`(select ${numberIn(1)} from ${keysGiven(db, rows)})`;
    const all = await db.selectFrom('outbox').selectAll().where('id', 'in', named).execute();
    for (const row of all) found.set(row.id, toNotice(row));
  };
  await inGroups(ids, ask, KEYS_A_QUESTION);
  return ids.flatMap((id) => found.get(id) ?? []);
}

function toNotice(row: OutboxRow): Notice {
  return {
    id: row.id,
    season: row.season,
    path: row.path,
    seq: row.seq,
    duty: row.duty,
    kind: row.kind,
    to: row.to_post,
    owedAt: epochMs(row.owed_at),
    firedAt: epochMs(row.fired_at),
    recordedAt: epochMs(row.recorded_at),
    event: JSON.parse(row.body),
    state: row.handed_at === null ? 'pending' : 'handed',
    handedAt: instant(row.handed_at),
  };
}
