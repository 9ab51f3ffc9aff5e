import { plusDays } from './calendar.js';

/** What a country's authority has announced for a year: which days differ from the ordinary week. */
export interface WorkYear {
  /** `CN`, or a country and a part of it: `GB-ENG`. */
  readonly country: string;
  readonly year: number;
  /**
   * Days off, `YYYY-MM-DD`, weekends among them or not. Also of the last days of the year before, where
   * the notice of this year says so.
   */
  readonly off: readonly string[];
  /** Make-up working days (调休上班): weekends that are worked. */
  readonly on: readonly string[];
  /** The notice it rests on. */
  readonly source: string;
}

/** The working days of one country, in the years of which they are known. */
export interface WorkDays {
  readonly country: string;
  readonly years: readonly number[];
  /** Whether work is done on a day; null in a year that is not covered. */
  isWorkDay(date: string): boolean | null;
  /**
   * The working day that is the n-th before (negative) or after a date; the date itself is not counted
   * and may be a day off. `uncovered`: the count entered this year, of which nothing is known.
   */
  shift(date: string, days: number): { readonly date: string } | { readonly uncovered: number };
}

/**
 * The working days of a country out of all years known; a year given twice is said by the later one, so that
 * a season's own file corrects ours. No year is ever guessed.
 */
export function workDaysOf(country: string, known: readonly WorkYear[]): WorkDays {
  const byYear = new Map(
    known.filter((year) => year.country === country).map((year) => [year.year, year]),
  );
  const years = [...byYear.values()];
  const off = new Set(years.flatMap((year) => year.off));
  const on = new Set(years.flatMap((year) => year.on));
  const isWorkDay = (date: string): boolean | null => {
    if (!byYear.has(yearOf(date))) return null;
    return on.has(date) || (!off.has(date) && !isWeekend(date));
  };
  return {
    country,
    years: [...byYear.keys()].sort((a, b) => a - b),
    isWorkDay,
    shift(date, days) {
      const step = days < 0 ? -1 : 1;
      let at = date;
      for (let left = Math.abs(days); left > 0; ) {
        at = plusDays(at, step);
        const works = isWorkDay(at);
        if (works === null) return { uncovered: yearOf(at) };
        if (works) left -= 1;
      }
      return { date: at };
    },
  };
}

/** The plan's country where none is named: China's where its zone is China's, else none. */
export const countryOf = (plan: {
  readonly timezone: string;
  readonly calendar?: string | null;
}): string | null =>
  plan.calendar === undefined ? (plan.timezone === 'Asia/Shanghai' ? 'CN' : null) : plan.calendar;

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** Saturday and Sunday: where other days are free, their data says so. */
function isWeekend(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6;
}
