import type { DeviceSource, Moment } from '../engine/season-plan.js';

/** A person of the register (人员库), shared by all seasons; never an identity number. */
export interface Person {
  readonly person: string;
  readonly name: string;
  readonly department: string;
  /** Day of the recusal declaration (回避声明), `YYYY-MM-DD`; empty: none yet. */
  readonly declared: string;
  /** A child or direct relative sits the exam. */
  readonly relative: boolean;
  /** Teaches the graduating class. */
  readonly graduating: boolean;
}

/** People, departments and devices that all seasons share; a list is null where there is no such file. */
export interface Registers {
  readonly people: ReadonlyMap<string, Person> | null;
  readonly departments: ReadonlyMap<string, { readonly zh: string; readonly en: string }> | null;
  readonly devices: readonly DeviceSource[] | null;
}

/** Registers as far as they could be read: of what refers to a broken one nothing can be said. */
export interface ReadRegisters extends Registers {
  readonly broken: boolean;
}

/** Who is on duty in a watch: a row of roster.csv. `from` and `to` are moments. */
export interface RosterRow {
  readonly unit: string;
  readonly step: string;
  readonly from: Moment;
  readonly to: Moment;
  readonly person: string;
  readonly role: 'head' | 'member';
}
