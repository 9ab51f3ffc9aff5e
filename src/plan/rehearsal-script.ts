import type { Form, Source } from '../engine/model.js';
import type { Duration, Moment, Target } from '../engine/season-plan.js';

/** How one duty goes otherwise than well. Durations count from the due instant unless said otherwise. */
export type Behaviour =
  /** Nobody does anything: the ladder climbs to the top and repeats. Of a watch: nobody comes. */
  | { readonly do: 'never' }
  /** Done so long after it was due: the ladder climbs meanwhile. Of a watch: the first shift comes late. */
  | { readonly do: 'late'; readonly after: Duration; readonly reason?: string }
  /** Done, returned by the acceptor, done again within `newDue` of the return, accepted. */
  | { readonly do: 'return-once'; readonly reason: string; readonly newDue: Duration }
  /** Signed for when already due, with a promise for `promise`, and done only `after`. */
  | { readonly do: 'promise-broken'; readonly promise: Duration; readonly after: Duration }
  /** Reported with numbers that do not agree: refused, and put right so long after that. */
  | { readonly do: 'wrong'; readonly fixAfter: Duration }
  /**
   * One of the crew of a watch goes home at a moment; somebody comes so long `after` that, or with the
   * next shift. The gap is waived for `reason` when the watch is over.
   */
  | {
      readonly do: 'leave';
      readonly at: Moment;
      readonly after?: Duration;
      readonly reason?: string;
    };

/** Where a behaviour applies: one duty, all sessions of a step at a unit, or one occurrence of a series. */
export type Exception = Behaviour & {
  readonly unit: string;
  readonly step: string;
  readonly session: string | null;
  /** The how-manieth of a series, from 1; null: every one. */
  readonly occurrence: number | null;
};

/** A duty that comes up in the running rehearsal. */
export interface AddedDuty {
  readonly at: Moment;
  readonly unit: string;
  readonly duty: {
    readonly id: string;
    readonly title: string;
    readonly due: Moment;
    readonly doer: Target;
    readonly answerable: Target;
    readonly remind: readonly Duration[];
    readonly ladder: string;
    readonly accept: { readonly by: Target; readonly within: Duration } | null;
  };
  readonly source: Source;
}

/** A procedure that somebody begins in the running rehearsal; its steps are then done like all others. */
export interface BegunProcedure {
  readonly at: Moment;
  readonly unit: string;
  readonly procedure: string;
  readonly about: string;
  /** Of a procedure of a session: which; null: the one that is meant then. */
  readonly session: string | null;
}

/** What the participants of a rehearsal (演练) do: well by default, with exceptions. */
export interface RehearsalScript {
  readonly defaults: {
    /** A duty is done between these parts (0 to 1) of its time from opening to due. */
    readonly done: { readonly from: number; readonly to: number };
    /** The acceptor answers so long after the submission, but always within his own time. */
    readonly acceptAfter: Duration;
  };
  readonly exceptions: readonly Exception[];
  readonly added: readonly AddedDuty[];
  readonly begun: readonly BegunProcedure[];
  /** Values for forms, by step; the rest is filled in so that the checks hold. */
  readonly forms: Readonly<Record<string, Form>>;
}

/** Everybody does everything in time. */
export const ALL_WELL: RehearsalScript = {
  defaults: { done: { from: 0.15, to: 0.7 }, acceptAfter: '4h' },
  exceptions: [],
  added: [],
  begun: [],
  forms: {},
};
