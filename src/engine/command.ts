import type { EpochMs, Ladder, Post, UnitPlan } from './duty.js';
import type { Firing } from './event.js';
import type { VaultAct } from './vault-plan.js';

export type FormValue = string | number | boolean;
export type Form = Readonly<Record<string, FormValue>>;

/** Who acts, and how we know of it. Every command of a person or a system carries it. */
export interface Sender {
  readonly by: string;
  /** The client's idempotency key: one per item and intent, the same on every retry. */
  readonly key?: string;
  /** When it happened, where it was recorded later (先口头、后补录). */
  readonly happenedAt?: EpochMs;
  /** Who typed it in for `by` (代录). */
  readonly recordedBy?: string;
  /** Came by a bare signal: an unverified sender. */
  readonly unverified?: true;
}

export interface OnDuty extends Sender {
  readonly step: string;
  readonly occurrence?: string;
}

export interface AnsweredLine {
  readonly line: string;
  readonly state: 'normal' | 'abnormal';
  readonly note?: string;
}

/** A duty that a meeting, an instruction, an inspection or an incident adds to a running season. */
export interface NewDuty {
  readonly id: string;
  readonly title: string;
  readonly dueAt: EpochMs;
  readonly doer?: Post;
  readonly answerable?: Post;
  readonly remindBeforeMs?: readonly number[];
  readonly ladder?: Ladder;
  readonly acceptBy?: Post;
  readonly acceptWithinMs?: number;
  readonly parent?: string;
}

export interface Source {
  /** The unit itself: `oral` for somebody's word that another has recorded, `custody` for an alarm, `procedure` for one begun. */
  readonly type:
    | 'meeting'
    | 'instruction'
    | 'inspection'
    | 'incident'
    | 'superior'
    | 'oral'
    | 'custody'
    | 'procedure';
  readonly number?: string;
  readonly by: string;
}

/** A word that reached nobody on a post: no way to anybody there, or no answer in time. */
export interface Undelivered extends Firing {
  readonly to: Post;
  readonly outcome: 'undeliverable' | 'unanswered';
  /** For the record, in few words; no address. */
  readonly reason: string;
}

/** What is done with papers on their way, besides what two and two confirm. */
export type CustodyAct =
  | {
      readonly act: 'depart';
      readonly plate: string;
      /** The posts of the crew that are aboard. */
      readonly aboard: readonly Post[];
      /** How many others are: none may be. */
      readonly others: number;
    }
  | { readonly act: 'call' }
  | { readonly act: 'arrive' }
  /** Somebody of the crew gets off on the way. */
  | { readonly act: 'alight'; readonly post: Post }
  /** Lets a stopped handover go on; these packets stay where they are. */
  | { readonly act: 'settle'; readonly reason: string; readonly without: readonly string[] };

/** What can be done to a unit's duties. `tick` is the passing of time and nothing else. */
export type Command =
  | { readonly type: 'tick' }
  | (OnDuty & { readonly type: 'complete'; readonly form?: Form })
  | (OnDuty & { readonly type: 'signFor'; readonly promiseAt?: EpochMs })
  | (OnDuty & { readonly type: 'answer'; readonly lines: readonly AnsweredLine[] })
  | (OnDuty & { readonly type: 'confirm'; readonly post: Post; readonly content: string })
  /** Goes off duty before the shift is over. */
  | (OnDuty & { readonly type: 'leave'; readonly person: string })
  | (OnDuty & { readonly type: 'accept'; readonly reason?: string })
  | (OnDuty & { readonly type: 'return'; readonly reason: string; readonly dueAt: EpochMs })
  | (OnDuty & { readonly type: 'waive'; readonly reason: string })
  | (OnDuty & { readonly type: 'handOn'; readonly to: Post })
  | (OnDuty & { readonly type: 'object'; readonly reason: string })
  | (OnDuty & { readonly type: 'amend'; readonly form: Form; readonly reason: string })
  | (OnDuty & { readonly type: 'custody' } & CustodyAct)
  | (OnDuty & { readonly type: 'vault' } & VaultAct)
  | (Sender & { readonly type: 'addStep'; readonly duty: NewDuty; readonly source: Source })
  /** Begins a procedure of the plan: `about` says what for, and is what its signatories confirm. */
  | (Sender & {
      readonly type: 'begin';
      readonly procedure: string;
      readonly about: string;
      /** Of a procedure that is begun for a session; absent: the one that runs, or starts next. */
      readonly session?: string;
    })
  | (Sender & {
      readonly type: 'standIn';
      readonly post: Post;
      readonly person: string;
      readonly from: EpochMs;
      readonly until: EpochMs;
    })
  | (Firing & {
      readonly type: 'judge';
      readonly missing: readonly string[];
      readonly silent: readonly string[];
    })
  /** From whoever sends the words. Word and post are its key: the same again does nothing. */
  | { readonly type: 'reportDelivery'; readonly items: readonly Undelivered[] }
  /** A lock says that it was opened; it may come by a bare signal. */
  | (Sender & { readonly type: 'unlock'; readonly place: string })
  | (Sender & { readonly type: 'pause' })
  | (Sender & { readonly type: 'resume' })
  | (Sender & { readonly type: 'close' })
  | { readonly type: 'adopt'; readonly plan: UnitPlan; readonly hash: string }
  | (Sender & { readonly type: 'unreadable'; readonly text: string });

/** What one may record for another who spoke by telephone. */
export type OralAct =
  | DutyCommand['type']
  | Extract<Command['type'], 'addStep' | 'begin' | 'standIn'>;

export type DutyCommand = Extract<Command, OnDuty>;

/** Why the unit said no. The sentences stand in the catalogue of texts. */
export type Refusal =
  | 'unknown-step'
  | 'which-occurrence'
  | 'already-done'
  | 'not-submitted'
  | 'key-reused'
  | 'not-for-systems'
  | 'wrong-kind'
  | 'needs-open'
  | 'children-open'
  | 'field-missing'
  | 'field-unknown'
  | 'field-type'
  | 'field-range'
  | 'numbers-differ'
  | 'rooms-unreadable'
  | 'room-unknown'
  | 'room-twice'
  | 'abnormal-needs-words'
  | 'unknown-line'
  | 'not-a-signatory'
  | 'signed-already'
  | 'same-person'
  | 'out-of-order'
  | 'content-differs'
  | 'lines-silent'
  | 'not-begun'
  | 'bad-crew'
  | 'crew-too-small'
  | 'not-on-duty'
  | 'watch-over'
  | 'own-acceptance'
  | 'due-in-past'
  | 'reason-missing'
  | 'promise-in-past'
  | 'promise-too-far'
  | 'promise-pending'
  | 'handed-on-before'
  | 'only-the-speaker'
  | 'oral-signature'
  | 'custody-only'
  | 'custody-elsewhere'
  | 'custody-stopped'
  | 'custody-not-stopped'
  | 'custody-unreadable'
  | 'custody-order'
  | 'wrong-plate'
  | 'others-aboard'
  | 'not-of-the-crew'
  | 'escort-too-small'
  | 'unknown-place'
  | 'unknown-packet'
  | 'too-early'
  | 'badge-missing'
  | 'hands-joined'
  | 'hands-differ'
  | 'hands-held'
  | 'hands-not-out'
  | 'not-the-holder'
  | 'not-offered'
  | 'duplicate-id'
  | 'unknown-procedure'
  | 'about-missing'
  | 'unknown-session'
  | 'which-session'
  | 'session-over'
  | 'session-needless'
  | 'bad-id'
  | 'unreadable'
  | 'paused-before'
  | 'not-paused'
  | 'closed';

/** `at` is the plan's time at which the unit decided; `detail` names the field, line or step meant. */
export interface Answer {
  readonly at: EpochMs;
  readonly refused?: Refusal;
  readonly detail?: string;
  /** Since when it has been done, where that is the reason. */
  readonly since?: EpochMs;
  /** What it needs elsewhere is being asked about anew: a second try some seconds later may pass. */
  readonly asked?: true;
  /** Of a procedure that was begun: how many times it has been, this one included. */
  readonly ordinal?: number;
  /** The session that a procedure was begun for. */
  readonly session?: string;
  /** Refused, and yet it had consequences: what was said is on record, and somebody hears of it. */
  readonly noted?: true;
}
