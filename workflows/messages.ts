import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { BoardRow } from '../src/engine/board.js';
import type { Clock } from '../src/engine/clock.js';
import type {
  CustodyAct,
  AnsweredLine,
  Answer,
  EpochMs,
  Form,
  Need,
  NewDuty,
  Source,
  Undelivered,
  UnitEvent,
  UnitPlan,
} from '../src/engine/model.js';
import { batchIn } from '../src/engine/custody-source.js';
import type { State } from '../src/engine/state.js';
import type { Hand, VaultAct } from '../src/engine/vault-plan.js';
import type { Effect } from './effects.js';

/** Messages and inputs name a plan by its hash; only a unit's own continue-as-new carries it whole. */
export interface UnitInput {
  readonly season: string;
  readonly path: string;
  readonly planVersion: number;
  readonly planHash: string;
  readonly clock: Clock;
  /** A season reseeded on a new server begins with the state its log gives. */
  readonly state?: State;
  /** Present only after continue-as-new. */
  readonly carried?: Carried;
}

export interface Carried {
  readonly plan: UnitPlan;
  readonly state: State;
  /** The last events of `state`, not yet in the store. */
  readonly unrecorded: readonly UnitEvent[];
  /** Last rows of occurrences that `state` knows no more, not yet in the store. */
  readonly forgotten?: readonly BoardRow[];
  /** Effects on others that were not finished. */
  readonly effects: readonly Effect[];
  readonly overdueClass: number;
}

export interface SeasonInput {
  readonly season: string;
  readonly title: string;
  readonly root: string;
  readonly planVersion: number;
  readonly planHash: string;
  readonly clock: Clock;
  readonly state?: State;
  readonly carried?: Carried;
}

/** Instants in messages: milliseconds, or ISO 8601 with an offset. */
export type Instant = number | string;

interface FromSender {
  readonly by: string;
  readonly key?: string;
  readonly happenedAt?: Instant;
  readonly recordedBy?: string;
}
export interface OnStep extends FromSender {
  readonly step: string;
  /** The session's id, or the number of the occurrence, where a step has several duties. */
  readonly occurrence?: string;
}
export interface Messages {
  readonly completeSteps: OnStep & { readonly form?: Form };
  readonly signFor: OnStep & { readonly promiseAt?: Instant };
  readonly answer: OnStep & { readonly lines: readonly AnsweredLine[] };
  readonly confirm: OnStep & { readonly post: string; readonly content: string };
  /** Goes off duty in the middle of a shift. */
  readonly leave: OnStep & { readonly person: string };
  readonly accept: OnStep & { readonly reason?: string };
  readonly return: OnStep & { readonly reason: string; readonly dueAt: Instant };
  readonly waive: OnStep & { readonly reason: string };
  readonly handOn: OnStep & { readonly to: string };
  readonly object: OnStep & { readonly reason: string };
  readonly amend: OnStep & { readonly form: Form; readonly reason: string };
  readonly custody: OnStep & {
    readonly act: CustodyAct['act'];
    readonly plate?: string;
    readonly aboard?: readonly string[];
    readonly others?: number;
    readonly post?: string;
    readonly reason?: string;
    readonly without?: readonly string[];
  };
  /** Gives or takes a vault's key or combination, or withdraws its permit. */
  readonly vault: OnStep & {
    readonly act: VaultAct['act'];
    readonly what?: Hand;
    readonly to?: string;
    readonly reason?: string;
  };
  /** A lock was opened. */
  readonly unlock: FromSender & { readonly place: string };
  readonly addStep: FromSender & {
    readonly duty: Omit<NewDuty, 'dueAt'> & { readonly dueAt: Instant };
    readonly source: Source;
  };
  readonly begin: FromSender & {
    readonly procedure: string;
    readonly about: string;
    /** Of a procedure for a session; absent: the one that runs, or the next within twelve hours. */
    readonly session?: string;
  };
  readonly standIn: FromSender & {
    readonly post: string;
    readonly person: string;
    readonly from: Instant;
    readonly until: Instant;
  };
  /** Any of the others, recorded for somebody: `as` names it. */
  readonly recordFor: FromSender & { readonly as: string; readonly recordedBy: string };
}

/** What whoever sends the words says of those that reached nobody; each item names its word. */
export interface DeliveryReport {
  readonly items: readonly (Omit<Undelivered, 'owedAt'> & { readonly owedAt: Instant })[];
}

/** What goes down the tree: each unit does it and tells its children. */
export type Instruction =
  | { readonly type: 'pause' | 'resume' | 'close'; readonly by: string; readonly key: string }
  | { readonly type: 'adopt'; readonly version: number; readonly hash: string };

export interface Overdue {
  /** Plan time; complete up to here, not to the time asked for: a clock stands between tasks. */
  readonly asOf: EpochMs;
  readonly seq: number;
  readonly steps: readonly BoardRow[];
  /** Why the store refused the unit's record; a person must look. */
  readonly alarm: string | null;
}

export interface Steps extends Overdue {
  readonly nextWakeAt: EpochMs | null;
  readonly planVersion: number;
  readonly unrecorded: number;
  readonly paused: boolean;
  readonly closed: boolean;
}

export interface Progress {
  readonly asOf: EpochMs;
  readonly seq: number;
  readonly done: number;
  readonly open: number;
  readonly overdue: number;
  readonly paused: boolean;
  readonly closed: boolean;
  readonly planVersion: number;
  readonly pendingEffects: number;
}

export interface GateQuestion {
  readonly gatePath: string;
  readonly needs: readonly Need[];
  readonly at: EpochMs;
}
export interface GateAnswer {
  readonly asOf: EpochMs;
  readonly nextWakeAt: EpochMs;
  readonly missing: readonly string[];
}

export const seasonId = (season: string): string => `season/${season}`;
export const unitId = (season: string, path: string): string => {
  const batch = batchIn(path);
  return batch === null ? `unit/${season}/${path}` : `consignment/${season}/${batch}`;
};
/** The workflow type that follows the unit at a path. */
export const unitType = (path: string): 'unit' | 'consignment' =>
  batchIn(path) === null ? 'unit' : 'consignment';

/** Where every packet of a consignment is. */
export interface CustodyBook {
  readonly asOf: EpochMs;
  readonly seq: number;
  readonly at: Readonly<Record<string, string>>;
  /** Duties that a difference has stopped. */
  readonly stopped: readonly string[];
}

/** The ways in from outside, by the names of the interfaces document. */
export const completeStep = defineSignal<[Messages['completeSteps']]>('completeStep');
export const instruct = defineSignal<[Instruction]>('instruct');
/** A smart lock's word: `{ place, by, happenedAt?, key? }`. */
export const lockOpened = defineSignal<[unknown]>('lockOpened');
export const custodyBook = defineQuery<CustodyBook>('custody');
/** Answers stand in the order of the items. */
export const completeSteps = defineUpdate<Answer[], [readonly Messages['completeSteps'][]]>(
  'completeSteps',
);
/** The same report again does nothing. */
export const reportDelivery = defineUpdate<Answer, [DeliveryReport]>('reportDelivery');
export const overdueSteps = defineQuery<Overdue, [{ readonly at?: Instant }?]>('overdueSteps');
export const steps = defineQuery<Steps, [{ readonly status?: readonly string[] }?]>('steps');
export const progress = defineQuery<Progress>('progress');
export const nextWakeQuery = defineQuery<{ readonly at: EpochMs | null }>('nextWake');
export const gateFacts = defineQuery<GateAnswer, [GateQuestion]>('gateFacts');
export const stateOf = defineQuery<{ readonly state: State; readonly planVersion: number }>(
  'state',
);
/** Season: pause, resume, close, or adopt another version of the plan. */
export const govern = defineUpdate<Answer, [Instruction]>('govern');
