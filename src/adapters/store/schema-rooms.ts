/** The tables of room rosters and of who entered rooms, as `migration-0015.ts` and `migration-0016.ts` make them. */
export interface RoomTables {
  room_entries: RoomEntriesTable;
  room_visits: RoomVisitsTable;
}

/** Somebody entered a room or left it. Never changed, never deleted. */
interface RoomVisitsTable {
  season: string;
  session: string;
  site: string;
  /** Counts the lines of a session at a site from 1. */
  nth: number;
  /** Real time. */
  at: number;
  by: string;
  /** JSON. */
  body: string;
}

/** A roster that was accepted, or a replacement on the one before it. Never changed, never deleted. */
interface RoomEntriesTable {
  season: string;
  /** Counts the entries of a season from 1: two who write at once cannot both have the same. */
  nth: number;
  kind: string;
  session: string;
  site: string;
  /** Real time. */
  at: number;
  by: string;
  hash: string;
  /** JSON. */
  body: string;
}
