import { describe, expect, it } from 'vitest';
import { anchorsOf, fixedInstant } from '../../src/engine/anchors.js';
import { calendarOf } from '../../src/engine/calendar.js';
import { compile } from '../../src/engine/compile.js';
import { plannedOf } from '../../src/engine/planned.js';
import type { SeasonPlan, StepSource } from '../../src/engine/season-plan.js';
import type { WorkYear } from '../../src/engine/workdays.js';
import { dutiesOf, seasonPlan, step } from './season.js';
import { clock } from './unit.js';

const title = { zh: '考试', en: 'Exam' };
const exams = [
  { id: 'gaokao', title, firstDay: '2027-06-07', lastDay: '2027-06-08' },
  { id: 'zhongkao', title, firstDay: '2027-06-16', lastDay: '2027-06-18' },
];
const times = { title, start: '09:00', end: '11:30' };
const sessions = [
  { id: 'chinese', day: 0, ...times },
  { id: 'english', exam: 'gaokao', day: 1, ...times },
  { id: 'zk-maths', exam: 'zhongkao', day: 1, ...times },
];
const season = (...steps: StepSource[]): SeasonPlan =>
  seasonPlan(steps, { examDay: '2027-06-07', exams, sessions });
const all = ['chinese', 'english', 'zk-maths'];
const dues = (plan: SeasonPlan) =>
  Object.values(dutiesOf(plan)).map(({ id, dueAt }) => `${id} ${clock(dueAt)}`);

describe('a season of two exams', () => {
  it('counts from the exam named, else from the step’s only one, else from the first', () => {
    const plan = season(
      step('a', { due: 'zhongkao:E-11d 17:00' }),
      step('b', { due: 'E-1d 12:00', exams: ['zhongkao'] }),
      step('c', { due: 'E-1d 12:00', exams: ['gaokao', 'zhongkao'] }),
      step('d', { due: 'E.end+1d 12:00' }),
      step('e', { due: 'zhongkao:E.end 18:00', exams: ['gaokao'] }),
      step('f', { due: 'step(b)+1h' }),
    );
    expect(dues(plan)).toEqual([
      'a 2027-06-05 17:00',
      'b 2027-06-15 12:00',
      'c 2027-06-06 12:00',
      'd 2027-06-09 12:00',
      'e 2027-06-18 18:00',
      'f 2027-06-15 13:00',
    ]);
  });

  it('has each session on its own exam’s day, and a plain E there is that exam’s', () => {
    const plan = season(
      step('a', { due: 'S-1h', sessions: all }),
      step('b', { due: 'E-1d 12:00', sessions: all }),
    );
    expect(dues(plan)).toEqual([
      'a@chinese 2027-06-07 08:00',
      'a@english 2027-06-08 08:00',
      'a@zk-maths 2027-06-17 08:00',
      'b@chinese 2027-06-06 12:00',
      'b@english 2027-06-06 12:00',
      'b@zk-maths 2027-06-15 12:00',
    ]);
  });

  it('asks a step of one exam only in that exam’s sessions', () => {
    const only = (...names: string[]) =>
      dues(season(step('a', { due: 'S', sessions: all, exams: names })));
    expect(only('zhongkao')).toEqual(['a@zk-maths 2027-06-17 09:00']);
    expect(only('gaokao')).toEqual(['a@chinese 2027-06-07 09:00', 'a@english 2027-06-08 09:00']);
  });

  it('refuses an exam that is not there', () => {
    const plan = season(step('a', { due: 'huikao:E-1d 12:00' }));
    const { faults } = compile(plan, calendarOf(plan.timezone), 1);
    expect(faults[0]).toMatchObject({ code: 'unknown-exam', step: 'a', at: ['due'] });
    expect(faults[0]?.detail).toContain('huikao');
  });
});

describe('an exam that is not named', () => {
  it('lasts as long as its sessions', () => {
    const plan = seasonPlan([step('a', { due: 'E.end+1d 12:00' })]);
    expect(dues(plan)).toEqual(['a 2027-06-18 12:00']);
  });
});

describe('working days', () => {
  const workYears: WorkYear[] = [
    {
      ...{ country: 'CN', year: 2027, source: 'invented for this test' },
      off: ['2027-06-09', '2027-06-10', '2027-06-11'],
      on: ['2027-06-13'],
    },
  ];
  const resolve = (plan: SeasonPlan) => {
    const { unitPlans, faults } = compile(plan, calendarOf(plan.timezone), 1, { workYears });
    const duties = unitPlans.find(({ path }) => path === 'county/one')?.duties ?? [];
    const one = faults.filter(({ unit }) => unit === 'county/one');
    return [
      ...duties.map(({ id, dueAt }) => `${id} ${clock(dueAt)}`),
      ...one.map(({ code, step: id, detail }) => `${code} ${id} ${detail}`),
    ];
  };

  it('are counted from an exam over days off and make-up days, and move neither exam nor session', () => {
    const plan = season(
      step('a', { due: 'zhongkao:E-3wd 17:00' }), // 15 and 14 June, and Sunday the 13th
      step('b', { due: 'zhongkao:E-4wd 17:00' }), // the 12th is a Saturday, 9 to 11 are off
      step('c', { due: 'E.end+1wd 17:00' }),
      step('d', { due: 'E+2d 17:00' }), // a day off, and it stays
      step('e', { due: 'S', sessions: ['zk-maths'] }),
    );
    expect(resolve(plan)).toEqual([
      'a 2027-06-13 17:00',
      'b 2027-06-08 17:00',
      'c 2027-06-13 17:00',
      'd 2027-06-09 17:00',
      'e@zk-maths 2027-06-17 09:00',
    ]);
  });

  it('are refused in a year that is not covered, where plain dates are not', () => {
    const plan = season(
      step('a', { due: 'E-200wd 17:00' }),
      step('b', { due: '2026-06-01 17:00' }),
      step('c', { due: 'E-300d 17:00' }),
    );
    expect(resolve(plan)).toEqual([
      'b 2026-06-01 17:00',
      'c 2026-08-11 17:00',
      'year-not-covered a E-200wd 17:00 (CN 2026)',
    ]);
  });

  it('are refused where the plan has no calendar', () => {
    const plan = { ...season(step('a', { due: 'E-1wd 17:00' })), calendar: null };
    expect(resolve(plan)).toEqual(['calendar-missing a E-1wd 17:00']);
    const london = { ...plan, timezone: 'Europe/London', calendar: 'GB-ENG' };
    expect(resolve(london)).toEqual(['year-not-covered a E-1wd 17:00 (GB-ENG 2027)']);
  });
});

describe('a moment by itself', () => {
  it('is read without a step: a roster’s, a rehearsal’s', () => {
    const plan = season();
    const anchors = anchorsOf(plan, calendarOf(plan.timezone));
    const at = (text: string) => {
      const instant = fixedInstant(text, anchors);
      return typeof instant === 'number' ? clock(instant) : instant.code;
    };
    expect(
      ['E-1d 08:00', 'zhongkao:E.end 20:00', '2027-05-10 18:00', 'E-1wd 08:00', 'S', 'done(a)'].map(
        at,
      ),
    ).toEqual([
      ...['2027-06-06 08:00', '2027-06-18 20:00', '2027-05-10 18:00'],
      ...['year-not-covered', 'unknown-moment', 'unknown-moment'],
    ]);
  });
});

describe('the planned time of a duty', () => {
  it('is its span, its opening to its due instant, or its first reminder', () => {
    const span = { from: 'E-1d 08:00', until: 'E 18:00' };
    const plan = season(
      step('series', { kind: 'series', due: '', series: { ...span, every: '1h', of: 'task' } }),
      step('opened', { opens: 'E-3d 08:00', remind: ['1d'] }),
      step('reminded', { remind: ['2h', '1d'] }),
      step('sudden'),
    );
    const planned = Object.values(dutiesOf(plan)).map((duty) => {
      const { openAt, dueAt } = plannedOf(duty);
      return `${duty.id} ${clock(openAt)} ${clock(dueAt)}`;
    });
    expect(planned).toEqual([
      'opened 2027-06-04 08:00 2027-06-06 12:00',
      'reminded 2027-06-05 12:00 2027-06-06 12:00',
      'series 2027-06-06 08:00 2027-06-07 18:00',
      'sudden 2027-06-06 12:00 2027-06-06 12:00',
    ]);
  });
});
