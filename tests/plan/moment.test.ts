import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCivilDate, parseDuration, parseMoment } from '../../src/engine/moment.js';

const two = (n: number) => String(n).padStart(2, '0');
const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${two(h)}:${two(m)}`);
const minutes = fc.nat(99_999);

describe('a moment', () => {
  it.each([
    ['E-11d 17:00', { type: 'exam', days: -11, time: '17:00' }],
    ['E+1d 12:00', { type: 'exam', days: 1, time: '12:00' }],
    ['E 08:00', { type: 'exam', days: 0, time: '08:00' }],
    ['S-60m', { type: 'session', edge: 'start', offsetMs: -3_600_000 }],
    ['S+0m', { type: 'session', edge: 'start', offsetMs: 0 }],
    ['S.end+30m', { type: 'session', edge: 'end', offsetMs: 1_800_000 }],
    ['2027-05-10 18:00', { type: 'civil', date: '2027-05-10', time: '18:00' }],
    ['step(papers-in)+2h', { type: 'step', step: 'papers-in', offsetMs: 7_200_000 }],
    ['step(a)', { type: 'step', step: 'a', offsetMs: 0 }],
    ['2028-02-29 00:00', { type: 'civil', date: '2028-02-29', time: '00:00' }],
  ])('%s is read', (text, ast) => {
    expect(parseMoment(text)).toEqual(ast);
  });

  it.each([
    '',
    'E',
    'E-11 17:00',
    'E-11d',
    'E-11d 24:00',
    'E-11d 17:60',
    'e 08:00',
    'E-5wd 08:00',
    'S-',
    'S-1',
    'S.begin+1m',
    '2027-02-30 10:00',
    '2027-02-29 10:00',
    '2027-13-01 10:00',
    '2027-00-01 10:00',
    '2027-05-10',
    '2027-05-10T18:00',
    'step()',
    'step(A)',
    'step(a)+',
    'step(a)+2',
    ' E 08:00',
    'E 08:00 ',
    'E+99999d 08:00',
  ])('%j is none', (text) => {
    expect(parseMoment(text)).toBeNull();
  });

  it('keeps what it was told', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9999, max: 9999 }), time, minutes, (days, at, offset) => {
        const sign = days < 0 ? '-' : '+';
        expect(parseMoment(`E${sign}${Math.abs(days)}d ${at}`)).toEqual({
          type: 'exam',
          days,
          time: at,
        });
        expect(parseMoment(`S.end-${offset}m`)).toMatchObject({
          offsetMs: offset === 0 ? 0 : -offset * 60_000,
        });
      }),
    );
  });

  it('survives JSON, whatever the text', () => {
    const near = fc.array(fc.constantFrom(...'ES-+.()dhm 0123456789:end step'), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          near.map((chars) => chars.join('')),
        ),
        (text) => {
          const ast = parseMoment(text);
          expect(JSON.parse(JSON.stringify(ast))).toEqual(ast);
        },
      ),
    );
  });

  it('knows the days that exist, as the calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(14), fc.nat(33), (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
        const parsed = new Date(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
        expect(isCivilDate(text)).toBe(exists);
      }),
    );
  });
});

describe('a duration', () => {
  it.each([
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['1d2h3m', 93_780_000],
    ['0m', 0],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', 'm', '-3m', '1.5h', '3', '3 m', '2h1d', '3s', '999999m'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
