import type { Generated } from 'kysely';

/** The tables of whoever serves in another's place, as `migration-0010.ts` makes them. */
export interface TakeOverTables {
  take_overs: TakeOversTable;
  shift_changes: ShiftChangesTable;
}

/** `person` serves on `post` in place of `absent`, from an instant of the plan on until before another. */
interface TakeOversTable {
  seq: Generated<number>;
  /** Of the action; what was handed over in one go bears one. */
  id: string;
  season: string;
  post: string;
  absent: string;
  absent_name: string;
  person: string;
  name: string;
  /** The title that he bears where he serves himself. */
  title: string;
  from_at: number;
  until_at: number;
  reason: string;
  by: string;
  /** Real time. */
  at: number;
}

/** The shift of `absent` that begins at `from_at` is `person`'s; later changes speak of whose it was then. */
interface ShiftChangesTable {
  seq: Generated<number>;
  id: string;
  season: string;
  unit: string;
  step: string;
  from_at: number;
  absent: string;
  person: string;
  reason: string;
  by: string;
  at: number;
}
