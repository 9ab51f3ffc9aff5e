import { epochMs, type EpochMs } from '../engine/model.js';
import type { Html } from '../report/page/html.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { field, radios } from './forms.js';
import { timeOn, toField, told } from './when.js';

/** What the choice of a time says besides times. */
export const OWN_TIME = 'own';
export const NO_PROMISE = 'none';

/** When something is due, and what time it is there: of the plan. */
export interface Promising {
  readonly timezone: string;
  readonly now: EpochMs;
  readonly dueAt: EpochMs;
  /** How far a promise may reach once the due time has passed; as far as the unit takes it unless said. */
  readonly longestMs?: number;
}

const HOUR_MS = 3_600_000;
const LONGEST_MS = 7 * 24 * HOUR_MS;
const SOONEST_MS = HOUR_MS / 4;
const FIVE_MINUTES_MS = HOUR_MS / 12;

/** The last time that may be promised: the due time, or, once that has passed, a week from now. */
const latestOf = ({ now, dueAt, longestMs = LONGEST_MS }: Promising): EpochMs =>
  dueAt > now ? dueAt : epochMs(now + longestMs);

/** Times to choose with one thumb, none later than may be promised; the earliest first. */
export function promiseTimes(
  lang: Lang,
  wanted: Promising,
): readonly (readonly [value: string, text: string])[] {
  const { timezone, now, dueAt } = wanted;
  const t = texts(lang).answers;
  const soon = epochMs(Math.ceil((now + HOUR_MS) / FIVE_MINUTES_MS) * FIVE_MINUTES_MS);
  const offered: (readonly [EpochMs, string])[] = [
    [soon, t.inAnHour(told(lang, timezone, soon))],
    [timeOn(timezone, now, 0, '18:00'), t.today('18:00')],
    [timeOn(timezone, now, 1, '12:00'), t.tomorrow('12:00')],
  ];
  if (dueAt > now) offered.push([dueAt, t.atDue(told(lang, timezone, dueAt))]);
  const times = offered
    .filter(([at]) => at <= latestOf(wanted) && (at === dueAt || at - now >= SOONEST_MS))
    .sort(([a], [b]) => a - b);
  return [...new Map(times.map(([at, text]) => [toField(timezone, at), text] as const))];
}

/** Signing for something with a promise: the times offered, another one, or none. */
export function promiseFields(lang: Lang, wanted: Promising): readonly Html[] {
  const t = texts(lang).answers;
  return [
    radios('promise', t.when, [
      ...promiseTimes(lang, wanted),
      [OWN_TIME, t.own],
      [NO_PROMISE, t.noPromise],
    ]),
    field({
      ...{ name: 'promiseAt', label: t.ownTime, type: 'datetime-local' },
      hint: t.latest(told(lang, wanted.timezone, latestOf(wanted))),
    }),
  ];
}
