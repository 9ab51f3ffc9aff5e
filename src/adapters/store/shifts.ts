import type { Selectable } from 'kysely';
import type { UnitEvent } from '../../engine/model.js';
import { rareEvents } from './rare-events.js';
import { inGroups } from './rows.js';
import type { Db, Tables } from './schema.js';
import { shiftChangesIn, type ShiftChange } from './take-overs.js';
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

/** Who is on duty in the watches of a season: by its roster, and by what was swapped or taken over since. */
export async function shiftsIn(db: Db, season: string): Promise<readonly PlannedShift[]> {
  const rows = await db.selectFrom('shifts').selectAll().where('season', '=', season).execute();
  return changed(rows.map(toShift), await shiftChangesIn(db, season));
}

/** The shifts that an instant lies in. */
export async function shiftsAt(
  db: Db,
  season: string,
  at: number,
): Promise<readonly PlannedShift[]> {
  const rows = await db
    .selectFrom('shifts')
    .selectAll()
    .where('season', '=', season)
    .where('from_at', '<=', at)
    .where('until_at', '>', at)
    .execute();
  return rows.length === 0 ? [] : changed(rows.map(toShift), await shiftChangesIn(db, season));
}

function toShift(row: Selectable<Tables['shifts']>): PlannedShift {
  const { unit, step, person, role, from_at, until_at } = row;
  return { unit, step, person, role, fromAt: from_at, untilAt: until_at };
}

// One after the other: what was taken over may be handed on. A roster that came anew knows none of them.
function changed(
  shifts: readonly PlannedShift[],
  changes: readonly ShiftChange[],
): readonly PlannedShift[] {
  if (changes.length === 0) return shifts;
  const actions = new Map<string, ShiftChange[]>();
  for (const change of changes) actions.set(change.id, [...(actions.get(change.id) ?? []), change]);
  let now = shifts;
  // Those of one action change places at once.
  for (const action of actions.values())
    now = now.map((shift) => {
      const change = action.find((one) => isOf(one, shift));
      return change ? passedOn(shift, change.person) : shift;
    });
  return now;
}

function passedOn({ absent, ...shift }: PlannedShift, person: string): PlannedShift {
  const own = absent ?? shift.person;
  return { ...shift, person, ...(own !== person && { absent: own }) };
}

const isOf = ({ unit, step, fromAt, absent }: ShiftChange, shift: PlannedShift): boolean =>
  shift.unit === unit && shift.step === step && shift.fromAt === fromAt && shift.person === absent;

/** Everybody who ever stood in for somebody in a season, as its units recorded it or as it was handed over. */
export async function standInsIn(db: Db, season: string): Promise<readonly StoodIn[]> {
  const taken = await db
    .selectFrom('take_overs')
    .select(['post', 'person', 'absent', 'from_at', 'until_at'])
    .where('season', '=', season)
    .orderBy('seq')
    .execute();
  const handed = taken.map(({ post, person, absent, from_at, until_at }) => ({
    ...{ post, person, absent, fromAt: from_at, untilAt: until_at },
  }));
  return [...(await stoodIn(db, season)), ...handed];
}

/** Who was named for a post as a whole, by the logs of the units. */
export async function stoodIn(db: Db, season: string): Promise<readonly StoodIn[]> {
  const rows = await rareEvents(db, season, 'stoodIn').select('body').execute();
  return rows.flatMap(({ body }): StoodIn[] => {
    const event = JSON.parse(body) as UnitEvent;
    if (event.type !== 'stoodIn') return [];
    const { post, person, from, until } = event;
    return [{ post, person, fromAt: from, untilAt: until }];
  });
}
