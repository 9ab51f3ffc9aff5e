import { calendarOf, type Calendar } from '../engine/calendar.js';
import type { EpochMs } from '../engine/model.js';
import type { Lang } from '../text/lang.js';
import { dayTime } from '../text/when.js';

const kept = new Map<string, Calendar>();

/** The calendar of a zone; a page names it many times. */
function zoneOf(timezone: string): Calendar {
  const known = kept.get(timezone) ?? calendarOf(timezone);
  kept.set(timezone, known);
  return known;
}

/** An instant of a season as its people read it. */
export const told = (lang: Lang, timezone: string, at: EpochMs): string =>
  dayTime(lang, zoneOf(timezone), at);

/** `2027-06-16T09:00`, as a field for a time gives it. */
const FIELD = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?$/;

/** What somebody put into such a field; null where it is none. */
export function fromField(timezone: string, text: string): EpochMs | null {
  const [, date, time] = FIELD.exec(text) ?? [];
  if (date === undefined || time === undefined || Number.isNaN(Date.parse(`${date}T${time}Z`)))
    return null;
  return zoneOf(timezone).instant(date, time);
}

/** An instant as a field for a time gives it, to the minute. */
export const toField = (timezone: string, at: EpochMs): string =>
  `${zoneOf(timezone).dateOf(at)}T${zoneOf(timezone).timeOf(at)}`;

/** `18:00` of a day, counted from the day of an instant. */
export function timeOn(timezone: string, from: EpochMs, days: number, time: string): EpochMs {
  const zone = zoneOf(timezone);
  const date = new Date(Date.parse(`${zone.dateOf(from)}T00:00:00Z`) + days * DAY_MS);
  return zone.instant(date.toISOString().slice(0, 10), time);
}

const DAY_MS = 86_400_000;
