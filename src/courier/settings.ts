import type { Urgency } from './model.js';

/** How an office wants to be written to. */
export interface CourierSettings {
  /** So long a word waits for others to the same person. */
  readonly windowMs: Readonly<Record<Urgency, number>>;
  /** Civil times of the season's zone, `HH:MM`; may go over midnight; null: none. */
  readonly quiet: { readonly from: string; readonly to: string } | null;
  /** An urgent word whose time is up within this after the quiet hours does not wait for their end. */
  readonly morningMs: number;
  /** Messages a person and day, the critical ones not counted against it. */
  readonly ceiling: number;
  /** The day's last message is kept until this civil time, unless something cannot wait for it. */
  readonly lastCall: string;
  /** So many duties stand in one message; further ones are only counted. */
  readonly lines: number;
  /** A due duty that nobody has answered for so long is told to the next person of its post; null: its ladder alone. */
  readonly unansweredMs: Readonly<Record<Urgency, number | null>>;
  /** When the brief goes out by itself: at a civil time each day, and so long after each session. */
  readonly brief: { readonly morning: string; readonly afterSessionMs: number };
}

const MINUTE_MS = 60_000;

export const USUAL_SETTINGS: CourierSettings = {
  windowMs: { critical: 0, urgent: 2 * MINUTE_MS, ordinary: 15 * MINUTE_MS },
  quiet: { from: '21:30', to: '07:00' },
  morningMs: 60 * MINUTE_MS,
  ceiling: 5,
  lastCall: '20:30',
  lines: 20,
  unansweredMs: { critical: 15 * MINUTE_MS, urgent: 60 * MINUTE_MS, ordinary: null },
  brief: { morning: '07:30', afterSessionMs: 15 * MINUTE_MS },
};
