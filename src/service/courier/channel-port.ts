import type { Label, Urgency } from '../../courier/model.js';

/** Where a person is reached on one channel; what a channel does not need is absent. */
export interface Address {
  readonly person: string;
  readonly name: string;
  readonly mail?: string;
  readonly phone?: string;
  /** Ids by channel name, as a robot's `@` wants them (a userid of WeCom, an open_id of Feishu). */
  readonly ids?: Readonly<Record<string, string>>;
  /** Names of channels that he would rather be reached by, the dearest first. */
  readonly prefers?: readonly string[];
}

/** One line of a message: one duty, or one fact. */
export interface LetterLine {
  /** Whole, for channels that may carry it. */
  readonly text: string;
  /** Without titles, for text messages and robots where the label forbids them. */
  readonly bare: string;
  readonly label: Label;
  readonly code: string | null;
}

/** A message as the courier hands it to a channel; the channel cuts it to its own form. */
export interface Letter {
  /** Stable over retries: a channel that can tell repeats apart does so by it. */
  readonly id: string;
  readonly to: Address;
  readonly urgency: Urgency;
  readonly rehearsal: boolean;
  readonly lang: 'zh' | 'en';
  readonly subject: string;
  readonly lines: readonly LetterLine[];
  /** Its lines are one text, to be read as it stands: they bear no numbers. */
  readonly isAsWritten?: true;
  /** How many further duties are only counted. */
  readonly more: number;
  /** Where to answer; null where the channel or the person has no link. */
  readonly link: string | null;
  /** How to answer, in one sentence; the link itself is not in it. */
  readonly how?: string;
  /** Messages about the same duty belong together: `season/path/duty`. */
  readonly thread: string | null;
}

/**
 * What became of it. `taken`: the provider has it, under its own reference. `refused`: this way to this person is no way
 * (no address, blocked, quarantined text): the next channel at once. `later`: not now (limit, fault, time-out).
 */
export type Sent =
  | { readonly outcome: 'taken'; readonly ref: string | null }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'later'; readonly reason: string; readonly afterMs: number | null };

/** A way to people. Never throws for what a provider does; answers within 10 s. */
export interface Channel {
  /** As the settings call it: `mail`, `sms`, `wecom`. */
  readonly name: string;
  readonly isForRehearsals: boolean;
  /** Whether it has an address for this person and may carry such a label. */
  reaches(to: Address): boolean;
  /** Messages a minute over all couriers of this channel; null: no limit. */
  readonly perMinute: number | null;
  /** How many messages it takes side by side; absent: a few. A process that ends abruptly repeats at most so many. */
  readonly lanes?: number;
  send(letter: Letter): Promise<Sent>;
}
