import type { RoomDuty, RoomRules } from '../engine/room-rules.js';
import type { Reason } from '../registers/eligibility.js';

/** One person's place on a room roster, for one session at one site. */
export interface Seat {
  /** Row of the file that it came from, from 1. */
  readonly row: number;
  /** Path of the site. */
  readonly site: string;
  readonly session: string;
  readonly duty: RoomDuty;
  /** An invigilator's room; those that a patrol looks after; none of a reserve. */
  readonly rooms: readonly string[];
  readonly person: string;
  readonly name: string;
  /** As the roster says; empty: it does not. */
  readonly school: string;
  /** Path of the county that he comes from, as the roster says; empty: it does not. */
  readonly county: string;
}

/** What the registers say of somebody; `name` is null where they do not know him. */
export interface OnRegister {
  readonly name: string | null;
  readonly school: string;
  /** Path of his county; empty: not known, or he is nobody's. */
  readonly county: string;
}

/** All that a roster is held against. */
export interface RoomWorld {
  readonly rules: RoomRules;
  /** Path of the county that a site lies in. */
  countyOf(site: string): string;
  person(id: string): OnRegister;
  /** What bars him from this place on the day of its session; nothing where nothing does. */
  barredBy(seat: Seat): readonly Reason[];
  /** Whether two sessions share any time; each does with itself. */
  meet(one: string, other: string): boolean;
  /** Where a duty of the season has him elsewhere in these hours; null: nowhere. */
  engagedAt(seat: Seat): string | null;
}

export type RoomFaultCode =
  | 'room-short'
  | 'room-full'
  | 'same-school'
  | 'school-unknown'
  | 'own-county'
  | 'same-county'
  | 'county-unknown'
  | 'county-differs'
  | 'patrol-missing'
  | 'patrol-second'
  | 'patrol-rooms'
  | 'patrol-elsewhere'
  | 'twice'
  | 'engaged'
  | 'name-differs'
  | 'not-eligible';

/** The column of the roster that a fault is about. */
export type SeatField = 'room' | 'person' | 'name' | 'school' | 'county';

/** What speaks against a place on the roster. The sentences stand in the catalogue of texts. */
export interface RoomFault {
  readonly seat: Seat;
  readonly code: RoomFaultCode;
  readonly field: SeatField;
  /** The other person, place, room or number that is meant. */
  readonly about: string;
  readonly reasons: readonly Reason[];
}

export const roomFault = (
  seat: Seat,
  code: RoomFaultCode,
  field: SeatField,
  about = '',
  reasons: readonly Reason[] = [],
): RoomFault => ({ seat, code, field, about, reasons });

/** Names as people write them are the same whatever blanks and widths they are written with. */
export const plainName = (name: string): string => name.normalize('NFKC').replace(/\s/g, '');

/** Where a seat is, for people: site, session, rooms. */
export const placeOf = ({ site, session, rooms }: Seat): string =>
  [site, session, rooms.join('、')].filter(Boolean).join(' ');
