import type { EpochMs, Post } from '../../engine/model.js';

/** A word of a unit that reached nobody. */
export interface Undelivered {
  /** Of the unit's log: names the word, with the post. */
  readonly seq: number;
  readonly duty: string | null;
  readonly to: Post;
  readonly reason: string;
  /** Absent: it could not be delivered. */
  readonly outcome?: 'undeliverable' | 'unanswered';
  /** Real time. */
  readonly at: EpochMs;
}

/** Units hear what did not arrive: the next rung is theirs to say. The same again does no harm. */
export interface DeliveryPort {
  report(season: string, path: string, items: readonly Undelivered[]): Promise<void>;
}
