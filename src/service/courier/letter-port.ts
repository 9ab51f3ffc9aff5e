import type { Notice } from '../../adapters/store/types.js';
import type { Urgency } from '../../courier/model.js';
import type { Lang } from '../../text/lang.js';
import type { Address, Letter } from './channel-port.js';

/** What one person is to be told in one message. */
export interface LetterOrder {
  /**
   * The message's own id, the same over retries: it stands in the link, so let it be short (letters, digits, `-`, `_`;
   * 6 to 40 of them). The message must be on record before the letter is handed to a channel.
   */
  readonly id: string;
  readonly to: Address;
  readonly urgency: Urgency;
  readonly rehearsal: boolean;
  readonly lang: Lang;
  /** Most urgent first; of any seasons, units and posts. */
  readonly notices: readonly Notice[];
  /** Of these, how many at the end are only counted ("and 37 more"). */
  readonly counted: number;
}

/** A letter, and what did not get into it. */
export interface MadeLetter {
  /** Null where no notice has anything to say. */
  readonly letter: Letter | null;
  /** Notices that owe nobody a word, or whose words a later one of the same duty in this letter has overtaken. */
  readonly silent: readonly number[];
  /** Notices whose text could not be made: to be set aside and alarmed; the others stand in the letter. */
  readonly quarantined: readonly { readonly notice: number; readonly reason: string }[];
}

/** Makes the words of messages. Throws only where the store does not answer. */
export interface LetterMaker {
  make(order: LetterOrder): Promise<MadeLetter>;
}
