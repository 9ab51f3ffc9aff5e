import type { EpochMs } from '../engine/model.js';
import type { Owed, Urgency } from './model.js';

/** A word that waits to be sent, with what decides on its way. */
export interface Word extends Owed {
  /** Of the unit's log: words of one event are one word to one person. */
  readonly seq: number;
  /** Said by the clock: of one duty the newest says all that the older ones said. */
  readonly isOfClock: boolean;
  /** Real time after which it comes too late to be of use: the due instant, the next rung; null: none. */
  readonly before: EpochMs | null;
}

export const URGENCIES = ['critical', 'urgent', 'ordinary'] as const satisfies readonly Urgency[];

/** 0 for what goes first. */
export const rankOf = (urgency: Urgency): number => URGENCIES.indexOf(urgency);

/** The more urgent of two. */
export const sooner = (one: Urgency, other: Urgency): Urgency =>
  rankOf(one) <= rankOf(other) ? one : other;

/** Most urgent first, then what must be known first, then what has waited longest. */
export const byUrgency = (one: Word, other: Word): number =>
  rankOf(one.urgency) - rankOf(other.urgency) ||
  (one.before ?? Number.MAX_SAFE_INTEGER) - (other.before ?? Number.MAX_SAFE_INTEGER) ||
  one.since - other.since ||
  one.notice - other.notice;
