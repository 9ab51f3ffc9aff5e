import { isWorkday } from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusDays } from '../../src/engine/calendar.js';
import { countryOf, workDaysOf, type WorkYear } from '../../src/engine/workdays.js';
import { isWorkYear, shippedWorkYears } from '../../src/plan/work-years.js';

const shipped = shippedWorkYears();
const china = workDaysOf('CN', shipped);
const england = workDaysOf('GB-ENG', shipped);

const daysOf = (year: number): string[] =>
  Array.from({ length: 366 }, (_, n) => plusDays(`${year}-01-01`, n)).filter((day) =>
    day.startsWith(String(year)),
  );

describe('China’s working days', () => {
  it.each([2025, 2026])('of %i are those that another library knows', (year) => {
    const days = daysOf(year);
    const differ = days.filter((day) => china.isWorkDay(day) !== isWorkday(day));
    expect([days.length, differ]).toEqual([365, []]);
  });

  it('of 2026 are 248, six of them at weekends', () => {
    const work = daysOf(2026).filter((day) => china.isWorkDay(day));
    const weekends = work.filter((day) => [0, 6].includes(new Date(day).getUTCDay()));
    expect([work.length, weekends]).toEqual([
      248,
      ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    ]);
  });

  it.each([
    ['2026-06-07', -5, '2026-06-01'], // gaokao 2026 begins on a Sunday
    ['2026-06-22', -1, '2026-06-18'], // over the Dragon Boat holiday
    ['2026-02-27', 1, '2026-02-28'], // a Saturday that is worked
    ['2026-02-24', -1, '2026-02-14'], // over nine days off to a Saturday that is worked
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-01-04', -1, '2025-12-31'], // over the New Year holiday
    ['2027-01-01', -1, '2026-12-31'], // of 2027 no day is looked at
  ])('%s, %i working days on, is %s', (from, days, to) => {
    expect(china.shift(from, days)).toEqual({ date: to });
  });

  it.each([
    ['2026-12-30', 2, 2027],
    ['2027-06-07', -5, 2027],
    ['2025-01-02', -2, 2024],
    ['2027-01-05', -3, 2027],
  ])('are not guessed: %s, %i working days on, enters %i', (from, days, uncovered) => {
    expect(china.shift(from, days)).toEqual({ uncovered });
    expect(china.isWorkDay(`${uncovered}-06-08`)).toBeNull();
  });
});

describe('England’s bank holidays', () => {
  it.each([2026, 2027])('of %i follow from the rules', (year) => {
    expect(
      daysOf(year).filter((day) => england.isWorkDay(day) === false && !isWeekend(day)),
    ).toEqual(bankHolidays(year));
  });

  it('of 2027 push the fifth working day before 5 April back to the Thursday before Easter', () => {
    // 2 April, 1 April, 31 and 30 March; the 29th and the 26th are off
    expect(england.shift('2027-04-05', -5)).toEqual({ date: '2027-03-25' });
  });
});

describe('working days', () => {
  const noted = fc.record({
    off: fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 40 }),
    on: fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 10 }),
  });
  const yearOf = ({ off, on }: { off: readonly number[]; on: readonly number[] }): WorkYear => ({
    ...{ country: 'XX', year: 2027, source: 'a test' },
    off: off.filter((n) => !on.includes(n)).map((n) => plusDays('2027-01-01', n)),
    on: on.map((n) => plusDays('2027-01-01', n)),
  });

  it('are counted one by one: the n-th has n-1 between, in both directions', () => {
    fc.assert(
      fc.property(
        noted,
        fc.integer({ min: 0, max: 364 }),
        fc.integer({ min: -60, max: 60 }).filter((days) => days !== 0),
        (notice, start, days) => {
          const work = workDaysOf('XX', [yearOf(notice)]);
          const from = plusDays('2027-01-01', start);
          const ahead = daysOf(2027).filter(
            (day) => work.isWorkDay(day) && (days < 0 ? day < from : day > from),
          );
          const nth = days < 0 ? ahead.at(days) : ahead[days - 1];
          const beyond = days < 0 ? 2026 : 2028;
          expect(work.shift(from, days)).toEqual(nth ? { date: nth } : { uncovered: beyond });
        },
      ),
    );
  });

  it('of a year given twice are those of the later notice', () => {
    const early = yearOf({ off: [3], on: [] });
    const work = workDaysOf('XX', [early, { ...early, off: ['2027-01-05'] }]);
    expect([work.isWorkDay('2027-01-04'), work.isWorkDay('2027-01-05')]).toEqual([true, false]);
  });

  it('may be spoken of by the next year’s notice, and not by another country’s', () => {
    const own = yearOf({ off: [], on: [] });
    const notice = { ...own, year: 2028, off: ['2027-12-31'] };
    expect(workDaysOf('XX', [own, notice]).isWorkDay('2027-12-31')).toBe(false);
    expect(workDaysOf('YY', [notice]).isWorkDay('2028-01-03')).toBeNull();
  });

  it.each([
    [{ timezone: 'Asia/Shanghai' }, 'CN'],
    [{ timezone: 'Europe/London' }, null],
    [{ timezone: 'Europe/London', calendar: 'GB-ENG' }, 'GB-ENG'],
    [{ timezone: 'Asia/Shanghai', calendar: null }, null],
  ])('of %j are those of %s', (plan, country) => expect(countryOf(plan)).toBe(country));
});

describe('the years that come with Kaowu', () => {
  it('are named in order, each once, each with its source', () => {
    expect(shipped.map(({ country, year }) => `${country}-${year}`)).toEqual([
      'CN-2025',
      'CN-2026',
      'GB-ENG-2026',
      'GB-ENG-2027',
    ]);
    expect(shipped.every(({ source }) => source.length > 10)).toBe(true);
  });

  it.each([
    { off: ['2026-02-30'] },
    { off: ['2027-01-01'] },
    { on: ['2026-01-01'] },
    { year: '2026' },
    { source: undefined },
  ])('are refused with %j', (wrong) => {
    const right = { country: 'CN', year: 2026, source: 'a notice', off: ['2026-01-01'], on: [] };
    expect([isWorkYear(right), isWorkYear({ ...right, ...wrong })]).toEqual([true, false]);
  });
});

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

/** The Banking and Financial Dealings Act 1971 and its proclamations, without the days of single years. */
function bankHolidays(year: number): string[] {
  const monday = (month: number, day: number): string => {
    const first = new Date(Date.UTC(year, month - 1, day));
    return plusDays(first.toISOString().slice(0, 10), (8 - first.getUTCDay()) % 7);
  };
  const sunday = easter(year);
  const christmas = [`${year}-12-25`, `${year}-12-26`];
  const taken: string[] = [];
  for (let day of [`${year}-01-01`, ...christmas]) {
    while (isWeekend(day) || taken.includes(day)) day = plusDays(day, 1);
    taken.push(day);
  }
  return [
    ...taken,
    ...[plusDays(sunday, -2), plusDays(sunday, 1)],
    ...[monday(5, 1), monday(5, 25), monday(8, 25)],
  ].sort();
}

/** Easter Sunday by the anonymous Gregorian computus. */
function easter(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = b - Math.floor(b / 4) - Math.floor((8 * b + 13) / 25) + 19 * a + 15;
  const h = d % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
