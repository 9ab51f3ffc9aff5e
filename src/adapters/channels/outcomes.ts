import type { Letter, Sent } from '../../service/courier/channel-port.js';
import { Unfit } from './compose.js';
import { cutTo, oneLine } from './safe-text.js';

const MOST_REASON = 200;
const MOST_REF = 100;

export const taken = (ref: string | null): Sent => ({
  outcome: 'taken',
  ref: ref === null ? null : cutTo(oneLine(ref), MOST_REF),
});

/** `code: detail`, the detail as the provider said it, short and on one line. */
const reason = (code: string, detail = ''): string => {
  const said = cutTo(oneLine(detail), MOST_REASON);
  return said === '' ? code : `${code}: ${said}`;
};

export const refused = (code: string, detail?: string): Sent => ({
  outcome: 'refused',
  reason: reason(code, detail),
});

export const later = (code: string, detail?: string, afterMs: number | null = null): Sent => ({
  ...{ outcome: 'later', reason: reason(code, detail), afterMs },
});

/**
 * Sends, and answers whatever goes wrong: a letter that cannot be made is put aside (`unfit`), and so is one that a
 * channel stumbles over – its neighbours go out all the same.
 */
export const quarantining =
  (send: (letter: Letter) => Promise<Sent>) =>
  async (letter: Letter): Promise<Sent> => {
    try {
      return await send(letter);
    } catch (error) {
      if (error instanceof Unfit) return refused('unfit', error.message);
      return refused('unfit', error instanceof Error ? error.name : 'error');
    }
  };
