import { sql } from 'kysely';
import type { UnitEvent } from '../../engine/model.js';
import { inGroups } from './rows.js';
import type { Db } from './schema.js';
import type { PlannedShift, StoodIn } from './types.js';

/** The roster of a plan in the place of the one before. */
export async function putShifts(
  db: Db,
  season: string,
  shifts: readonly PlannedShift[],
): Promise<void> {
  await db.deleteFrom('shifts').where('season', '=', season).execute();
  const rows = shifts.map(({ unit, step, person, role, fromAt, untilAt }) => ({
    ...{ season, unit, step, person, role, from_at: fromAt, until_at: untilAt },
  }));
  await inGroups(rows, (group) => db.insertInto('shifts').values(group).execute());
}

/** Who is on duty in the watches of a season, by its roster. */
export async function shiftsIn(db: Db, season: string): Promise<readonly PlannedShift[]> {
  const rows = await db.selectFrom('shifts').selectAll().where('season', '=', season).execute();
  return rows.map(({ unit, step, person, role, from_at, until_at }) => ({
    ...{ unit, step, person, role, fromAt: from_at, untilAt: until_at },
  }));
}

/** Everybody who ever stood in for somebody in a season, as its units recorded it. */
export async function standInsIn(db: Db, season: string): Promise<readonly StoodIn[]> {
  const rows = await db
    .selectFrom('events')
    .select('body')
    .where('season', '=', season)
    // A parameter would hide from the database that its small index over these is meant.
    .where('type', '=', sql.lit('stoodIn'))
    .execute();
  return rows.flatMap(({ body }): StoodIn[] => {
    const event = JSON.parse(body) as UnitEvent;
    if (event.type !== 'stoodIn') return [];
    const { post, person, from, until } = event;
    return [{ post, person, fromAt: from, untilAt: until }];
  });
}
