import type { Generated } from 'kysely';

/** The tables of the registers, as `migration-0004.ts` makes them. */
export interface RegisterTables {
  register_entries: RegisterEntriesTable;
  register_contacts: RegisterContactsTable;
  shifts: ShiftsTable;
}

/** Every state that an entry ever had; `body` is JSON. */
interface RegisterEntriesTable {
  seq: Generated<number>;
  kind: string;
  id: string;
  /** The person of a declaration or training, the department of a person, the unit of a device; empty: none. */
  owner: string;
  /** What people look for it by. */
  label: string;
  rev: number;
  /** 1 for the last state, else 0. */
  is_current: number;
  /** Valid from this instant, by real time, until the next revision's. */
  at: number;
  by: string;
  body: string;
}

/** Ways to reach a person, sealed. Only the present ones are kept. */
interface RegisterContactsTable {
  person: string;
  field: 'phone' | 'mail';
  sealed: string;
  /** The same for the same number: for looking it up. */
  print: string;
}

interface ShiftsTable {
  season: string;
  unit: string;
  step: string;
  person: string;
  role: 'head' | 'member';
  from_at: number;
  until_at: number;
}
