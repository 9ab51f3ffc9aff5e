import type {
  AnsweredLine,
  Command,
  Form,
  Refusal,
  Sender,
  Source,
  Undelivered,
} from './command.js';
import type { CustodyFact } from './custody-plan.js';
import type { Duty, EpochMs, Post, SessionEdge } from './duty.js';
import type { VaultFact } from './vault-plan.js';

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

/** Brought about by time or by another duty, not by a sender. */
interface Timed {
  readonly at: EpochMs;
  readonly duty: string;
}

export interface Told extends Firing {
  readonly type: 'told';
  readonly at: EpochMs;
  readonly to: readonly Post[];
  /** The rung came because a promise was broken. */
  readonly broken?: true;
  /** A reminder that others hear, too: the due instant is near, and nothing has been said. */
  readonly unspoken?: true;
}

/** What happened to a unit, in its order, for ever: the n-th event has seq n. */
export type UnitEvent =
  | Told
  /** Missed during an outage and overtaken by a newer word on the same duty. */
  | (Firing & { readonly type: 'superseded'; readonly at: EpochMs })
  | (Firing & { readonly type: 'asked'; readonly at: EpochMs })
  /** A word did not reach `post`, or nobody there answered: one for each word and post. */
  | (Firing & {
      readonly type: 'undelivered';
      readonly at: EpochMs;
      readonly post: Post;
      readonly outcome: Undelivered['outcome'];
      readonly reason: string;
      /** The next rung falls due with it. */
      readonly hurries?: true;
      /** Who hears of it where no rung does. */
      readonly to?: readonly Post[];
    })
  | (Firing & {
      readonly type: 'judged';
      readonly at: EpochMs;
      readonly missing: readonly string[];
      readonly silent: readonly string[];
      readonly to: readonly Post[];
      /** What is missing holds up a report; a gate holds up nothing. */
      readonly holds?: true;
    })
  | (DutyFact & { readonly type: 'signedFor'; readonly promiseAt?: EpochMs })
  | (DutyFact & { readonly type: 'answered'; readonly lines: readonly AnsweredLine[] })
  | (DutyFact & { readonly type: 'confirmed'; readonly post: Post; readonly content: string })
  | (DutyFact & { readonly type: 'lapsed' })
  /** Something real has happened: a duty's clock starts, or a series or a watch begins or will end. */
  | (Timed & {
      readonly type: 'armed';
      readonly edge: 'due' | 'from' | 'until';
      readonly instant: EpochMs;
    })
  /** The next occurrence of a series; `duty` is its own id. */
  | (Timed & {
      readonly type: 'begun';
      readonly series: string;
      readonly ordinal: number;
      readonly dueAt: EpochMs;
    })
  /** `crew` took over at `since`; as `h1 h2 | m1 m2`. */
  | (DutyFact & { readonly type: 'relieved'; readonly crew: string; readonly since: EpochMs })
  /** `isShort`: too few are left, and the watch is uncovered. */
  | (DutyFact & { readonly type: 'left'; readonly person: string; readonly isShort?: true })
  /** Nobody, or too few, were on duty between these instants. */
  | (Timed & {
      readonly type: 'uncovered';
      readonly fromAt: EpochMs;
      readonly untilAt: EpochMs;
      readonly to: readonly Post[];
    })
  /** A watch is over, and it had gaps: a named person has to waive it. */
  | (Timed & { readonly type: 'expired'; readonly gapMs: number; readonly to: readonly Post[] })
  | (DutyFact & {
      readonly type: 'submitted';
      readonly form?: Form;
      readonly abnormal?: true;
      /** The numbers that the plan expected where others were said, by field. */
      readonly differs?: Readonly<Record<string, number>>;
    })
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
  /**
   * A session ends later, by the recorded approval that `duty` is; once more where the approval is amended. From `fromAt`
   * on its duties are due `byMs` later than without this approval.
   */
  | (DutyFact & {
      readonly type: 'extended';
      readonly session: string;
      readonly from: SessionEdge;
      readonly fromAt: EpochMs;
      readonly byMs: number;
      /** The session's end from now on. */
      readonly untilAt: EpochMs;
    })
  /** Something happened to papers; without `duty` it is a place's own word. */
  | (Fact & { readonly type: 'custody'; readonly duty?: string; readonly fact: CustodyFact })
  /** A vault's key or combination changed hands, or its permit was withdrawn. */
  | (DutyFact & { readonly type: 'vault'; readonly fact: VaultFact })
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
      /** The tree is asked anew: a second try some seconds later may pass. */
      readonly asked?: true;
      readonly noted?: true;
    });
