import { epochMs, type EpochMs } from './model.js';

/**
 * Civil time of an IANA zone. All zone arithmetic of the project is here; everything else counts in
 * `EpochMs`. Where a clock change skips a civil time, the time after the change is meant; where it
 * repeats one, the first.
 */
export interface Calendar {
  /** `date` is `YYYY-MM-DD`, `time` `HH:MM`; both must exist. */
  instant(date: string, time: string): EpochMs;
  /** `YYYY-MM-DD` of an instant. */
  dateOf(at: EpochMs): string;
  /** `HH:MM` of an instant. */
  timeOf(at: EpochMs): string;
  /** Offset from UTC at an instant, as `+08:00`. */
  offsetOf(at: EpochMs): string;
}

const MINUTE_MS = 60_000;
/** From 1973 on all offsets begin with a minute. */
const WHOLE_MINUTES_SINCE = Date.UTC(1973, 0, 1);
/** Formatting costs 20 µs, and what falls due together names the same few instants. */
const MOST_MINUTES = 1_000;
const MOST_KNOWN = 10_000;

// Making one costs a tenth of a millisecond; there are a few hundred zones.
const made = new Map<string, Calendar>();

/** The calendar of a zone; throws `RangeError` where the zone is unknown. */
export function calendarOf(timezone: string): Calendar {
  const calendar = made.get(timezone) ?? makeCalendar(timezone);
  made.set(timezone, calendar);
  return calendar;
}

function makeCalendar(timezone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: timezone, hourCycle: 'h23', era: 'short' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const offsets = new Map<number, number>();
  const offsetMs = (at: number): number => {
    if (at < WHOLE_MINUTES_SINCE) return offsetAt(at);
    return keptFor(offsets, Math.floor(at / MINUTE_MS), () => offsetAt(at));
  };
  const offsetAt = (at: number): number => {
    const part = partsOf(format, at);
    const civil = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return civil - Math.floor(at / 1000) * 1000;
  };
  // A plan names few distinct times and very many duties; formatting costs 20 µs.
  const known = new Map<string, EpochMs>();
  // A storm names one minute a hundred thousand times.
  const minutes = new Map<number, string>();
  const civil = (at: number): string => {
    const written = () => new Date(at + offsetMs(at)).toISOString().slice(0, 16);
    if (at < WHOLE_MINUTES_SINCE) return written();
    return keptFor(minutes, Math.floor(at / MINUTE_MS), written);
  };
  return {
    instant(date, time) {
      const name = `${date} ${time}`;
      return keptFor(known, name, () => resolve(date, time), MOST_KNOWN);
    },
    dateOf: (at) => civil(at).slice(0, 10),
    timeOf: (at) => civil(at).slice(11),
    offsetOf(at) {
      const east = Math.round(offsetMs(at) / MINUTE_MS);
      const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
      return `${east < 0 ? '-' : '+'}${two(Math.abs(east) / 60)}:${two(Math.abs(east) % 60)}`;
    },
  };

  function resolve(date: string, time: string): EpochMs {
    const asUtc = Date.parse(`${date}T${time}:00Z`);
    // The two offsets in force around the time; the later one first gives the earlier instant.
    const offsets = [offsetMs(asUtc - 86_400_000), offsetMs(asUtc + 86_400_000)];
    const fits = offsets
      .map((offset) => asUtc - offset)
      .filter((at) => at + offsetMs(at) === asUtc);
    return epochMs(fits.length > 0 ? Math.min(...fits) : asUtc - (offsets[0] ?? 0));
  }
}

/** What is known, or has to be made; so many are kept, then all are made anew. */
function keptFor<Key, Value>(
  known: Map<Key, Value>,
  key: Key,
  made: () => Value,
  most = MOST_MINUTES,
): Value {
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  if (known.size >= most) known.clear();
  const value = made();
  known.set(key, value);
  return value;
}

/** `date` plus some days, by the calendar and not by the clock. */
export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** ISO 8601 with the zone's offset, to the second: how instants are written at the borders. */
export const isoIn = (calendar: Calendar, at: EpochMs): string => {
  const seconds = String(Math.floor(at / 1000) % 60).padStart(2, '0');
  return `${calendar.dateOf(at)}T${calendar.timeOf(at)}:${seconds}${calendar.offsetOf(at)}`;
};

function partsOf(
  format: Intl.DateTimeFormat,
  at: number,
): (type: Intl.DateTimeFormatPartTypes) => number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return (type) => Number(parts.get(type));
}
