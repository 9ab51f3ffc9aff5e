import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isCivilDate,
  momentRefs,
  parseDuration,
  parseMoment,
  printDuration,
  printMoment,
  type MomentAst,
} from '../../src/engine/moment.js';

const two = (n: number) => String(n).padStart(2, '0');
const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${two(h)}:${two(m)}`);
const minutes = fc.nat(99_999);
const day = { type: 'exam', exam: null, edge: 'start' };
const offsetMs = fc.integer({ min: -99_999, max: 99_999 }).map((count) => count * 60_000 || 0);
const name = fc.constantFrom('a', 'papers-in', 'zhongkao', `x${'9'.repeat(63)}`);
const date = fc
  .integer({ min: -62_135_596_800, max: 253_402_300_799 })
  .map((seconds) => new Date(seconds * 1000).toISOString().slice(0, 10));
const days = {
  exam: fc.option(name),
  edge: fc.constantFrom('start', 'end'),
  time,
} as const;
const moments: fc.Arbitrary<MomentAst> = fc.oneof(
  fc.record({ type: fc.constant('exam'), ...days, days: fc.integer({ min: -9999, max: 9999 }) }),
  fc.record({
    ...{ type: fc.constant('workday'), ...days },
    days: fc.integer({ min: -999, max: 999 }).filter((count) => count !== 0),
  }),
  fc.record({ type: fc.constant('session'), edge: days.edge, offsetMs }),
  fc.record({ type: fc.constant('civil'), date, time }),
  fc.record({ type: fc.constant('step'), step: name, offsetMs }),
  fc.record({ type: fc.constant('done'), step: name, offsetMs: offsetMs.map(Math.abs) }),
);

describe('a moment', () => {
  it.each([
    ['E-11d 17:00', { ...day, days: -11, time: '17:00' }],
    ['E+1d 12:00', { ...day, days: 1, time: '12:00' }],
    ['E 08:00', { ...day, days: 0, time: '08:00' }],
    ['E-0d 08:00', { ...day, days: 0, time: '08:00' }],
    ['gaokao:E-11d 17:00', { ...day, exam: 'gaokao', days: -11, time: '17:00' }],
    ['E.end+1d 12:00', { ...day, edge: 'end', days: 1, time: '12:00' }],
    ['E.end 18:00', { ...day, edge: 'end', days: 0, time: '18:00' }],
    ['zk-2:E.end-1d 12:00', { ...day, exam: 'zk-2', edge: 'end', days: -1, time: '12:00' }],
    ['E-5wd 17:00', { ...day, type: 'workday', days: -5, time: '17:00' }],
    ['E.end+3wd 09:00', { ...day, type: 'workday', edge: 'end', days: 3, time: '09:00' }],
    ['gaokao:E-1wd 17:00', { ...day, type: 'workday', exam: 'gaokao', days: -1, time: '17:00' }],
    ['done(papers-in)+2h', { type: 'done', step: 'papers-in', offsetMs: 7_200_000 }],
    ['begun+2m', { type: 'begun', offsetMs: 120_000 }],
    ['done(a)', { type: 'done', step: 'a', offsetMs: 0 }],
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
    'E-0wd 08:00',
    'E-5wd',
    'E-1000wd 08:00',
    'E-5 wd 08:00',
    ':E 08:00',
    'Gaokao:E 08:00',
    'gaokao: E 08:00',
    'gaokao:S-60m',
    'E.start 08:00',
    'E.end',
    'done(a)-1h',
    'done()',
    'done(a)+0.5h',
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
        const moment = parseMoment(`E${sign}${Math.abs(days)}d ${at}`);
        expect(moment).toEqual({ ...day, days, time: at });
        expect(parseMoment(`S.end-${offset}m`)).toMatchObject({
          offsetMs: offset === 0 ? 0 : -offset * 60_000,
        });
      }),
    );
  });

  it('is written as it is read', () => {
    fc.assert(
      fc.property(moments, (moment) => {
        expect(parseMoment(printMoment(moment))).toEqual(moment);
      }),
    );
  });

  it.each([
    ['E-11d 17:00', 'E-11d 17:00'],
    ['E+0d 08:00', 'E 08:00'],
    ['gaokao:E.end+3wd 09:00', 'gaokao:E.end+3wd 09:00'],
    ['S-60m', 'S-1h'],
    ['S.end+90m', 'S.end+1h30m'],
    ['step(a)+48h', 'step(a)+2d'],
    ['done(a)+0m', 'done(a)'],
    ['2027-05-10 18:00', '2027-05-10 18:00'],
  ])('%s is written %s', (text, written) => {
    const moment = parseMoment(text);
    expect(moment && printMoment(moment)).toBe(written);
  });

  it.each([
    [
      'gaokao:E-1wd 17:00',
      { exam: 'gaokao', step: null, begun: false, session: false, workdays: true },
    ],
    ['E-1d 17:00', { exam: null, step: null, begun: false, session: false, workdays: false }],
    ['S-60m', { exam: null, step: null, begun: false, session: true, workdays: false }],
    [
      'step(a)',
      { exam: null, step: { id: 'a', how: 'due' }, begun: false, session: false, workdays: false },
    ],
    [
      'done(a)',
      { exam: null, step: { id: 'a', how: 'done' }, begun: false, session: false, workdays: false },
    ],
  ])('%s names what it hangs on', (text, refs) => {
    const moment = parseMoment(text);
    expect(moment && momentRefs(moment)).toEqual(refs);
  });

  it('is read in time that grows with the text and no faster', () => {
    const long = ['0', '9d', 'a-', ':', 'E', '((', ' ', 'done('].map((part) =>
      part.repeat(200_000),
    );
    const begin = process.cpuUsage().user;
    for (const head of ['', 'E-', 'S+', 'done(a)+', 'step(', 'x:E.end+'])
      for (const tail of long) expect(parseMoment(head + tail)).toBeNull();
    expect(process.cpuUsage().user - begin).toBeLessThan(200_000);
  });

  it('survives JSON, whatever the text', () => {
    const near = fc.array(fc.constantFrom(...'ES-+.()dhmw 0123456789:end step'), { maxLength: 20 });
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

  it('is written as it is read', () => {
    fc.assert(
      fc.property(fc.nat(9_999), fc.nat(9_999), fc.nat(99_999), (d, h, m) => {
        const ms = parseDuration(`${d}d${h}h${m}m`) ?? 0;
        expect(parseDuration(printDuration(ms))).toBe(ms);
      }),
    );
    expect([0, 90, 1440, 1530].map((m) => printDuration(m * 60_000))).toEqual([
      '0m',
      '1h30m',
      '1d',
      '1d1h30m',
    ]);
  });

  it.each(['', 'm', '-3m', '1.5h', '3', '3 m', '2h1d', '3s', '999999m'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
