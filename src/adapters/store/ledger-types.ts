import type { Label, Urgency } from '../../courier/model.js';
import type { Word } from '../../courier/word.js';
import type { EpochMs, Post } from '../../engine/model.js';

/**
 * Where a word to one person stands. `open`: waits to be put into a message; `sending`: is in one that is on its way;
 * `handed`: a channel took it; `superseded`: a newer word said it, or what it asked for is done; `undeliverable`: no
 * channel reaches anybody for it; `withheld`: somebody stopped it, or the season only shows what it would send.
 */
export type WordState = 'open' | 'sending' | 'handed' | 'superseded' | 'undeliverable' | 'withheld';

/** `waiting`: no channel took it yet, it is tried again; `failed`: given up, its words go other ways. */
export type MessageState = 'sending' | 'waiting' | 'taken' | 'failed';

/** A word as the courier takes it in. */
export interface NewWord extends Word {
  /** 0: to whoever is on duty; 1 and on: to his deputies and stand-ins, since he could not be reached. */
  readonly turn: number;
}

/** What is known at once of a notice that needs no message. */
export interface SettledWord extends NewWord {
  readonly state: Exclude<WordState, 'open' | 'sending'>;
  readonly reason: string | null;
}

/** One person, and whether it is about what is real or about a rehearsal: the two are never mixed. */
export interface Recipient {
  readonly person: string;
  readonly rehearsal: boolean;
}

/** A word that waits, as it is read back. */
export interface OpenWord extends NewWord {
  /** Since when it has been known that no channel takes it; null: nothing is known against it. Real time. */
  readonly troubledAt: EpochMs | null;
}

/** What one person waits for: words that no message holds yet, and messages that are not done with. */
export interface Waits extends Recipient {
  readonly words: readonly OpenWord[];
  /** The oldest first. */
  readonly messages: readonly OpenMessage[];
}

/** A message that is not done with. */
export interface OpenMessage extends Recipient {
  readonly id: string;
  readonly urgency: Urgency;
  readonly counted: number;
  readonly notices: readonly number[];
  readonly state: 'sending' | 'waiting';
  readonly madeAt: EpochMs;
  readonly tryAt: EpochMs;
  /** Rounds in which no channel took it. */
  readonly tries: number;
  /** The channel of an attempt that nothing is known of: its process ended in between. */
  readonly unknownOn: string | null;
}

/** A message that is about to be sent for the first time. */
export interface NewMessage extends Recipient {
  readonly id: string;
  readonly urgency: Urgency;
  readonly counted: number;
  readonly notices: readonly number[];
}

/** What becomes of a message after an attempt: a channel has it, or not. */
export type Disposition = { readonly to: 'taken' } | Untaken;

export type Untaken =
  /** Another channel is tried at once. */
  | { readonly to: 'next' }
  /** The same message again later. */
  | { readonly to: 'wait'; readonly tryAt: EpochMs }
  /** Given up; its words wait again and may go out in another message. */
  | { readonly to: 'words' }
  /** Given up: there is no way to this person. */
  | { readonly to: 'nobody'; readonly reason: string };

/** What became of one attempt. */
export interface Attempt {
  readonly message: string;
  readonly channel: string;
  readonly outcome: 'taken' | 'refused' | 'later';
  readonly ref: string | null;
  readonly reason: string | null;
}

/** What became of some words without a message. */
export interface Settling {
  readonly notice: number;
  readonly turn: number;
  readonly state: Exclude<WordState, 'sending'>;
  readonly reason: string | null;
  readonly overtakenBy?: number;
}

/** One word to one person from beginning to end: who was told what, when, and how. */
export interface LedgerLine {
  readonly notice: number;
  readonly turn: number;
  readonly season: string;
  readonly path: string;
  readonly seq: number;
  readonly duty: string | null;
  readonly kind: string;
  readonly post: Post;
  /** Plan time. */
  readonly owedAt: EpochMs;
  readonly firedAt: EpochMs;
  /** Real time, as all that follows. */
  readonly recordedAt: EpochMs;
  /** Null while the courier has not taken it in, or where nobody holds the post. */
  readonly person: string | null;
  readonly urgency: Urgency | null;
  readonly label: Label | null;
  readonly state: WordState | 'pending';
  /** Why it was not handed over. */
  readonly reason: string | null;
  readonly overtakenBy: number | null;
  readonly message: string | null;
  readonly channel: string | null;
  /** The message may have gone out more than once: its process ended while it was being sent. */
  readonly isPerhapsRepeated: boolean;
  readonly handedAt: EpochMs | null;
  readonly deliveredAt: EpochMs | null;
  readonly seenAt: EpochMs | null;
  readonly answeredAt: EpochMs | null;
}

export interface LedgerFilter {
  readonly season: string;
  /** This unit and all below it. */
  readonly under?: string;
  readonly path?: string;
  readonly duty?: string;
  /** Only what reached nobody, or has not been taken by any channel since `troubledBefore`. */
  readonly isUndelivered?: boolean;
  /** Lines after this notice and turn, in their order. */
  readonly after?: { readonly notice: number; readonly turn: number };
  readonly limit: number;
}

/** A word that reached nobody, and of which its unit has not heard yet. */
export interface Unreported {
  readonly notice: number;
  readonly turn: number;
  readonly season: string;
  readonly word: NewWord;
  readonly reason: string;
  /** Absent: it could not be delivered. */
  readonly outcome?: 'unanswered';
  /** Real time. */
  readonly since: EpochMs;
}

/** Figures of the courier for the operator. */
export interface LedgerFigures {
  /** Words that are to go out now or later. */
  readonly waiting: number;
  /** Of these, real time since when the oldest that may go out has not; null: none. */
  readonly oldestDueAt: EpochMs | null;
  /** Words that reached nobody, or that no channel has taken for `after`. */
  readonly undelivered: number;
}
