import type { Answer } from './command.js';
import type { EpochMs, Post, Status } from './duty.js';
import type { Firing } from './event.js';

/** A signature of a `signed` duty: an index into its posts; of a shift change: 0 goes, 1 comes. */
export interface Signature {
  readonly post: number;
  readonly by: string;
  readonly at: EpochMs;
}

/** How a duty stands that hangs on events, a series or a watch; one shape for the three. */
export interface Run {
  /** From when it counts; null while the event has not happened. */
  readonly startAt: EpochMs | null;
  readonly endAt: EpochMs | null;
  /** Occurrences begun, shifts relieved. */
  readonly count: number;
  /** Who is on duty, as `h1 h2 | m1 m2`; null before the first shift. */
  readonly crew: string | null;
  readonly crewSince: EpochMs | null;
  /** How long too few were on duty, all gaps together. */
  readonly gapMs: number;
  /** The watch's time is over. */
  readonly isOver: boolean;
}

/** A word, by its place in the schedule and its instant, and the post that it did not reach. */
export interface Unreached {
  readonly place: number;
  readonly owedAt: EpochMs;
  readonly post: Post;
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
  /** It waits for the tree's answer to this question. */
  readonly asking: Firing | null;
  readonly missing: readonly string[] | null;
  /** The instant of which `missing` speaks; null before the first answer. */
  readonly judgedAt: EpochMs | null;
  /** Null for a duty that hangs on nothing and is neither a series nor a watch. */
  readonly run: Run | null;
  /** Only of a duty added while the season runs: the plan does not hold its title. */
  readonly title: string | null;
  /** The instant of the last word told on the present clock; null once somebody has signed for it. */
  readonly saidAt: EpochMs | null;
  /** When the next rung falls due, where that is before its time: the word before reached nobody. */
  readonly hurriedAt: EpochMs | null;
  /** The words of the present clock that did not reach a post. */
  readonly unreached: readonly Unreached[] | null;
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
