import type { EpochMs } from '../../engine/model.js';

/** A message as it went out. */
export interface SentMessage {
  readonly id: string;
  readonly person: string;
  readonly rehearsal: boolean;
  /** Rows of the outbox, the merely counted ones, too. */
  readonly notices: readonly number[];
  /** Real time at which it was put together: its link is good from then on. */
  readonly at: EpochMs;
}

/** What answering needs of the ledger: the message behind a link, and where its receipts are noted. Real time. */
export interface Receipts {
  /** Null where no such message went out. */
  message(id: string): Promise<SentMessage | null>;
  /** A person had it before his eyes; the first time counts. */
  seen(message: string, at: EpochMs): Promise<void>;
  /** He did something to the duties of these notices; answering is seeing, too. */
  answered(message: string, notices: readonly number[], at: EpochMs): Promise<void>;
}
