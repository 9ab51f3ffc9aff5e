import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { BoardRow } from '../../engine/board.js';
import type { EpochMs } from '../../engine/model.js';
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
