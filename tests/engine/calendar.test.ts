import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, isoIn, plusDays } from '../../src/engine/calendar.js';
import { epochMs } from '../../src/engine/model.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ZONES = [
  'Asia/Shanghai',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
] as const;
const zones = fc.constantFrom(...ZONES);
const minutes = fc
  .integer({ min: Date.UTC(2026, 0, 1) / MINUTE, max: Date.UTC(2032, 0, 1) / MINUTE })
  .map((count) => epochMs(count * MINUTE));

const utc = (at: number): string => new Date(at).toISOString().slice(0, 16);

describe('civil time', () => {
  it('goes round: an instant’s civil time names that instant, or its repetition by an hour', () => {
    fc.assert(
      fc.property(zones, minutes, (zone, at) => {
        const calendar = calendarOf(zone);
        const back = calendar.instant(calendar.dateOf(at), calendar.timeOf(at));
        // Where the clock goes back, the first of both is meant.
        expect([0, 30 * MINUTE, 60 * MINUTE]).toContain(at - back);
        expect(calendar.timeOf(back)).toBe(calendar.timeOf(at));
      }),
    );
  });

  it('in Shanghai has no exception: always eight hours before UTC', () => {
    fc.assert(
      fc.property(minutes, (at) => {
        const calendar = calendarOf('Asia/Shanghai');
        expect(`${calendar.dateOf(at)}T${calendar.timeOf(at)}`).toBe(utc(at + 8 * 60 * MINUTE));
        expect(calendar.instant(calendar.dateOf(at), calendar.timeOf(at))).toBe(at);
        expect(calendar.offsetOf(at)).toBe('+08:00');
      }),
    );
  });

  it.each([
    ['Europe/London', '2027-03-28 00:59', '2027-03-28T00:59'],
    ['Europe/London', '2027-03-28 01:30', '2027-03-28T01:30'], // skipped: 02:30 in summer time
    ['Europe/London', '2027-03-28 02:00', '2027-03-28T01:00'],
    ['Europe/London', '2027-10-31 00:59', '2027-10-30T23:59'],
    ['Europe/London', '2027-10-31 01:30', '2027-10-31T00:30'], // twice: the first is meant
    ['Europe/London', '2027-10-31 02:00', '2027-10-31T02:00'],
    ['America/New_York', '2027-03-14 02:30', '2027-03-14T07:30'], // skipped: 03:30 in summer time
    ['America/New_York', '2027-11-07 01:30', '2027-11-07T05:30'], // twice: the first is meant
    ['Asia/Shanghai', '2028-02-29 08:30', '2028-02-29T00:30'],
    ['Asia/Shanghai', '2028-01-01 00:00', '2027-12-31T16:00'],
    ['Pacific/Kiritimati', '2027-06-16 09:00', '2027-06-15T19:00'],
  ])('%s %s is %sZ', (zone, civil, instant) => {
    const [date = '', time = ''] = civil.split(' ');
    expect(utc(calendarOf(zone).instant(date, time))).toBe(instant);
  });

  it('names instants with the offset in force', () => {
    const london = calendarOf('Europe/London');
    expect(isoIn(london, epochMs(Date.UTC(2027, 2, 28, 0, 59, 59)))).toBe(
      '2027-03-28T00:59:59+00:00',
    );
    expect(isoIn(london, epochMs(Date.UTC(2027, 2, 28, 1, 0, 0)))).toBe(
      '2027-03-28T02:00:00+01:00',
    );
    const newYork = calendarOf('America/New_York');
    expect(isoIn(newYork, epochMs(Date.UTC(2027, 0, 1, 0, 0, 7)))).toBe(
      '2026-12-31T19:00:07-05:00',
    );
    expect(isoIn(calendarOf('Asia/Kolkata'), epochMs(0))).toBe('1970-01-01T05:30:00+05:30');
  });

  it('counts days by the calendar: over leap days, years and clock changes', () => {
    expect(['2028-02-28', '2027-02-28', '2027-12-31'].map((date) => plusDays(date, 1))).toEqual([
      '2028-02-29',
      '2027-03-01',
      '2028-01-01',
    ]);
    expect(plusDays('2028-03-11', -11)).toBe('2028-02-29');
    const london = calendarOf('Europe/London');
    const days = [0, 1].map((n) => london.instant(plusDays('2027-03-27', n), '09:00'));
    expect((days[1] ?? 0) - (days[0] ?? 0)).toBe(DAY - 60 * MINUTE);
  });

  it('throws on a zone that does not exist', () => {
    expect(() => calendarOf('Asia/Peking')).toThrow(RangeError);
  });

  it('is the same on hosts of any zone', () => {
    const before = process.env['TZ'];
    const answers = ['UTC', 'Asia/Shanghai', 'America/New_York'].map((zone) => {
      process.env['TZ'] = zone; // Node takes it from here on as the host's zone
      const at = calendarOf('Europe/London').instant('2027-03-28', '01:30');
      const eve = plusDays('2027-03-28', -1);
      return [new Date(2027, 0, 1).getTime(), at, calendarOf('Asia/Shanghai').timeOf(at), eve];
    });
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    expect(new Set(answers.map(([local]) => local)).size).toBe(3); // the hosts do differ
    const expected = [Date.UTC(2027, 2, 28, 1, 30), '09:30', '2027-03-27'];
    expect(answers.map(([, ...rest]) => rest)).toEqual([expected, expected, expected]);
  });
});
