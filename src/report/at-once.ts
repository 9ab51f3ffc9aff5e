import type { Duty, Ladder } from '../engine/model.js';
import type { Prepared } from '../service/prepare.js';
import type { SaidWord } from './words.js';

const MINUTE_MS = 60_000;
const TIGHT_MS = 15 * MINUTE_MS;
/** What is said longer before the due time can wait for a digest even where the ladder is tight. */
const NEAR_MS = 12 * 60 * MINUTE_MS;

/**
 * Whether a word goes out at once (the critical class: minutes of exam days, papers) or waits for its reader's
 * digest. The plan itself says so: a ladder whose second word to the heads follows the first within 15
 * minutes is one for minutes. Openings and reminders of such a duty count as critical from 12 hours
 * before it is due.
 */
export function atOnceIn({ unitPlans }: Pick<Prepared, 'unitPlans'>): (word: SaidWord) => boolean {
  const duties = new Map<string, Duty>();
  for (const { path, body } of unitPlans)
    for (const duty of body.duties) duties.set(`${path}:${duty.id}`, duty);
  const dutyOf = ({ unit, event }: SaidWord): Duty | undefined =>
    duties.get(`${unit}:${event.duty}`) ??
    // An occurrence of a series is as urgent as its series.
    duties.get(`${unit}:${event.duty.slice(0, Math.max(event.duty.lastIndexOf('@'), 0))}`);
  return (word) => {
    const duty = dutyOf(word);
    if (!duty) return false;
    const { side, action, owedAt } = word.event;
    if (side === 'acceptor') return duty.accept !== null && isTight(duty.accept.ladder);
    if (!isTight(duty.ladder)) return false;
    const isEarly = action === 'open' || action === 'remind';
    return !isEarly || isSeries(duty) || duty.dueAt - owedAt <= NEAR_MS;
  };
}

/** Whether the heads are told within minutes of each other. */
function isTight({ rungs, repeat }: Ladder): boolean {
  const [first, second] = rungs;
  if (!first) return false;
  const nextMs = second ? second.afterMs - first.afterMs : repeat?.everyMs;
  return nextMs !== undefined && nextMs <= TIGHT_MS;
}

// Its occurrences have due times of their own, minutes or hours after they open.
const isSeries = ({ series }: Duty): boolean => series !== undefined;
