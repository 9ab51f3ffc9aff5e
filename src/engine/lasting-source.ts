import type { SessionEdge } from './model.js';
import type { Duration, Moment, Target } from './season-plan.js';

/** A step that comes again: `every` so long, or `daily` at civil times, from one moment until another. */
export interface SeriesSource {
  readonly every?: Duration;
  readonly daily?: readonly string[];
  readonly from: Moment;
  readonly until: Moment;
  /** What each occurrence is. */
  readonly of: 'task' | 'ask' | 'signed';
  /** So long before its due instant an occurrence opens; absent: `every`, or 12 hours. */
  readonly lead?: Duration;
}

/** No minute between `from` and `until` without enough people on duty (值守). */
export interface WatchSource {
  readonly from: Moment;
  readonly until: Moment;
  /** Members on duty at least, the heads not counted. */
  readonly minimum: number;
  /** Leading officers (带班) on duty at least. */
  readonly heads: number;
  /** A shift lasts so long, counted from `from`. */
  readonly shift: Duration;
  /** Both sides of a shift change sign within this time. */
  readonly within: Duration;
  /** So much later than planned a shift may change without an alarm. */
  readonly grace: Duration;
  /** Every badge's number stands in the shift change. */
  readonly badges?: boolean;
}

/** An approval that extends a session (顺延). */
export interface ProlongSource {
  /** The field of its form that says by how many minutes. */
  readonly by: string;
  /** From which edge of the session on its duties are due later. */
  readonly from: SessionEdge;
  /** The most that one approval may give. */
  readonly atMost: Duration;
  /** Who hears of the new end. */
  readonly tell: readonly Target[];
}
