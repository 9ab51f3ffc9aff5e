import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { BoardRow } from '../../engine/board.js';
import { type EpochMs, SEASON_PATH } from '../../engine/model.js';
import { inGroups, instant, putBoardLines, toBoardLine } from './rows.js';
import type { Db, Tables, UnitRow } from './schema.js';
import type { StuckQuery, Unit } from './types.js';

/** The unit at `path` and all below it, as a range that an index can serve: `0` comes after `/`. */
export function inSubtree(
  eb: ExpressionBuilder<Pick<Tables, 'units'>, 'units'>,
  path: string,
): Expression<SqlBool> {
  return eb.or([
    eb('units.path', '=', path),
    eb.and([eb('units.path', '>=', `${path}/`), eb('units.path', '<', `${path}0`)]),
  ]);
}

/** The units of a season, or of a part of its tree, parents before children. */
export async function units(db: Db, season: string, under?: string): Promise<readonly Unit[]> {
  let query = db.selectFrom('units').selectAll().where('season', '=', season).orderBy('path');
  if (under !== undefined) query = query.where((eb) => inSubtree(eb, under));
  const rows = await query.execute();
  return rows.map(toUnit);
}

/** What a season's units are together, the season's own row apart. */
export interface UnitSums {
  readonly all: number;
  /** Those that have written to the store. */
  readonly recorded: number;
  readonly alarms: readonly { readonly path: string; readonly alarm: string }[];
  /** Plan time: the first instant at which one of them or the season wakes. */
  readonly firstWakeAt: EpochMs | null;
}

/** Counts units where they are kept: a nation has thousands, and few are in trouble. */
export async function unitSums(db: Db, season: string): Promise<UnitSums> {
  const sums = await db
    .selectFrom('units')
    .select((eb) => [
      eb.fn.countAll().filterWhere('path', '<>', SEASON_PATH).as('all'),
      eb.fn.count('recorded_at').filterWhere('path', '<>', SEASON_PATH).as('recorded'),
      eb.fn.min('next_wake_at').as('first'),
      eb.fn.count('alarm').as('alarms'),
    ])
    .where('season', '=', season)
    .executeTakeFirstOrThrow();
  return {
    all: Number(sums.all),
    recorded: Number(sums.recorded),
    alarms: Number(sums.alarms) === 0 ? [] : await alarmsOf(db, season),
    firstWakeAt: instant(sums.first),
  };
}

async function alarmsOf(db: Db, season: string): Promise<UnitSums['alarms']> {
  const rows = await db
    .selectFrom('units')
    .select(['path', 'alarm'])
    .where('season', '=', season)
    .where('path', '<>', SEASON_PATH)
    .where('alarm', 'is not', null)
    .orderBy('path')
    .execute();
  return rows.map(({ path, alarm }) => ({ path, alarm: alarm ?? '' }));
}

/**
 * Units of a season whose wake-up passed without a record, with those that never made one; the
 * caller maps real time to the season's. They are silent by themselves: nobody else tells of them.
 */
export async function stuck(db: Db, { season, wakeBefore }: StuckQuery): Promise<readonly Unit[]> {
  const rows = await db
    .selectFrom('units')
    .selectAll()
    .where('season', '=', season)
    .where('next_wake_at', '<', wakeBefore)
    .orderBy('next_wake_at')
    .execute();
  return rows.map(toUnit);
}

/** Notes why a unit is in trouble, or with null that it no longer is. */
export async function setAlarm(
  db: Db,
  season: string,
  path: string,
  text: string | null,
): Promise<void> {
  await db
    .updateTable('units')
    .set({ alarm: text })
    .where('season', '=', season)
    .where('path', '=', path)
    .execute();
}

export interface UnitBoard {
  readonly season: string;
  readonly path: string;
  readonly rows: readonly BoardRow[];
  /** Seq of the unit's last event, recorded or not. */
  readonly head: number;
  readonly asOf: EpochMs;
  readonly nextWakeAt: EpochMs | null;
}

/**
 * Puts a unit's board back from its state: what the state does not know is removed, titles stay.
 * The log and its head are left alone. False, and nothing done, when the log is already ahead of
 * `head`: a record came in between, ask the unit again.
 */
export async function replaceBoard(db: Kysely<Tables>, unit: UnitBoard): Promise<boolean> {
  const { season, path, head } = unit;
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('units')
      .set({ as_of: unit.asOf, next_wake_at: unit.nextWakeAt })
      .where('season', '=', season)
      .where('path', '=', path)
      .where('head', '<=', head)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;

    // What stands there is not to be trusted, its seq included.
    await trx
      .updateTable('board')
      .set({ seq: 0 })
      .where('season', '=', season)
      .where('path', '=', path)
      .execute();
    await putBoardLines(
      trx,
      unit.rows.map((row) => toBoardLine(season, path, head, row)),
    );
    await removeOthers(trx, unit);
    return true;
  });
}

async function removeOthers(trx: Db, { season, path, rows }: UnitBoard): Promise<void> {
  const stored = await trx
    .selectFrom('board')
    .select('duty')
    .where('season', '=', season)
    .where('path', '=', path)
    .execute();
  const kept = new Set(rows.map(({ duty }) => duty));
  const others = stored.map(({ duty }) => duty).filter((duty) => !kept.has(duty));
  await inGroups(others, (group) =>
    trx
      .deleteFrom('board')
      .where('season', '=', season)
      .where('path', '=', path)
      .where('duty', 'in', group)
      .execute(),
  );
}

export function toUnit(row: UnitRow): Unit {
  return {
    season: row.season,
    path: row.path,
    kind: row.kind,
    title: { zh: row.title_zh, en: row.title_en },
    parent: row.parent,
    head: row.head,
    asOf: instant(row.as_of),
    nextWakeAt: instant(row.next_wake_at),
    recordedAt: instant(row.recorded_at),
    alarm: row.alarm,
  };
}
