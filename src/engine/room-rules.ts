import type { Duration, Title } from './season-plan.js';

/** Who serves on a room roster: in a room, over several rooms, or waiting to step in. */
export const ROOM_DUTIES = ['invigilator', 'patrol', 'reserve'] as const;
export type RoomDuty = (typeof ROOM_DUTIES)[number];

/** What is asked of whoever serves, as the registers know it (B2, B5, B6). */
export interface RoomRole {
  readonly recusal: boolean;
  readonly graduating: boolean;
  /** What he declared must have been confirmed by his school. */
  readonly confirmed: boolean;
  /** Courses that must have been passed by the day of the session; dispatched staff on both sides. */
  readonly training: readonly string[];
  readonly trainingLasts?: Duration;
  readonly source: string;
}

/** A rule pack of rooms: every figure quotes where it comes from, none stands in code. */
export interface RoomRules {
  readonly invigilators: { readonly perRoom: number; readonly source: string };
  /** Two of one school never share a room. */
  readonly schools: { readonly apart: boolean; readonly source: string };
  /**
   * The circulating scheme (推磨监考): nobody in a county of his own – units of this kind –, and the invigilators of a room
   * of at least so many. Absent: each county staffs its own rooms.
   */
  readonly circulating?: {
    readonly kind: string;
    readonly counties: number;
    readonly source: string;
  };
  /** At most so many rooms a patrol; every room has one. */
  readonly patrols: { readonly rooms: number; readonly source: string };
  readonly replacement: {
    /** Roles whose holders at the site decide it. */
    readonly by: readonly string[];
    /** What is recorded longer than this after it happened is shown as late. */
    readonly late: Duration;
    readonly source: string;
  };
  /**
   * The duty that cannot be reported while a roster is missing: of all sessions, or of the first; where it is owed session by
   * session, of its own. Absent: nothing hangs on rosters.
   */
  readonly drawn?: {
    readonly step: string;
    readonly sessions: 'all' | 'first';
    readonly source: string;
  };
  /** Why somebody enters a room while an exam is on; absent: entries are not kept here. */
  readonly entries?: {
    readonly reasons: readonly EntryReason[];
    /** What is recorded longer than this after it happened is shown as late. */
    readonly late: Duration;
    readonly source: string;
  };
  /** A reserve is held to what is asked of an invigilator: he may be one in a minute. */
  readonly roles: Readonly<Record<'invigilator' | 'patrol', RoomRole>>;
}

/** A reason of the closed list: nothing about a candidate can be written down with it. */
export interface EntryReason {
  readonly id: string;
  readonly title: Title;
}
