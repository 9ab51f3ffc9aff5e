import { type Calendar, plusDays } from '../engine/calendar.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import type { CourierSettings } from './settings.js';
import type { Word } from './word.js';

/** When a season's people are not to be disturbed; real time. */
export interface Hours {
  readonly calendar: Pick<Calendar, 'instant' | 'dateOf' | 'timeOf'>;
  /** From the start to the end of each session, ascending; the end is the unit's own where it has been extended. */
  readonly sessions: readonly { readonly from: EpochMs; readonly until: EpochMs }[];
}

/**
 * The first instant from `now` on at which a word may go out: after its digest window, outside sessions, and outside
 * quiet hours unless its time would be up before the morning is an hour old. A critical word: now.
 */
export function earliest(
  word: Word,
  hours: Hours,
  settings: CourierSettings,
  now: EpochMs,
): EpochMs {
  if (word.urgency === 'critical') return now;
  let at = epochMs(Math.max(now, word.since + settings.windowMs[word.urgency]));
  // A session may begin where the quiet hours end, and the other way round.
  for (;;) {
    const next = sessionEnd(hours, afterQuiet(word, at, hours, settings));
    if (next === at) return at;
    at = next;
  }
}

/** The end of the session in which an instant lies, else the instant itself. */
export const sessionEnd = ({ sessions }: Hours, at: EpochMs): EpochMs =>
  sessions.find(({ from, until }) => from <= at && at < until)?.until ?? at;

/** The first instant of the morning after: the next civil day, when its quiet hours are over. */
export function nextMorning({ calendar }: Hours, at: EpochMs, { quiet }: CourierSettings): EpochMs {
  const tomorrow = plusDays(calendar.dateOf(at), 1);
  const crosses = quiet !== null && quiet.to < quiet.from;
  return calendar.instant(tomorrow, crosses ? quiet.to : '00:00');
}

/** When the day of an instant makes its last call. */
export const lastCallOf = (
  { calendar }: Hours,
  at: EpochMs,
  { lastCall }: CourierSettings,
): EpochMs => calendar.instant(calendar.dateOf(at), lastCall);

function afterQuiet(
  { urgency, before }: Word,
  at: EpochMs,
  { calendar }: Hours,
  { quiet, morningMs }: CourierSettings,
): EpochMs {
  if (quiet === null || quiet.from === quiet.to) return at;
  const time = calendar.timeOf(at);
  const date = calendar.dateOf(at);
  const overMidnight = quiet.from > quiet.to;
  const isEvening = time >= quiet.from;
  const isMorning = time < quiet.to;
  if (overMidnight ? !isEvening && !isMorning : !isEvening || !isMorning) return at;
  const ends = calendar.instant(overMidnight && isEvening ? plusDays(date, 1) : date, quiet.to);
  const cannotWait = urgency === 'urgent' && before !== null && before < ends + morningMs;
  return cannotWait ? at : ends;
}
