import { epochMs } from '../../engine/model.js';
import { rareEvents } from './rare-events.js';
import type { Db } from './schema.js';
import type { RecordedEvent } from './types.js';

/** What happened to a unit, in its order, from `fromSeq` on. */
export async function events(
  db: Db,
  season: string,
  path: string,
  fromSeq = 1,
  limit?: number,
): Promise<readonly RecordedEvent[]> {
  const query = log(db, season, path).where('seq', '>=', fromSeq);
  const rows = await (limit === undefined ? query : query.limit(limit)).execute();
  return rows.map(toEvent);
}

/** What happened to one duty. */
export async function dutyEvents(
  db: Db,
  season: string,
  path: string,
  duty: string,
): Promise<readonly RecordedEvent[]> {
  const rows = await log(db, season, path).where('duty', '=', duty).execute();
  return rows.map(toEvent);
}

/** The approvals by which sessions last longer, of a season or of one unit, each unit's in its order. */
export async function extensions(
  db: Db,
  season: string,
  path?: string,
): Promise<readonly RecordedEvent[]> {
  const all = rareEvents(db, season, 'extended')
    .select(['season', 'path', 'seq', 'body', 'recorded_at'])
    .orderBy('path')
    .orderBy('seq');
  const rows = await (path === undefined ? all : all.where('path', '=', path)).execute();
  return rows.map(toEvent);
}

/** The newest state that a unit handed over, and the seq of the last event in it; null for none. */
export async function latestSnapshot(
  db: Db,
  season: string,
  path: string,
): Promise<{ readonly seq: number; readonly state: unknown } | null> {
  const row = await db
    .selectFrom('snapshots')
    .select(['seq', 'state'])
    .where('season', '=', season)
    .where('path', '=', path)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { seq: row.seq, state: JSON.parse(row.state) };
}

const log = (db: Db, season: string, path: string) =>
  db
    .selectFrom('events')
    .select(['season', 'path', 'seq', 'body', 'recorded_at'])
    .where('season', '=', season)
    .where('path', '=', path)
    .orderBy('seq');

interface EventRow {
  readonly season: string;
  readonly path: string;
  readonly seq: number;
  readonly body: string;
  readonly recorded_at: number;
}

function toEvent({ season, path, seq, body, recorded_at }: EventRow): RecordedEvent {
  return { season, path, seq, event: JSON.parse(body), recordedAt: epochMs(recorded_at) };
}
