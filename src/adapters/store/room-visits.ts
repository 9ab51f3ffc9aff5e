import type { Kysely } from 'kysely';
import { RoomsMoved } from './rooms.js';
import type { Tables } from './schema.js';

/** Whose list: one session at one site. */
export interface VisitSheet {
  readonly season: string;
  readonly session: string;
  readonly site: string;
}

/** A line of it; `body` is plain JSON. */
export interface NewRoomVisit {
  /** Real time. */
  readonly at: number;
  readonly by: string;
  readonly body: unknown;
}

/** Who entered rooms and left them: lists that only grow. */
export function roomVisitsOn(db: Kysely<Tables>) {
  return {
    /** The bodies of the lines, in their order. */
    of: async ({ season, session, site }: VisitSheet): Promise<readonly unknown[]> => {
      const rows = await db
        .selectFrom('room_visits')
        .select('body')
        .where('season', '=', season)
        .where('session', '=', session)
        .where('site', '=', site)
        .orderBy('nth')
        .execute();
      return rows.map(({ body }) => JSON.parse(body));
    },
    /** Adds a line after so many; throws `RoomsMoved` where there are more already. */
    add: async (sheet: VisitSheet, after: number, visit: NewRoomVisit): Promise<void> => {
      const { season, session, site } = sheet;
      const { at, by, body } = visit;
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('room_visits')
        .values({ season, session, site, nth: after + 1, at, by, body: JSON.stringify(body) })
        .onConflict((on) => on.columns(['season', 'session', 'site', 'nth']).doNothing())
        .executeTakeFirst();
      if (Number(numInsertedOrUpdatedRows ?? 0) === 0) throw new RoomsMoved(season);
    },
  };
}
