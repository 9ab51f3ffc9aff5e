import { calendarOf, plusDays, type Calendar } from '../engine/calendar.js';
import { planTime, type Clock } from '../engine/clock.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import { isCivilDate, isCivilTime, parseDuration, parseMoment } from '../engine/moment.js';
import { Refusal } from '../service/outcome.js';
import type { SeasonStatus } from '../service/seasons.js';
import type { Port } from '../service/port.js';
import { en } from '../text/en.js';
import { zh, type Texts } from '../text/zh-CN.js';
import type { Desk } from './desk.js';
import { misuse } from './misuse.js';

export type Season = SeasonStatus['season'];

/** What times said on the command line refer to. */
export interface Era {
  readonly calendar: Calendar;
  /** `YYYY-MM-DD` */
  readonly examDay: string;
  /** Plan time. */
  readonly now: EpochMs;
}

/** The season named, or the only one that is not closed. */
export async function seasonMeant(
  desk: Desk,
  service: Port,
  named: string | undefined,
): Promise<Season> {
  const all = await service.seasons();
  const running = all.filter(({ status }) => status !== 'closed');
  const meant = named === undefined ? running : all.filter(({ id }) => id === named);
  const [season] = meant;
  if (named !== undefined && !season) {
    const ids = ({ list }: Texts) => all.map(({ id }) => id).join(list) || '—';
    throw new Refusal(
      'unknown-season',
      `没有考季 ${named}；现有：${ids(zh)}`,
      `no season ${named}; there are: ${ids(en)}`,
    );
  }
  if (!season) throw new Refusal('no-season', zh.say.noSeason, en.say.noSeason);
  if (meant.length === 1) return season;
  throw misuse(desk.lang, (words) => words.whichSeason(running.map(({ id }) => id).join(' ')));
}

/** The times of a season, as of now. */
export const eraOf = (desk: Desk, { timezone, examDay, clock }: Season): Era => ({
  calendar: calendarOf(timezone),
  examDay,
  // The store keeps a clock as the JSON it was given.
  now: planTime(clock as Clock, desk.context.now()),
});

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Reads an instant as people say it: ISO 8601 with an offset, `2027-06-10 18:00` and `18:00` (today)
 * in the season's zone, `E-5d 18:00`, or `2h` from now.
 */
export function instantSaid(desk: Desk, flag: string, text: string, era: Era): EpochMs {
  const at = ISO.test(text) ? epochMs(Date.parse(text)) : civilInstant(text, era);
  if (at !== null && Number.isFinite(at)) return at;
  throw misuse(desk.lang, (words) => words.instant(flag, text));
}

/** The edge of a stretch of time: a bare day stands for its begin, or for its end. */
export function edgeSaid(
  desk: Desk,
  flag: string,
  text: string,
  era: Era,
  edge: 'from' | 'to',
): EpochMs {
  if (!isCivilDate(text)) return instantSaid(desk, flag, text, era);
  if (edge === 'from') return era.calendar.instant(text, '00:00');
  return epochMs(era.calendar.instant(plusDays(text, 1), '00:00') - 1);
}

function civilInstant(text: string, { calendar, examDay, now }: Era): EpochMs | null {
  if (isCivilTime(text)) return calendar.instant(calendar.dateOf(now), text);
  const moment = parseMoment(text);
  if (moment?.type === 'civil') return calendar.instant(moment.date, moment.time);
  // Of a season that runs only the first day of its first exam is known here.
  if (moment?.type === 'exam' && moment.exam === null && moment.edge === 'start')
    return calendar.instant(plusDays(examDay, moment.days), moment.time);
  const duration = parseDuration(text);
  return duration === null ? null : epochMs(now + duration);
}
