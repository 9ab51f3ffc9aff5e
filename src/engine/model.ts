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

/** A field of a duty's form. `state` is the normal/abnormal question; abnormal asks for words. */
export interface Field {
  readonly id: string;
  readonly type: 'number' | 'text' | 'yes' | 'state';
  readonly required: boolean;
}

/** Numbers that must agree: the sum of the left fields is the sum of the right fields. */
export interface Check {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** One line of an `ask`, and the post that must answer it. */
export interface Line {
  readonly id: string;
  readonly by: Post;
}

/** Where a needed step stands: at this unit, its children, all below it, the unit above, or the root. */
export type NeedScope = 'own' | 'children' | 'subtree' | 'parent' | 'root';

export interface Need {
  readonly step: string;
  readonly scope: NeedScope;
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
  } | null;
  readonly needs: readonly Need[];
  /** A department's system may complete it by a bare signal. */
  readonly systems: boolean;
  /** The duty whose finding this one puts right; it closes when all of these have closed. */
  readonly parent: string | null;
  /** Its clock starts when another duty is done; until then `dueAt` is only planned and nothing is owed. */
  readonly after?: After;
  readonly series?: Series;
  readonly watch?: Watch;
}

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
  /** Short Chinese titles by step: they make Temporal's own pages readable, nothing else. */
  readonly titles: Readonly<Record<string, string>>;
  readonly children: readonly {
    readonly path: string;
    readonly hash: string;
    readonly title: string;
  }[];
  /** Present in a rehearsal (演练): the participants' commands in plan order. */
  readonly script: readonly Scripted[] | null;
}

export type Action = 'open' | 'remind' | 'due' | 'escalate' | 'gate';

/** One word owed about one duty at one instant. Duty, side, action, rung and instant name it for ever. */
export interface Firing {
  readonly duty: string;
  readonly action: Action;
  /** Counts within the action, from 0; -1 where there is only one. */
  readonly rung: number;
  readonly owedAt: EpochMs;
  /** The acceptor's clock, not the owner's. */
  readonly side: 'owner' | 'acceptor';
}

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
  readonly type: 'meeting' | 'instruction' | 'inspection' | 'incident' | 'superior';
  readonly number?: string;
  readonly by: string;
}

/** What can be done to a unit's duties. `tick` is the passing of time and nothing else. */
export type Command =
  | { readonly type: 'tick' }
  | (OnDuty & { readonly type: 'complete'; readonly form?: Form })
  | (OnDuty & { readonly type: 'signFor'; readonly promiseAt?: EpochMs })
  | (OnDuty & { readonly type: 'answer'; readonly lines: readonly AnsweredLine[] })
  | (OnDuty & { readonly type: 'confirm'; readonly post: Post; readonly content: string })
  | (OnDuty & { readonly type: 'accept'; readonly reason?: string })
  | (OnDuty & { readonly type: 'return'; readonly reason: string; readonly dueAt: EpochMs })
  | (OnDuty & { readonly type: 'waive'; readonly reason: string })
  | (OnDuty & { readonly type: 'handOn'; readonly to: Post })
  | (OnDuty & { readonly type: 'object'; readonly reason: string })
  | (OnDuty & { readonly type: 'amend'; readonly form: Form; readonly reason: string })
  | (Sender & { readonly type: 'addStep'; readonly duty: NewDuty; readonly source: Source })
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
  | (Sender & { readonly type: 'pause' })
  | (Sender & { readonly type: 'resume' })
  | (Sender & { readonly type: 'close' })
  | { readonly type: 'adopt'; readonly plan: UnitPlan; readonly hash: string }
  | (Sender & { readonly type: 'unreadable'; readonly text: string });

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
  | 'numbers-differ'
  | 'abnormal-needs-words'
  | 'unknown-line'
  | 'not-a-signatory'
  | 'signed-already'
  | 'same-person'
  | 'out-of-order'
  | 'content-differs'
  | 'own-acceptance'
  | 'due-in-past'
  | 'reason-missing'
  | 'promise-in-past'
  | 'promise-too-far'
  | 'promise-pending'
  | 'handed-on-before'
  | 'duplicate-id'
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
}

interface Fact extends Sender {
  readonly at: EpochMs;
  /** Ordinal in the rehearsal's script, where the command came from there. */
  readonly scripted?: number;
  /** Who must hear of it. Whatever carries `to` becomes a notice in the outbox. */
  readonly to?: readonly Post[];
}
interface DutyFact extends Fact {
  readonly duty: string;
}

export interface Told extends Firing {
  readonly type: 'told';
  readonly at: EpochMs;
  readonly to: readonly Post[];
  /** The rung came because a promise was broken. */
  readonly broken?: true;
}

/** What happened to a unit, in its order, for ever: the n-th event has seq n. */
export type UnitEvent =
  | Told
  /** Missed during an outage and overtaken by a newer word on the same duty. */
  | (Firing & { readonly type: 'superseded'; readonly at: EpochMs })
  | (Firing & { readonly type: 'asked'; readonly at: EpochMs })
  | (Firing & {
      readonly type: 'judged';
      readonly at: EpochMs;
      readonly missing: readonly string[];
      readonly silent: readonly string[];
      readonly to: readonly Post[];
    })
  | (DutyFact & { readonly type: 'signedFor'; readonly promiseAt?: EpochMs })
  | (DutyFact & { readonly type: 'answered'; readonly lines: readonly AnsweredLine[] })
  | (DutyFact & { readonly type: 'confirmed'; readonly post: Post; readonly content: string })
  | (DutyFact & { readonly type: 'lapsed' })
  | (DutyFact & { readonly type: 'submitted'; readonly form?: Form; readonly abnormal?: true })
  | (DutyFact & { readonly type: 'accepted'; readonly reason?: string })
  | (DutyFact & { readonly type: 'returned'; readonly reason: string; readonly dueAt: EpochMs })
  | (DutyFact & { readonly type: 'waived'; readonly reason: string })
  | (DutyFact & { readonly type: 'voided' })
  | (DutyFact & { readonly type: 'handedOn'; readonly doer: Post })
  | (DutyFact & { readonly type: 'objected'; readonly reason: string })
  | (DutyFact & { readonly type: 'amended'; readonly form: Form; readonly reason: string })
  | (DutyFact & {
      readonly type: 'added';
      readonly added: Duty;
      readonly title: string;
      readonly source: Source;
    })
  | (Fact & {
      readonly type: 'stoodIn';
      readonly post: Post;
      readonly person: string;
      readonly from: EpochMs;
      readonly until: EpochMs;
    })
  | (Fact & { readonly type: 'paused' | 'resumed' | 'closed' })
  | {
      readonly type: 'adopted';
      readonly at: EpochMs;
      readonly version: number;
      readonly hash: string;
    }
  | (Fact & {
      readonly type: 'refused';
      readonly command: Command['type'];
      readonly duty?: string;
      readonly reason: Refusal;
      readonly detail?: string;
      readonly since?: EpochMs;
    });

/** A signature of a `signed` duty: an index into its posts. */
export interface Signature {
  readonly post: number;
  readonly by: string;
  readonly at: EpochMs;
}

/**
 * How one duty stands. Every field is always there: objects of one shape are copied several times
 * faster, and an event copies one.
 */
export interface Progress {
  readonly id: string;
  readonly status: Status;
  /** The due instant that counts now; a return or a move sets another. */
  readonly dueAt: EpochMs;
  /** The ladder is measured from here: the due instant, or shifted so that a promise is waited for. */
  readonly baseAt: EpochMs;
  /** Index of the next word in the duty's schedule. */
  readonly next: number;
  /** When that word is owed; `NEVER` while nothing is. */
  readonly wakeAt: EpochMs;
  /** Rungs told so far on the present clock: the level of the escalation. */
  readonly level: number;
  readonly returns: number;
  readonly openChildren: number;
  readonly submittedAt: EpochMs | null;
  readonly submittedBy: string | null;
  readonly acceptedAt: EpochMs | null;
  readonly promiseAt: EpochMs | null;
  /** Who does it since it was handed on. */
  readonly doer: Post | null;
  /** One character a line of an ask: `.` silent, `n` normal, `a` abnormal. */
  readonly answers: string | null;
  readonly signatures: readonly Signature[] | null;
  readonly content: string | null;
  /** A gate waits for its subtree's answer to this question. */
  readonly asking: Firing | null;
  readonly missing: readonly string[] | null;
  /** Only of a duty added while the season runs: the plan does not hold its title. */
  readonly title: string | null;
  /** The last word told: to whom, and when. */
  readonly toldAt: EpochMs | null;
  readonly told: readonly Post[] | null;
}

export interface KnownKey {
  readonly key: string;
  /** Command and duty: the same key for something else is refused. */
  readonly intent: string;
  readonly answer: Answer;
}
