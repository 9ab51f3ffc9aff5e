import { isDeepStrictEqual } from 'node:util';
import type { UnitEvent } from '../../engine/model.js';
import { enqueue } from './outbox.js';
import { locksRows } from './postgres.js';
import { inGroups, putBoardLines, toBoardLine } from './rows.js';
import type { Db } from './schema.js';
import { RecordConflict, type UnitRecord } from './types.js';

interface Numbered {
  readonly seq: number;
  readonly event: UnitEvent;
}

/**
 * Appends what the log does not hold yet, and with it board, outbox, the unit's times and its
 * snapshot; to be called in a transaction. The same events again, even with more behind them, are
 * fine: an abandoned write may have landed. Throws `RecordConflict` on a gap, or on other events at
 * a known seq – before it has written anything.
 */
export async function record(trx: Db, now: number, unit: UnitRecord): Promise<void> {
  const head = await headOf(trx, unit);
  if (unit.firstSeq > head + 1)
    throw new RecordConflict(`${name(unit)}: seq ${unit.firstSeq} comes after ${head}`);
  const numbered = unit.events.map((event, i) => ({ seq: unit.firstSeq + i, event }));
  await compare(
    trx,
    unit,
    numbered.filter(({ seq }) => seq <= head),
  );

  const fresh = numbered.filter(({ seq }) => seq > head);
  await append(trx, now, unit, fresh);
  await announce(trx, unit, fresh);
  await enqueue(trx, now, unit, fresh);
  const last = unit.firstSeq + unit.events.length - 1;
  await putBoardLines(
    trx,
    unit.rows.map((row) => toBoardLine(unit.season, unit.path, last, row)),
  );
  await stamp(trx, now, unit, last);
  if (unit.snapshot !== undefined) await keepSnapshot(trx, unit, last);
}

async function headOf(trx: Db, unit: UnitRecord): Promise<number> {
  const row = await trx
    .selectFrom('units')
    .select('head')
    .where('season', '=', unit.season)
    .where('path', '=', unit.path)
    // Two attempts of one record must not both find the same head.
    .$if(locksRows(trx), (query) => query.forUpdate())
    .executeTakeFirst();
  // Not a conflict: the plan may be missing in a store put back from a backup, and come again.
  if (row === undefined) throw new Error(`${name(unit)}: the store knows no such unit`);
  return row.head;
}

async function compare(trx: Db, unit: UnitRecord, known: readonly Numbered[]): Promise<void> {
  const last = known.at(-1);
  if (last === undefined) return;

  const stored = await trx
    .selectFrom('events')
    .select(['seq', 'body'])
    .where('season', '=', unit.season)
    .where('path', '=', unit.path)
    .where('seq', '>=', unit.firstSeq)
    .where('seq', '<=', last.seq)
    .execute();
  const bodies = new Map(stored.map(({ seq, body }) => [seq, body]));
  const other = known.find(({ seq, event }) => !sameJson(bodies.get(seq), event));
  if (other !== undefined)
    throw new RecordConflict(`${name(unit)}: another event is recorded at seq ${other.seq}`);
}

/** Compared as JSON values: neither the order of keys nor `undefined` makes another event. */
function sameJson(stored: string | undefined, event: UnitEvent): boolean {
  if (stored === undefined) return false;
  const body = JSON.stringify(event);
  return stored === body || isDeepStrictEqual(JSON.parse(stored), JSON.parse(body));
}

async function append(
  trx: Db,
  now: number,
  { season, path }: UnitRecord,
  fresh: readonly Numbered[],
): Promise<void> {
  const rows = fresh.map(({ seq, event }) => ({
    season,
    path,
    seq,
    type: event.type,
    duty: 'duty' in event ? (event.duty ?? null) : null,
    at: event.at,
    body: JSON.stringify(event),
    recorded_at: now,
  }));
  await inGroups(rows, (group) => trx.insertInto('events').values(group).execute());
}

/** Those who follow along read by it; see `feed.ts`. */
async function announce(
  trx: Db,
  { season, path }: UnitRecord,
  fresh: readonly Numbered[],
): Promise<void> {
  const [first, last] = [fresh[0], fresh.at(-1)];
  if (first === undefined || last === undefined) return;
  const no = locksRows(trx) ? null : 0;
  await trx
    .insertInto('feed')
    .values({ no, season, path, first_seq: first.seq, last_seq: last.seq })
    .execute();
}

/** A write that was overtaken by a later one must not set the unit's times back. */
async function stamp(trx: Db, now: number, unit: UnitRecord, last: number): Promise<void> {
  await trx
    .updateTable('units')
    .set({
      head: last,
      as_of: unit.asOf,
      next_wake_at: unit.nextWakeAt,
      recorded_at: now,
      alarm: null,
    })
    .where('season', '=', unit.season)
    .where('path', '=', unit.path)
    .where((eb) =>
      eb.or([
        eb('head', '<', last),
        eb.and([
          eb('head', '=', last),
          eb.or([eb('as_of', 'is', null), eb('as_of', '<=', unit.asOf)]),
        ]),
      ]),
    )
    .execute();
}

async function keepSnapshot(trx: Db, unit: UnitRecord, seq: number): Promise<void> {
  const { season, path } = unit;
  const state = JSON.stringify(unit.snapshot);
  await trx
    .insertInto('snapshots')
    .values({ season, path, seq, state })
    .onConflict((conflict) => conflict.columns(['season', 'path', 'seq']).doUpdateSet({ state }))
    .execute();
  const newest = trx
    .selectFrom('snapshots')
    .select('seq')
    .where('season', '=', season)
    .where('path', '=', path)
    .orderBy('seq', 'desc')
    .limit(2);
  await trx
    .deleteFrom('snapshots')
    .where('season', '=', season)
    .where('path', '=', path)
    .where('seq', 'not in', newest)
    .execute();
}

const name = ({ season, path }: UnitRecord): string => `${season}/${path}`;
