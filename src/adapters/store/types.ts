import type { BoardRow } from '../../engine/board.js';
import type { EpochMs, Post, Status, UnitEvent, UnitPlan } from '../../engine/model.js';
import type { PostHolder, SeasonPlan, StepSource, Title } from '../../engine/season-plan.js';
import type { SeasonStatus } from './schema.js';

export type { SeasonStatus } from './schema.js';

/** What a unit's workflow hands over in one write: plain JSON. */
export interface UnitRecord {
  readonly season: string;
  readonly path: string;
  /** Seq of `events[0]`; without events, the seq the next one will have. */
  readonly firstSeq: number;
  readonly events: readonly UnitEvent[];
  /** How the touched duties stand after the last of these events. */
  readonly rows: readonly BoardRow[];
  /** Plan time up to which all this is true. */
  readonly asOf: EpochMs;
  /** The sentinel watches this: passed without a record means the unit is stuck. */
  readonly nextWakeAt: EpochMs | null;
  /** The unit's state after the last event, now and then. */
  readonly snapshot?: unknown;
}

export interface PlanCommit {
  readonly plan: SeasonPlan;
  readonly posts: readonly PostHolder[];
  /** Of the plan's content: the same content again is the same version. */
  readonly hash: string;
  readonly unitPlans: readonly {
    readonly path: string;
    readonly hash: string;
    readonly body: UnitPlan;
  }[];
  /** Rows of duties before anything happened, by unit path. */
  readonly boardRows: Readonly<Record<string, readonly BoardRow[]>>;
  readonly rehearsal: boolean;
  /** The roster of its watches, where it has one. */
  readonly shifts?: readonly PlannedShift[];
  /** Maps plan time to real time; any JSON. */
  readonly clock: unknown;
  /** A season that begins only shows what it would send until then, plan time; `by`: who wants it so. */
  readonly shadow?: { readonly until: EpochMs; readonly by: string };
}

/** Somebody on duty in a watch, by the roster. */
export interface PlannedShift {
  readonly unit: string;
  readonly step: string;
  readonly person: string;
  readonly role: 'head' | 'member';
  /** Whose shift it is by the roster, where another has it now. */
  readonly absent?: string;
  readonly fromAt: number;
  readonly untilAt: number;
}

/** Somebody who stands in for the holder of a post (顶岗). */
export interface StoodIn {
  readonly post: Post;
  readonly person: string;
  /** Whose duties were handed over to him; absent: the post's, whoever holds it. */
  readonly absent?: string;
  readonly fromAt: number;
  readonly untilAt: number;
}

export interface Season {
  readonly id: string;
  readonly title: Title;
  readonly status: SeasonStatus;
  readonly version: number;
  readonly planHash: string;
  readonly timezone: string;
  readonly examDay: string;
  readonly rehearsal: boolean;
  readonly clock: unknown;
  readonly coordinator: Post;
  /** Real time of the first commit. */
  readonly startedAt: EpochMs;
}

export interface PlanVersion {
  readonly season: string;
  readonly version: number;
  readonly hash: string;
  readonly plan: SeasonPlan;
  readonly posts: readonly PostHolder[];
  readonly createdAt: EpochMs;
}

export interface Unit {
  readonly season: string;
  readonly path: string;
  readonly kind: string;
  readonly title: Title;
  readonly parent: string | null;
  /** Seq of the last recorded event, 0 when there is none. */
  readonly head: number;
  readonly asOf: EpochMs | null;
  /** Plan time; before the first record, the first word that the unit owes. */
  readonly nextWakeAt: EpochMs | null;
  /** Real time of the last record. */
  readonly recordedAt: EpochMs | null;
  readonly alarm: string | null;
}

/** A duty with all that a list shows of it: its row of the board, and what the plan says of its step. */
export interface DutyView extends Omit<BoardRow, 'title'> {
  readonly season: string;
  readonly path: string;
  readonly unit: { readonly kind: string; readonly title: Title; readonly asOf: EpochMs | null };
  readonly session: string | null;
  /** What the session is called; null: none, or an occurrence by its number. */
  readonly sessionTitle: Title | null;
  /** A duty added at run time has one title for both languages, and neither phase nor label. */
  readonly title: Title;
  readonly phase: string | null;
  readonly label: StepSource['label'] | null;
  readonly source: string | null;
  /** The row tells the state after this event of the unit. */
  readonly seq: number;
}

export interface DutyFilter {
  readonly season?: string;
  /** This unit and all below it. */
  readonly under?: string;
  /** This unit alone. */
  readonly path?: string;
  /** Path of a department: what it owes, and what its posts do or answer for at other units. */
  readonly department?: string;
  readonly phase?: string;
  /** Exactly this many rungs told. */
  readonly level?: number;
  readonly step?: string;
  readonly status?: readonly Status[];
  readonly limit?: number;
}

export interface OverdueFilter extends DutyFilter {
  /** Plan time: one for all, or one by season – then only these seasons are looked at. */
  readonly at: EpochMs | Readonly<Record<string, EpochMs>>;
}

export interface RecordedEvent {
  readonly season: string;
  readonly path: string;
  readonly seq: number;
  readonly event: UnitEvent;
  /** Real time. */
  readonly recordedAt: EpochMs;
}

/** One event that one post must hear of. */
export interface Notice {
  readonly id: number;
  readonly season: string;
  readonly path: string;
  readonly seq: number;
  readonly duty: string | null;
  /** The action of a word told (`remind`, `escalate` …), else the type of the event. */
  readonly kind: string;
  readonly to: Post;
  /** Plan time. */
  readonly owedAt: EpochMs;
  readonly firedAt: EpochMs;
  /** Real time. */
  readonly recordedAt: EpochMs;
  readonly event: UnitEvent;
  readonly state: 'pending' | 'handed';
  readonly handedAt: EpochMs | null;
}

/** What a gate needs to judge a subtree: how far each unit's rows are true, and how they stand. */
export interface GateFacts {
  readonly units: readonly Unit[];
  readonly duties: readonly {
    readonly path: string;
    readonly duty: string;
    readonly step: string;
    readonly status: Status;
    readonly acceptedAt: EpochMs | null;
  }[];
}

export interface StuckQuery {
  readonly season: string;
  /** Plan time: a wake-up owed before this has passed without a record. */
  readonly wakeBefore: EpochMs;
}

/** The store and the workflow tell different stories of one unit: no retry may paper over it. */
export class RecordConflict extends Error {
  override readonly name = 'RecordConflict';
}

/** Another plan holds this version already, or a version is left out. */
export class PlanConflict extends Error {
  override readonly name = 'PlanConflict';
}
