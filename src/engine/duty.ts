import type { Command, OralAct } from './command.js';
import type { CustodyPlan, CustodyRole } from './custody-plan.js';
import type { VaultPlan } from './vault-plan.js';

/** Milliseconds since the Unix epoch. The engine never reads a clock; it is told the time. */
export type EpochMs = number & { readonly __unit: 'EpochMs' };
export const epochMs = (ms: number): EpochMs => ms as EpochMs;

/** "Nothing more will fall due." A number, since `Infinity` does not survive JSON. */
export const NEVER = epochMs(Number.MAX_SAFE_INTEGER);

/** `<unit path>#<role>`: duties speak of posts; who holds one is looked up when a message is sent. */
export type Post = string;

/** The season's own log stands beside its units', under a path no unit can have. */
export const SEASON_PATH = '@';

export type Kind = 'task' | 'ask' | 'signed' | 'watch' | 'series' | 'gate';

/** Where a duty stands; shown as 启动、签收、已报送、退回整改、办结、免办、作废. */
export type Status =
  | 'open'
  | 'signed-for'
  | 'submitted'
  | 'returned'
  | 'accepted'
  | 'waived'
  | 'void';

/** Somebody higher up, and how long after the due instant he is told. */
export interface Rung {
  readonly afterMs: number;
  readonly to: Post;
  /** Shown to the coordinator first; the next rung is the same word to whom it is meant for. */
  readonly preview?: true;
}

/** The chain of responsibility of one duty, rungs ascending; the last repeats, a bounded number of times. */
export interface Ladder {
  readonly rungs: readonly Rung[];
  readonly repeat: { readonly everyMs: number; readonly times: number } | null;
}

/**
 * A field of a duty's form. `state` is the normal/abnormal question; abnormal asks for words. `rooms` are numbers by
 * room (`007:2 012:1`), only the exceptions said.
 */
export interface Field {
  readonly id: string;
  readonly type: 'number' | 'text' | 'yes' | 'state' | 'rooms';
  readonly required: boolean;
  /** The number that the plan knows: taken where none is said; another one is allowed, and seen to be. */
  readonly expected?: number;
  /** How many rooms the unit has. */
  readonly rooms?: number;
}

/** Numbers that must agree: the sum of the left fields is the sum of the right fields. */
export interface Check {
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Not more on the left than on the right. */
  readonly atMost?: true;
  /** In each room by itself: all its fields are by room. */
  readonly perRoom?: true;
}

/** One line of an `ask`, and the post that must answer it. */
export interface Line {
  readonly id: string;
  readonly by: Post;
}

/** Where a needed step stands: at this unit, its children, all below it, the unit above, the root, or one named. */
export type NeedScope = 'own' | 'children' | 'subtree' | 'parent' | 'root' | 'unit';

export interface Need {
  readonly step: string;
  readonly scope: NeedScope;
  /** Path of the unit meant by the scope `unit`. */
  readonly unit?: string;
}

/** An instant that hangs on something real: so long after another duty of this unit is done. */
export interface After {
  readonly duty: string;
  readonly offsetMs: number;
}

/**
 * From one instant until another. Where an edge hangs on an event, its instant is only planned: it
 * begins, or goes on, until the event has happened.
 */
export interface Span {
  readonly fromAt: EpochMs;
  readonly untilAt: EpochMs;
  readonly from: After | null;
  readonly until: After | null;
}

/** Due again and again: `everyMs` from the span's beginning, or at the listed instants within it. */
export interface Series extends Span {
  readonly everyMs: number | null;
  readonly instants: readonly EpochMs[] | null;
  readonly of: 'task' | 'ask' | 'signed';
  /** An occurrence opens so long before it is due. */
  readonly leadMs: number;
}

/** People on duty without a gap: a crew of heads and members, relieved at the end of each shift. */
export interface Watch extends Span {
  readonly minimum: number;
  readonly heads: number;
  readonly shiftMs: number;
  readonly withinMs: number;
  readonly graceMs: number;
  /** Whoever is on duty wears a badge, and its number stands in the shift change. */
  readonly badges?: true;
}

/**
 * One occurrence of a step at one unit, with absolute instants: what the unit's workflow follows.
 * Ids and numbers only; titles and texts stay in the store.
 */
export interface Duty {
  /** The step's id, or `<step>@<session>`: stable under a move. */
  readonly id: string;
  readonly step: string;
  readonly kind: Kind;
  /** 责任人: gets the reminders. */
  readonly doer: Post;
  /** 责任领导: stays answerable when the doing is handed on. */
  readonly answerable: Post;
  readonly openAt: EpochMs | null;
  readonly dueAt: EpochMs;
  /** Lead times before `dueAt`, the longest first. */
  readonly remindBeforeMs: readonly number[];
  /** Who else hears, at one of the reminders, that nothing has been said yet (零报告 T-10). */
  readonly warn?: readonly { readonly beforeMs: number; readonly to: Post }[];
  readonly ladder: Ladder;
  /** The acceptor has a clock and a ladder of his own, measured from the submission. */
  readonly accept: {
    readonly by: Post;
    readonly withinMs: number;
    readonly ladder: Ladder;
  } | null;
  readonly fields: readonly Field[];
  readonly checks: readonly Check[];
  readonly lines: readonly Line[];
  readonly sign: {
    readonly posts: readonly Post[];
    readonly withinMs: number;
    readonly ordered: boolean;
    /** A signature given by telephone counts, recorded by another (代录). */
    readonly oral?: true;
    /** No two of the signatories come from the same body. */
    readonly offices?: 'different';
    /** Who signs is on duty in this watch of the unit. */
    readonly onDuty?: string;
  } | null;
  readonly needs: readonly Need[];
  /** A department's system may complete it by a bare signal. */
  readonly systems: boolean;
  /** Opens without a word: whoever owes it knows. */
  readonly quiet?: true;
  /** The duty whose finding this one puts right; it closes when all of these have closed. */
  readonly parent: string | null;
  /** Its clock starts when another duty is done; until then `dueAt` is only planned and nothing is owed. */
  readonly after?: After;
  readonly series?: Series;
  readonly watch?: Watch;
  /** The series whose occurrence this is. */
  readonly ofSeries?: string;
  /** What was recorded for `by`, which he has to confirm himself: an act on the duty `of`. */
  readonly oral?: {
    readonly of: string | null;
    readonly by: string;
    readonly recordedBy: string;
    readonly done: OralAct;
  };
  /** Of a procedure that was begun: what its signatories confirm, word for word. */
  readonly about?: string;
  /** Of a procedure that was begun for a session: which. */
  readonly session?: string;
  /** With its report the session that it was begun for ends later. */
  readonly prolongs?: Prolonging;
  /** Nobody does it before this instant, unless a duty of the step `unless` is done (a higher body's approval). */
  readonly notBefore?: { readonly at: EpochMs; readonly unless: string };
  /** Of a consignment: done by what is said of its papers, never by a plain report. */
  readonly custody?: CustodyRole;
}

/** From which of a session's edges on its duties are due later. */
export type SessionEdge = 'start' | 'end';

/** What an approved extension moves, and who hears of the new end. */
export interface Prolonging {
  /** The field of its form that says by how many minutes. */
  readonly by: string;
  readonly from: SessionEdge;
  /** The longest that may be approved at once. */
  readonly mostMs: number;
  readonly tell: readonly Post[];
}

/** A session as it is planned. */
export interface PlannedSession {
  readonly id: string;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
}

/**
 * Duties that nobody owes until somebody begins them, all together and as often as it is needed (启用备用卷、听力设备故障).
 * Their instants count from `PROCEDURE_EPOCH`; the first of them is what the beginning is remembered by.
 */
export interface Procedure {
  readonly id: string;
  /** It is begun for one of the unit's sessions. */
  readonly session?: true;
  readonly duties: readonly Duty[];
}

/** Where the instants of a procedure's duties count from, until it is begun. */
export const PROCEDURE_EPOCH = epochMs(Date.UTC(2000, 0, 1));

/** What a participant does in a rehearsal, at which instant of the plan. */
export interface Scripted {
  readonly at: EpochMs;
  readonly command: Command;
}

/** The compiled plan of one unit, as stored and fetched by its hash: plain JSON. */
export interface UnitPlan {
  readonly season: string;
  readonly path: string;
  readonly kind: string;
  readonly title: string;
  readonly version: number;
  readonly coordinator: Post;
  /** The chain for duties added while the season runs. */
  readonly addedLadder: Ladder;
  /** Sorted by id, so that nothing depends on the order in which the plan was written. */
  readonly duties: readonly Duty[];
  /** What somebody begins when it is needed; absent where the plan has none. */
  readonly procedures?: readonly Procedure[];
  /** The sessions in which the unit owes something, in their order; only where a procedure is begun for one. */
  readonly sessions?: readonly PlannedSession[];
  /** Short Chinese titles by step: they make Temporal's own pages readable, nothing else. */
  readonly titles: Readonly<Record<string, string>>;
  readonly children: readonly {
    readonly path: string;
    readonly hash: string;
    readonly title: string;
  }[];
  /** Present in a rehearsal (演练): the participants' commands in plan order. */
  readonly script: readonly Scripted[] | null;
  /** Within what time a person confirms what was recorded for him; absent in plans of older builds. */
  readonly oral?: { readonly withinMs: number; readonly lateMs?: number };
  /** Of a consignment: the papers, their places and their legs. */
  readonly custody?: CustodyPlan;
  /** Of a vault: its two hands, its lock, its permit. */
  readonly vault?: VaultPlan;
}
