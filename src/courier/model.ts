import type { EpochMs, Post } from '../engine/model.js';

/**
 * How a word travels. `critical`: at once, alone, at any hour (statutory and secrecy-critical duties, alarms);
 * `urgent`: soon, with what falls due together; `ordinary`: with the digest, outside quiet hours.
 */
export type Urgency = 'critical' | 'urgent' | 'ordinary';

/** How far a text may go: `sensitive` titles never leave by text message or chat robot. */
export type Label = 'public' | 'internal' | 'sensitive';

/** One notice of the outbox, owed to one person. Real time throughout, milliseconds. */
export interface Owed {
  /** Row of the outbox. */
  readonly notice: number;
  readonly season: string;
  readonly path: string;
  readonly duty: string | null;
  readonly kind: string;
  readonly post: Post;
  /** Who holds the post, is on shift, or stands in for its holder at this hour. */
  readonly person: string;
  readonly urgency: Urgency;
  readonly label: Label;
  readonly rehearsal: boolean;
  /** When the courier may first have known of it. */
  readonly since: EpochMs;
}

/** What goes to one person as one message. */
export interface Bundle {
  readonly person: string;
  readonly rehearsal: boolean;
  readonly urgency: Urgency;
  /** Most urgent first. */
  readonly notices: readonly number[];
  /** Of these, how many are only counted ("and 37 more"). */
  readonly counted: number;
  readonly sendAt: EpochMs;
}
