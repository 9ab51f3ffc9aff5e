import { describe, expect, it } from 'vitest';
import { nextWake } from '../../src/engine/decide.js';
import { NEVER, type Duty, type UnitPlan } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import {
  act,
  complete,
  DAY,
  duty,
  HOUR,
  ladder,
  notes,
  on,
  run,
  TICK,
  toldIn,
  unitPlan,
  type Course,
  type Script,
} from './unit.js';

const DUE = on('2027-06-15 17:00');
const CHAIN = ladder(
  { 'site#leader': 0, 'county#office': 2 * HOUR, 'county#director': 4 * HOUR },
  { everyMs: HOUR, times: 2 },
);
const one = (over: Partial<Duty> = {}): UnitPlan =>
  unitPlan([duty('safe', DUE, { ladder: CHAIN, ...over })]);
const hourly: Script = Array.from({ length: 120 }, (_, n) => [
  on('2027-06-14 00:00') + n * HOUR,
  TICK,
]);

/** The script among ticks each hour of five days. */
const during = (plan: UnitPlan, ...script: Script): Course =>
  run(
    plan,
    [...hourly, ...script].sort(([a], [b]) => a - b),
  );
const refusals = ({ answers }: Course) => answers.flatMap(({ refused }) => refused ?? []);

describe('a duty nobody does', () => {
  it('climbs to the top, where the last rung repeats a bounded number of times', () => {
    const course = during(one({ openAt: on('2027-06-14 08:00'), remindBeforeMs: [DAY, HOUR] }));
    expect(notes(course.events)).toEqual([
      '06-14 08:00 open site#doer',
      '06-14 17:00 remind 0 site#doer',
      '06-15 16:00 remind 1 site#doer',
      '06-15 17:00 due site#doer',
      '06-15 17:00 escalate 0 site#leader',
      '06-15 19:00 escalate 1 county#office',
      '06-15 21:00 escalate 2 county#director',
      '06-15 22:00 escalate 3 county#director',
      '06-15 23:00 escalate 4 county#director',
    ]);
    expect(nextWake(course.plan, course.state)).toBe(NEVER);
  });

  it('is told late as one word a rung after an outage, with when it was owed', () => {
    const { events } = run(one(), [[on('2027-06-15 21:30'), TICK]]);
    const late = toldIn(events).map(({ rung, owedAt, at }) => [rung, (at - owedAt) / HOUR]);
    expect(late).toEqual([
      [-1, 4.5],
      [0, 4.5],
      [1, 2.5],
      [2, 0.5],
    ]);
  });
});

describe('a return to a new due date', () => {
  it('re-arms: the reminders come again, those that have passed do not, the ladder starts below', () => {
    const accept = { by: 'county#office', withinMs: DAY, ladder: ladder({}) };
    const course = during(
      one({ accept, remindBeforeMs: [DAY, 2 * HOUR] }),
      [on('2027-06-15 09:30'), complete('safe')],
      [on('2027-06-15 17:30'), act('return', 'safe', { by: 'wang', reason: '', dueAt: DUE + DAY })],
      [
        on('2027-06-15 17:30'),
        act('return', 'safe', { by: 'wang', reason: 'no seal', dueAt: DUE }),
      ],
      [
        on('2027-06-15 18:30'),
        act('return', 'safe', { by: 'wang', reason: 'no seal', dueAt: DUE + DAY }),
      ],
      [on('2027-06-16 20:30'), complete('safe')],
      [on('2027-06-16 20:45'), act('accept', 'safe', { by: 'wang' })],
    );
    expect(refusals(course)).toEqual(['reason-missing', 'due-in-past']);
    expect(notes(course.events)).toEqual([
      '06-14 17:00 remind 0 site#doer',
      '06-15 09:30 open county#office',
      '06-16 15:00 remind 1 site#doer',
      '06-16 17:00 due site#doer',
      '06-16 17:00 escalate 0 site#leader',
      '06-16 19:00 escalate 1 county#office',
      '06-16 20:30 open county#office',
    ]);
    expect(find(course.plan, course.state, 'safe')?.progress).toMatchObject({
      returns: 1,
      status: 'accepted',
    });
  });
});

describe('a promise', () => {
  const promise = (by: string) => act('signFor', 'safe', { promiseAt: on(by) });

  it('is waited for; broken, it goes one rung higher, and the ladder climbs on from there', () => {
    const course = during(one(), [on('2027-06-15 17:30'), promise('2027-06-15 22:00')]);
    expect(notes(course.events)).toEqual([
      '06-15 17:00 due site#doer',
      '06-15 17:00 escalate 0 site#leader',
      '06-15 22:00 escalate 1 county#office !',
      '06-16 00:00 escalate 2 county#director',
      '06-16 01:00 escalate 3 county#director',
      '06-16 02:00 escalate 4 county#director',
    ]);
  });

  it('kept in time, silences the ladder', () => {
    const done = [on('2027-06-15 21:30'), complete('safe')] as const;
    const course = during(one(), [on('2027-06-15 17:30'), promise('2027-06-15 22:00')], done);
    expect(notes(course.events)).toHaveLength(2);
  });

  it('for an earlier instant than the next rung brings that rung forward', () => {
    const course = during(one(), [on('2027-06-15 17:10'), promise('2027-06-15 18:00')]);
    expect(notes(course.events)[2]).toBe('06-15 18:00 escalate 1 county#office !');
  });

  it('is refused in the past, beyond seven days, beyond the due instant, or beside another', () => {
    const course = during(
      one(),
      [on('2027-06-15 09:30'), promise('2027-06-15 09:30')],
      [on('2027-06-15 09:30'), promise('2027-06-15 18:00')],
      [on('2027-06-15 17:30'), promise('2027-06-22 17:31')],
      [on('2027-06-15 17:30'), promise('2027-06-15 18:30')],
      [on('2027-06-15 17:31'), promise('2027-06-15 20:00')],
      [on('2027-06-15 18:31'), promise('2027-06-15 20:30')],
    );
    const expected = ['promise-in-past', 'promise-too-far', 'promise-too-far', 'promise-pending'];
    expect(refusals(course)).toEqual(expected);
    const broken = toldIn(course.events).filter((told) => told.broken);
    expect(notes(broken)).toEqual([
      '06-15 18:30 escalate 1 county#office !',
      '06-15 20:30 escalate 2 county#director !',
    ]);
  });

  it('broken when the ladder has ended is heard by the last rung once more', () => {
    const course = during(one(), [on('2027-06-16 08:30'), promise('2027-06-16 12:00')]);
    expect(notes(course.events).at(-1)).toBe('06-16 12:00 escalate 4 county#director !');
  });
});

describe('the doing', () => {
  it('is handed on once; who signed stays answerable, the new doer is reminded', () => {
    const course = during(
      one({ remindBeforeMs: [DAY, HOUR] }),
      [on('2027-06-15 09:30'), act('handOn', 'safe', { to: 'site#deputy' })],
      [on('2027-06-15 10:30'), act('handOn', 'safe', { to: 'site#third' })],
    );
    expect(refusals(course)).toEqual(['handed-on-before']);
    expect(course.events.find(({ type }) => type === 'handedOn')).toMatchObject({
      doer: 'site#deputy',
      to: ['site#deputy', 'site#leader'],
    });
    expect(notes(course.events).slice(0, 3)).toEqual([
      '06-14 17:00 remind 0 site#doer',
      '06-15 16:00 remind 1 site#deputy',
      '06-15 17:00 due site#deputy',
    ]);
  });

  it('is not ours: the coordinator hears it, the clock runs on', () => {
    const course = during(one(), [
      on('2027-06-15 09:30'),
      act('object', 'safe', { reason: 'health office' }),
    ]);
    expect(course.events[0]).toMatchObject({ type: 'objected', to: ['county#office'] });
    expect(notes(course.events)[0]).toBe('06-15 17:00 due site#doer');
  });
});
