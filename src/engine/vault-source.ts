import type { Duration, Target, Title } from './season-plan.js';

/**
 * What a signed step says of the vault whose key and combination it hands out: its first signatory takes the key,
 * its second the combination.
 */
export interface VaultSource {
  /** So long an offered key waits for whoever takes it. */
  readonly within: Duration;
  /** The step that gives the permit; a withdrawn one is given anew within `again`. */
  readonly permit: string;
  readonly again: Duration;
  /** Steps of the vault whose time is also its lock's. */
  readonly during: readonly string[];
  /** So long before and after a planned loading or unloading the lock may open. */
  readonly grace: Duration;
  readonly lock: {
    readonly title: Title;
    readonly doer: Target;
    readonly within: Duration;
    readonly ladder: string;
  };
}

/** Consignments come into a vault under its permit, and not too early: part of the rule pack of custody. */
export interface IntakeRule {
  /** The step by which a vault is in use: what is unloaded into it needs this of the vault's unit. */
  readonly permit: string;
  /** So long before the first session of the exam papers may be there at most. */
  readonly before: Duration;
  /** Unless a duty of this step is done: a higher body's approval. */
  readonly unless: string;
  readonly source: string;
}
