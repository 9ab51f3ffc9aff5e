import { linkMarks } from '../adapters/secrets/link-marks.js';
import type { LetterMaker } from '../service/courier/letter-port.js';
import { createLetterMaker } from '../service/courier/letters.js';
import { answerLink } from '../service/desks/answer-links.js';
import type { Parts } from './parts.js';
import type { Place } from './place.js';

/** What makes the words of messages in this process, with links that this installation's pages know. */
export const openLetters = (
  { api, dutyPhone }: Pick<Place, 'api' | 'dutyPhone'>,
  { store, keys }: Pick<Parts, 'store' | 'keys'>,
): LetterMaker =>
  createLetterMaker({
    store,
    linkOf: answerLink(api.url, linkMarks(keys)),
    deskPhone: dutyPhone,
  });
