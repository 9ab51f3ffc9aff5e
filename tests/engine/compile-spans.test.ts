import { describe, expect, it } from 'vitest';
import type { StepSource } from '../../src/engine/season-plan.js';
import { compiled, dutiesOf, seasonPlan, step } from './season.js';
import { clock, DAY, HOUR, MINUTE } from './unit.js';

const series = (over: Partial<NonNullable<StepSource['series']>>): Partial<StepSource> => ({
  kind: 'series',
  due: '',
  series: { from: 'E-1d 08:00', until: 'E 18:00', of: 'task', ...over },
});
const watch = (over: Partial<NonNullable<StepSource['watch']>> = {}): Partial<StepSource> => ({
  kind: 'watch',
  due: '',
  watch: {
    ...{ from: 'E-1d 08:00', until: 'E 18:00', minimum: 4, heads: 2 },
    ...{ shift: '8h', within: '15m', grace: '10m', ...over },
  },
});
const papersIn = step('papers-in', { due: 'E-2d 16:00' });

/** Codes, steps and keys of what is wrong at one site. */
const wrong = (...steps: StepSource[]) =>
  compiled(seasonPlan(steps))
    .faults.filter(({ unit }) => unit === 'county/one')
    .map(({ code, step: id, at }) => `${code} ${id} ${at.join('.')}`);

describe('a series', () => {
  it('every so long keeps its span, and is due when that ends', () => {
    const { patrol } = dutiesOf(
      seasonPlan([step('patrol', series({ every: '30m', of: 'signed' }))]),
    );
    expect(patrol).toMatchObject({
      ...{ kind: 'series', openAt: null },
      series: { everyMs: 30 * MINUTE, leadMs: 30 * MINUTE, instants: null, of: 'signed' },
    });
    const { fromAt = 0, untilAt = 0, from, until } = patrol?.series ?? {};
    expect([clock(fromAt), clock(untilAt), clock(patrol?.dueAt ?? 0), from, until]).toEqual([
      ...['2027-06-15 08:00', '2027-06-16 18:00', '2027-06-16 18:00'],
      ...[null, null],
    ]);
  });

  it('at times of the day is due at each of them within its span, both ends counted', () => {
    const { report } = dutiesOf(
      seasonPlan([step('report', series({ daily: ['18:00', '08:00', '12:30'], lead: '1h' }))]),
    );
    expect(report?.series?.instants?.map((at) => clock(at))).toEqual([
      ...['2027-06-15 08:00', '2027-06-15 12:30', '2027-06-15 18:00'],
      ...['2027-06-16 08:00', '2027-06-16 12:30', '2027-06-16 18:00'],
    ]);
    expect(report?.series?.leadMs).toBe(HOUR);
    const usual = dutiesOf(seasonPlan([step('report', series({ daily: ['12:30'] }))]));
    expect(usual['report']?.series?.leadMs).toBe(12 * HOUR);
  });

  it('at nine is at nine before and after the clock goes forward, and once in the lost hour', () => {
    const steps = [
      step('nine', series({ daily: ['09:00'], from: 'E-2d 00:00', until: 'E+1d 23:00' })),
      step('lost', series({ daily: ['01:30', '02:30'], from: 'E 00:00', until: 'E 12:00' })),
      step('regular', series({ every: '24h', from: 'E-1d 09:00', until: 'E+1d 23:00' })),
    ];
    const plan = seasonPlan(steps, { timezone: 'Europe/London', examDay: '2027-03-28' });
    const { nine, lost, regular } = dutiesOf(plan);
    const utc = (at: number) => new Date(at).toISOString().slice(0, 16);
    expect(nine?.series?.instants?.map(utc)).toEqual([
      ...['2027-03-26T09:00', '2027-03-27T09:00', '2027-03-28T08:00', '2027-03-29T08:00'],
    ]);
    expect(lost?.series?.instants?.map(utc)).toEqual(['2027-03-28T01:30']);
    expect(regular?.series?.everyMs).toBe(DAY); // elapsed time: ten o'clock from Sunday on
  });

  it('between events knows its times a week beyond both, in case they come early or late', () => {
    const steps = [
      papersIn,
      step('papers-out', { due: 'E+1d 20:00' }),
      step(
        'report',
        series({ daily: ['21:30'], from: 'done(papers-in)', until: 'done(papers-out)+1h' }),
      ),
    ];
    const { report } = dutiesOf(seasonPlan(steps));
    const { fromAt = 0, untilAt = 0, from, until, instants } = report?.series ?? {};
    expect([clock(fromAt), clock(untilAt)]).toEqual(['2027-06-14 16:00', '2027-06-17 21:00']);
    expect([from, until]).toEqual([
      { duty: 'papers-in', offsetMs: 0 },
      { duty: 'papers-out', offsetMs: HOUR },
    ]);
    expect([clock(instants?.[0] ?? 0), clock(instants?.at(-1) ?? 0)]).toEqual([
      '2027-06-07 21:30',
      '2027-06-23 21:30',
    ]);
  });

  it('reminds of an occurrence only while that is open', () => {
    const body = series({ every: '4h', lead: '2h' });
    const { patrol } = dutiesOf(seasonPlan([step('patrol', { ...body, remind: ['3h', '1h'] })]));
    expect(patrol?.remindBeforeMs).toEqual([HOUR]);
  });

  it('is refused where it never comes, comes too often, or ends before it begins', () => {
    expect(
      wrong(
        step('backwards', series({ every: '1h', from: 'E 18:00', until: 'E 08:00' })),
        step('instant', series({ every: '1h', from: 'E 18:00', until: 'E 18:00' })),
        step('each-minute', series({ every: '1m', from: 'E-9d 08:00' })),
        step('endless', series({ every: '0m' })),
        step('for-ever', series({ daily: ['09:00'], until: '8999-12-31 08:00' })),
        step('never', series({ daily: ['20:00'], from: 'E 08:00' })),
        step('once', series({ every: '34h' })), // exactly its span
        step('seldom', series({ every: '34h1m' })),
        step('neither', series({})),
        step('no-time', series({ daily: ['25:00'] })),
        step('without', { kind: 'series', due: '' }),
        step('bare', { kind: 'watch', due: '' }),
      ),
    ).toEqual([
      'span-reversed backwards series.until',
      'span-reversed instant series.until',
      'series-too-dense each-minute series.every',
      'series-too-dense endless series.every',
      'series-too-dense for-ever series.daily',
      'series-empty never series.daily',
      'series-empty seldom series.every',
      'series-empty neither series',
      'unknown-moment no-time series.daily',
      'span-missing without kind',
      'span-missing bare kind',
    ]);
  });
});

describe('a watch', () => {
  it('keeps its crew, its shifts and its span, and is due when that ends', () => {
    const { vault } = dutiesOf(seasonPlan([step('vault', { ...watch(), remind: ['9h', '30m'] })]));
    expect(vault).toMatchObject({
      ...{ openAt: null, remindBeforeMs: [30 * MINUTE] },
      watch: {
        ...{ minimum: 4, heads: 2, shiftMs: 8 * HOUR },
        ...{ withinMs: 15 * MINUTE, graceMs: 10 * MINUTE, from: null, until: null },
      },
    });
    expect(clock(vault?.dueAt ?? 0)).toBe('2027-06-16 18:00');
  });

  it('begins with a real event, of the same session where that has one', () => {
    const steps = [
      papersIn,
      step('opened', { due: 'S-30m', sessions: ['chinese', 'maths'] }),
      step('vault', watch({ from: 'done(papers-in)+30m' })),
      step('room', {
        ...watch({ from: 'done(opened)', until: 'S.end' }),
        sessions: ['maths'],
      }),
    ];
    const duties = dutiesOf(seasonPlan(steps));
    expect(duties['vault']?.watch?.from).toEqual({ duty: 'papers-in', offsetMs: 30 * MINUTE });
    expect(duties['room@maths']?.watch?.from).toEqual({ duty: 'opened@maths', offsetMs: 0 });
    expect(clock(duties['room@maths']?.watch?.fromAt ?? 0)).toBe('2027-06-17 08:30');
  });

  it('is refused with shifts of no length', () => {
    expect(wrong(step('vault', watch({ shift: '0m' })))).toEqual([
      'series-too-dense vault watch.shift',
    ]);
  });
});

describe('a moment from a real event', () => {
  it('is planned from that event’s own due instant, and the step opens with it', () => {
    const steps = [papersIn, step('stored', { due: 'done(papers-in)+2h', remind: ['3h', '1h'] })];
    const { stored } = dutiesOf(seasonPlan(steps));
    expect(stored?.after).toEqual({ duty: 'papers-in', offsetMs: 2 * HOUR });
    expect([clock(stored?.openAt ?? 0), clock(stored?.dueAt ?? 0)]).toEqual([
      '2027-06-14 16:00',
      '2027-06-14 18:00',
    ]);
    expect(stored?.remindBeforeMs).toEqual([HOUR]);
    expect(dutiesOf(seasonPlan([papersIn]))['papers-in']).not.toHaveProperty('after');
  });

  it('may follow another, and be counted from like any due time', () => {
    const steps = [
      papersIn,
      step('stored', { due: 'done(papers-in)+2h' }),
      step('told', { due: 'done(stored)+30m' }),
      step('filed', { due: 'step(told)+1d' }),
    ];
    const duties = dutiesOf(seasonPlan(steps));
    expect(clock(duties['told']?.dueAt ?? 0)).toBe('2027-06-14 18:30');
    expect(duties['told']?.after?.duty).toBe('stored');
    expect(clock(duties['filed']?.dueAt ?? 0)).toBe('2027-06-15 18:30');
    expect(duties['filed']).not.toHaveProperty('after');
  });

  it('is the one duty of the other step, also from within a session', () => {
    const steps = [
      papersIn,
      step('handed', { due: 'done(papers-in)+1h', sessions: ['chinese', 'maths'] }),
      step('moved', { due: 'E-1d 12:00', exams: ['exam'] }),
      step('seen', { due: 'step(moved)+1h', sessions: ['maths'] }),
    ];
    const exam = {
      id: 'exam',
      title: papersIn.title,
      firstDay: '2027-06-16',
      lastDay: '2027-06-17',
    };
    const other = { ...exam, id: 'other', firstDay: '2027-06-20', lastDay: '2027-06-20' };
    const sessions = seasonPlan([]).sessions.map((one) => ({ ...one, exam: 'other' }));
    const duties = dutiesOf(seasonPlan(steps, { exams: [other, exam], sessions }));
    expect(duties['handed@maths']?.after).toEqual({ duty: 'papers-in', offsetMs: HOUR });
    expect(clock(duties['seen@maths']?.dueAt ?? 0)).toBe('2027-06-15 13:00');
    const any = step('any', { due: 'E-1d 12:00' });
    const same = step('same', { due: 'step(any)', sessions: ['maths'] });
    const exams = [exam, other];
    const plain = dutiesOf(seasonPlan([any, same], { exams, sessions }));
    expect(plain['same@maths']?.dueAt).toBe(plain['any']?.dueAt);
  });

  it('is refused where the event is another unit’s, is several, is itself, or opens a step', () => {
    expect(
      wrong(
        papersIn,
        step('elsewhere', { scope: { units: ['county'] } }),
        step('opened', { due: 'S-30m', sessions: ['chinese', 'maths'] }),
        step('a', { due: 'done(elsewhere)+1h' }),
        step('b', { due: 'done(opened)+1h' }),
        step('c', { due: 'done(d)+1h' }),
        step('d', { due: 'step(c)+1h' }),
        step('e', { due: 'done(e)' }),
        step('f', { opens: 'done(papers-in)' }),
        step('g', { opens: 'E-2d 08:00', due: 'done(papers-in)+1h' }),
        step('h', { due: 'done(nobody)' }),
        step('chinese', { due: 'E 12:00', sessions: ['chinese'] }),
        step('i', { due: 'done(chinese)+1h', sessions: ['maths'] }),
      ),
    ).toEqual([
      'done-elsewhere a due',
      'done-elsewhere b due',
      'circular-step c due',
      'circular-done d due',
      'circular-done e due',
      'done-misplaced f opens',
      'done-misplaced g opens',
      'done-elsewhere h due',
      'done-elsewhere i due',
    ]);
  });
});
