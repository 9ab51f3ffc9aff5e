import type { AlarmPlan } from './custody-plan.js';
import type { EpochMs, Post } from './duty.js';

/** What opens a vault takes two hands: one has the key (钥匙), the other the combination (密码). */
export type Hand = 'key' | 'combination';

/** What a vault's unit knows of its two hands, its lock and its permit: compiled from a step with `vault`. */
export interface VaultPlan {
  /** The signed duty that hands both out for the first time: its first signature takes the key. */
  readonly handedOut: string;
  readonly posts: Readonly<Record<Hand, Post>>;
  /** So long an offered key waits for whoever takes it. */
  readonly withinMs: number;
  /** When the lock may open: instants in ascending order, and duties that bring it while they are open. */
  readonly windows: readonly { readonly fromAt: EpochMs; readonly untilAt: EpochMs }[];
  readonly during: readonly string[];
  /** So long after such a duty was done, or was to be. */
  readonly graceMs: number;
  readonly alarm: AlarmPlan;
  /** The duty that gives the permit, and within what time a withdrawn one is to be given anew. */
  readonly permit: { readonly duty: string; readonly againMs: number };
}

/** Somebody in whose hands a post's key would come, from one instant until another. */
export interface InPlace {
  readonly person: string;
  readonly from: EpochMs;
  readonly until: EpochMs;
}

export interface Offer {
  readonly to: string;
  readonly at: EpochMs;
}

/** Who has which; plain JSON, of bounded size. */
export interface VaultState {
  readonly hands: Readonly<Record<Hand, string | null>>;
  readonly offered: Readonly<Record<Hand, Offer | null>>;
  /** Stand-ins of the two posts that are not over. */
  readonly inPlace: Readonly<Record<Hand, readonly InPlace[]>>;
  readonly alarms: number;
}

/** Something that happened to a vault's hands or to its permit. */
export type VaultFact =
  | { readonly is: 'held'; readonly what: Hand; readonly person: string }
  | { readonly is: 'offered'; readonly what: Hand; readonly to: string }
  | { readonly is: 'withdrawn'; readonly reason: string };

/** What is done with a vault besides what its duties are reported with. */
export type VaultAct =
  /** The holder gives; the other one takes it within the time of the rule. */
  | { readonly act: 'pass'; readonly what: Hand; readonly to: string }
  | { readonly act: 'take'; readonly what: Hand }
  /** The permit is no longer in force. */
  | { readonly act: 'withdraw'; readonly reason: string };
