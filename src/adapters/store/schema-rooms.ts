/** The table of room rosters, as `migration-0015.ts` makes it. */
export interface RoomTables {
  room_entries: RoomEntriesTable;
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
