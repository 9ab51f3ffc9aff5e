import { deskRefusals, type DeskRefusal } from '../../text/desk-refusals.js';
import { Refusal } from '../outcome.js';

/** The refusal of this code, in both languages. */
export function deskRefusal(code: DeskRefusal, detail = ''): Refusal {
  const { zh, en } = deskRefusals[code];
  return new Refusal(code, zh.replace('{}', detail), en.replace('{}', detail));
}
