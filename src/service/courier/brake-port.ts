import type { Word } from '../../courier/word.js';
import type { EpochMs } from '../../engine/model.js';

/** What must not go out, though it is owed: stopped by somebody, or of a season that only shows what it would send. */
export interface Brake {
  /** Notices with the reason, which stands in the ledger. Real time. */
  withheld(words: readonly Word[], at: EpochMs): Promise<ReadonlyMap<number, string>>;
}
