import { describe, expect, it } from 'vitest';
import { parseDuration, parseMoment } from '../../src/engine/moment.js';
import { postOf, seal } from '../../src/engine/compile.js';
import { byPath, compiled, dutiesOf, seasonPlan, step } from './season.js';
import { clock, DAY, HOUR, MINUTE } from './unit.js';

const dues = (plan: ReturnType<typeof seasonPlan>, path?: string) =>
  Object.fromEntries(
    Object.values(dutiesOf(plan, path)).map(({ id, dueAt }) => [id, clock(dueAt)]),
  );

describe('a moment', () => {
  it('is resolved in the plan’s zone, at compile', () => {
    const plan = seasonPlan([
      step('exam', { due: 'E-11d 17:00' }),
      step('first', { due: 'E 08:00' }),
      step('civil', { due: '2027-05-10 18:00' }),
      step('before', { due: 'S-60m', sessions: ['chinese', 'maths'] }),
      step('start', { due: 'S', sessions: ['chinese'] }),
      step('after', { due: 'S.end+30m', sessions: ['chinese', 'maths'] }),
      step('hangs', { due: 'step(exam)+2h' }),
      step('hangs-twice', { due: 'step(hangs)-1d' }),
      step('hangs-in-session', { due: 'step(after)+1h30m', sessions: ['maths'] }),
    ]);
    expect(compiled(plan).faults).toEqual([]);
    expect(dues(plan)).toEqual({
      exam: '2027-06-05 17:00',
      first: '2027-06-16 08:00',
      civil: '2027-05-10 18:00',
      'before@chinese': '2027-06-16 08:00',
      'before@maths': '2027-06-17 08:00',
      'start@chinese': '2027-06-16 09:00',
      'after@chinese': '2027-06-16 12:00',
      'after@maths': '2027-06-17 11:30',
      hangs: '2027-06-05 19:00',
      'hangs-twice': '2027-06-04 19:00',
      'hangs-in-session@maths': '2027-06-17 13:00',
    });
  });

  it('counts days by the calendar and offsets by the clock, over a change of the clock', () => {
    const steps = [step('eve', { due: 'E-1d 09:00' }), step('later', { due: 'step(eve)+24h' })];
    const plan = seasonPlan(steps, { timezone: 'Europe/London', examDay: '2027-03-28' });
    const { eve, later } = dutiesOf(plan);
    expect([eve, later].map((duty) => new Date(duty?.dueAt ?? 0).toISOString())).toEqual([
      '2027-03-27T09:00:00.000Z',
      '2027-03-28T09:00:00.000Z', // ten o'clock there: elapsed time, not the clock's face
    ]);
  });

  it('falls on the leap day and before the year where the calendar says so', () => {
    const steps = [step('leap', { due: 'E-1d 12:00' }), step('old', { due: 'E-61d 12:00' })];
    const plan = seasonPlan(steps, { examDay: '2028-03-01' });
    expect(dues(plan)).toEqual({ leap: '2028-02-29 12:00', old: '2027-12-31 12:00' });
  });

  it('that hangs on itself is reported with the circle, and owes nothing', () => {
    const steps = [
      step('a', { due: 'step(b)+1h' }),
      step('b', { due: 'step(c)+1h' }),
      step('c', { due: 'step(a)+1h' }),
      step('self', { due: 'step(self)-1h' }),
      step('fine'),
    ];
    const { faults } = compiled(seasonPlan(steps));
    const atOne = faults.filter(({ unit }) => unit === 'county/one');
    expect(atOne.map(({ code, step: id, detail }) => [code, id, detail])).toEqual([
      ['circular-step', 'a', 'a → b → c → a'],
      ['circular-step', 'b', 'b → c → a → b'],
      ['circular-step', 'c', 'c → a → b → c'],
      ['circular-step', 'self', 'self → self'],
    ]);
    expect(Object.keys(dues(seasonPlan(steps)))).toEqual(['fine']);
  });

  it('is a fault where nothing is known by it, and where it opens after it is due', () => {
    const steps = [
      step('strange', { due: 'noon' }),
      step('lost', { due: 'step(nobody)+1h' }),
      step('no-session', { due: 'S-1h' }),
      step('late', {
        opens: 'E 12:00',
        due: 'E 11:59',
      }),
      step('warned', {
        opens: 'E 11:00',
        due: 'E 12:00',
        warn: [
          { before: '10m', to: 'own.leader' },
          { before: '1h', to: 'own.leader' },
        ],
      }),
      step('ladderless', { ladder: 'none' }),
    ];
    const faults = compiled(seasonPlan(steps)).faults.filter(({ unit }) => unit === 'county/two');
    expect(faults.map(({ code, step: id }) => [code, id])).toEqual([
      ['unknown-moment', 'strange'],
      ['unknown-moment', 'lost'],
      ['unknown-moment', 'no-session'],
      ['open-after-due', 'late'],
      ['warn-before-open', 'warned'],
      ['unknown-ladder', 'ladderless'],
    ]);
  });

  it.each([
    'E-11d',
    'E-11d 24:00',
    'E 9:00',
    '2027-02-29 08:00',
    '2027-13-01 08:00',
    'S-',
    'S+1w',
    'step()+1h',
    '',
  ])('%j is none', (text) => expect(parseMoment(text)).toBeNull());

  it('knows which years have a leap day', () => {
    const leap = ['2028-02-29', '2000-02-29', '2027-02-29', '2100-02-29'];
    const known = leap.map((date) => parseMoment(`${date} 08:30`) !== null);
    expect(known).toEqual([true, true, false, false]);
  });

  it('has durations of days, hours and minutes, in that order', () => {
    expect(['0m', '30m', '2h', '7d', '1d2h3m', '1h30m'].map(parseDuration)).toEqual([
      0,
      30 * MINUTE,
      2 * HOUR,
      7 * DAY,
      DAY + 2 * HOUR + 3 * MINUTE,
      90 * MINUTE,
    ]);
    expect(['', 'h', '1m2h', '-1h', '1.5h', '1w', '123456m'].map(parseDuration)).toEqual(
      Array(7).fill(null),
    );
  });
});

describe('a step', () => {
  it('becomes a duty of each unit of its kind, its posts those of that unit', () => {
    const accept = { by: 'parent.office', within: '2h', ladder: 'general' };
    const lines = [{ id: 'l', by: 'own.guard' }];
    const plan = seasonPlan([step('a', { accept, lines, doer: 'patron' })]);
    expect(byPath(plan)['county']?.duties).toEqual([]);
    expect(dutiesOf(plan, 'county/two')['a']).toMatchObject({
      doer: 'county/two#patron',
      answerable: 'county/two#leader',
      accept: { by: 'county#office', withinMs: 2 * HOUR },
      lines: [{ id: 'l', by: 'county/two#guard' }],
    });
  });

  it('climbs each post once, so that the root is not told twice what it is as parent and as own', () => {
    const plan = seasonPlan([step('a', { scope: { units: ['county'] } })], {
      ladders: {
        general: {
          rungs: ['own.office', 'parent.office', 'root.office'].map((to, n) => ({
            to,
            after: `${n}h`,
          })),
          repeat: { every: '1h', times: 3 },
        },
      },
    });
    expect(dutiesOf(plan, 'county')['a']?.ladder).toEqual({
      rungs: [{ to: 'county#office', afterMs: 0 }],
      repeat: { everyMs: HOUR, times: 3 },
    });
  });

  it('reminds nobody of what has not opened yet', () => {
    const plan = seasonPlan([
      step('a', { opens: 'E-2d 12:00', due: 'E-1d 12:00', remind: ['2h', '1d', '7d', '23h'] }),
    ]);
    expect(dutiesOf(plan)['a']?.remindBeforeMs).toEqual([23 * HOUR, 2 * HOUR]);
  });

  it('speaks of posts by place: own, parent, root, patron, or by name', () => {
    const posts = ['own.doer', 'parent.office', 'root.head', 'patron', 'county/vault#guard'];
    expect(posts.map((target) => postOf(target, 'county/site/room'))).toEqual([
      'county/site/room#doer',
      'county/site#office',
      'county#head',
      'county/site/room#patron',
      'county/vault#guard',
    ]);
  });
});

describe('a sealed season', () => {
  it('names children by hash, so that a change below changes every hash above it and no other', () => {
    const hashes = (due: string) => {
      const steps = [step('a', { scope: { units: ['county/one'] }, due }), step('b')];
      const sealed = seal(compiled(seasonPlan(steps)).unitPlans, (plan) => JSON.stringify(plan));
      return Object.fromEntries(sealed.map(({ hash, plan }) => [plan.path, hash]));
    };
    const [early, late] = [hashes('E-1d 12:00'), hashes('E-1d 13:00')];
    expect(Object.keys(early).filter((path) => early[path] !== late[path])).toEqual([
      'county',
      'county/one',
    ]);
  });
});
