import { calendarOf, plusDays } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import { examSpan } from '../../registers/engagement.js';
import { texts } from '../../text/texts.js';
import { Refusal } from '../outcome.js';
import type { Staffed } from '../registers/facts.js';

type Words = ReturnType<typeof texts>['roster']['refused'];

/** A refusal by the catalogue's words. */
export const rosterRefusal = (code: keyof Words, say: (words: Words) => string): Refusal =>
  new Refusal(code, say(texts('zh').roster.refused), say(texts('en').roster.refused));

/** Whoever holds this post stays where he is while the exam is on (A4). */
export function mayNotLeave({ plan }: Pick<Staffed, 'plan'>, name: string, post: string): Refusal {
  const calendar = calendarOf(plan.timezone);
  const { fromAt, untilAt } = examSpan(plan);
  const first = calendar.dateOf(epochMs(fromAt));
  const last = plusDays(calendar.dateOf(epochMs(untilAt)), -1);
  const said = { name, post, first, last };
  return rosterRefusal('may-not-leave', (words) => words['may-not-leave'](said));
}
