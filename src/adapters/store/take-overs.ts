import type { Kysely, Selectable } from 'kysely';
import { inGroups } from './rows.js';
import type { Db, Tables } from './schema.js';

/** One post that somebody serves on in another's place. Instants of the plan, but `at`: real time. */
export interface TakeOver {
  /** Of the action; what was handed over in one go bears one. */
  readonly id: string;
  readonly season: string;
  readonly post: string;
  readonly absent: string;
  readonly absentName: string;
  readonly person: string;
  readonly name: string;
  readonly title: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

/** One shift that is another's now: of a watch at a unit, by its beginning. */
export interface ShiftChange {
  readonly id: string;
  readonly season: string;
  readonly unit: string;
  readonly step: string;
  readonly fromAt: number;
  readonly absent: string;
  readonly person: string;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

/** Who serves in another's place, for a time. */
export function takeOversOn(db: Kysely<Tables>) {
  return {
    /** All of an action, or nothing; the same action again changes nothing. */
    put: (takeOvers: readonly TakeOver[], changes: readonly ShiftChange[]) =>
      db.transaction().execute(async (trx) => {
        await inGroups(takeOvers.map(toRow), (group) =>
          trx
            .insertInto('take_overs')
            .values(group)
            .onConflict((conflict) =>
              conflict.columns(['season', 'post', 'absent', 'id']).doNothing(),
            )
            .execute(),
        );
        await inGroups(changes.map(toChangeRow), (group) =>
          trx
            .insertInto('shift_changes')
            .values(group)
            .onConflict((conflict) =>
              conflict.columns(['season', 'unit', 'step', 'from_at', 'absent', 'id']).doNothing(),
            )
            .execute(),
        );
      }),
    /** Those of an instant, in their order. */
    ofPosts: async (season: string, posts: readonly string[], at: number) => {
      if (posts.length === 0) return [];
      const rows = await current(db, season, at).where('post', 'in', posts).execute();
      return rows.map(toTakeOver);
    },
    /** What somebody has taken over and serves on at an instant. */
    servedBy: async (season: string, person: string, at: number) => {
      const rows = await current(db, season, at).where('person', '=', person).execute();
      return rows.map(toTakeOver);
    },
    /** All of a season, the last first. */
    all: async (season: string): Promise<readonly TakeOver[]> => {
      const rows = await inSeason(db, season).orderBy('seq', 'desc').execute();
      return rows.map(toTakeOver);
    },
    /** All of an action, whatever the season. */
    ofAction: async (id: string): Promise<readonly TakeOver[]> => {
      const rows = await db
        .selectFrom('take_overs')
        .selectAll()
        .where('id', '=', id)
        .orderBy('seq')
        .execute();
      return rows.map(toTakeOver);
    },
    changesOfAction: async (id: string): Promise<readonly ShiftChange[]> => {
      const rows = await db
        .selectFrom('shift_changes')
        .selectAll()
        .where('id', '=', id)
        .orderBy('seq')
        .execute();
      return rows.map(toChange);
    },
    /** The absent is back: from that instant of the plan on it ends. What lies behind stays. */
    end: async (id: string, season: string, at: number): Promise<void> => {
      await db
        .updateTable('take_overs')
        .set({ until_at: at })
        .where('id', '=', id)
        .where('season', '=', season)
        .where('until_at', '>', at)
        .execute();
    },
  };
}

const inSeason = (db: Db, season: string) =>
  db.selectFrom('take_overs').selectAll().where('season', '=', season);

const current = (db: Db, season: string, at: number) =>
  inSeason(db, season).where('from_at', '<=', at).where('until_at', '>', at).orderBy('seq');

/** The changes of a season's shifts, in their order. */
export async function shiftChangesIn(db: Db, season: string): Promise<readonly ShiftChange[]> {
  const rows = await db
    .selectFrom('shift_changes')
    .selectAll()
    .where('season', '=', season)
    .orderBy('seq')
    .execute();
  return rows.map(toChange);
}

function toRow({ absentName, fromAt, untilAt, ...rest }: TakeOver) {
  return { ...rest, absent_name: absentName, from_at: fromAt, until_at: untilAt };
}

const toChangeRow = ({ fromAt, ...rest }: ShiftChange) => ({ ...rest, from_at: fromAt });

function toTakeOver(row: Selectable<Tables['take_overs']>): TakeOver {
  const { seq: _seq, absent_name, from_at, until_at, ...rest } = row;
  return { ...rest, absentName: absent_name, fromAt: from_at, untilAt: until_at };
}

function toChange(row: Selectable<Tables['shift_changes']>): ShiftChange {
  const { seq: _seq, from_at, ...rest } = row;
  return { ...rest, fromAt: from_at };
}
