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
const statusOf = ({ plan, state }: Course, id = 'safe') => find(plan, state, id)?.progress.status;

describe('an acceptor', () => {
  const accept = {
    by: 'county#office',
    withinMs: 3 * HOUR,
    ladder: ladder({ 'county#director': 0, 'city#office': HOUR, 'city#director': 2 * HOUR }),
  };
  const submitted = [on('2027-06-15 09:00'), complete('safe')] as const;

  it('has a clock and a ladder of his own, from the submission; the owner is late no more', () => {
    expect(notes(during(one({ accept }), submitted).events)).toEqual([
      '06-15 09:00 open county#office',
      '06-15 12:00 due county#office',
      '06-15 12:00 escalate 0 county#director',
      '06-15 13:00 escalate 1 city#office',
      '06-15 14:00 escalate 2 city#director',
    ]);
  });

  it('loses no rung of his ladder in an outage, though the owner’s ladder is shorter', () => {
    const plan = one({ accept, ladder: ladder({ 'site#leader': 0 }) });
    const { events } = run(plan, [submitted, [on('2027-06-17 09:00'), TICK]]);
    expect(notes(events)).toHaveLength(5);
  });

  it('is not the one who submitted, and accepts nothing before it is submitted', () => {
    const course = during(
      one({ accept }),
      [on('2027-06-15 08:30'), act('accept', 'safe', { by: 'wang' })],
      submitted,
      [on('2027-06-15 09:30'), act('accept', 'safe')],
      [on('2027-06-15 10:30'), act('accept', 'safe', { by: 'wang' })],
      [on('2027-06-15 11:30'), complete('safe')],
    );
    expect(refusals(course)).toEqual(['not-submitted', 'own-acceptance', 'already-done']);
    expect(course.answers.at(-1)?.refused).toBeUndefined();
    expect(statusOf(course)).toBe('accepted');
    expect(notes(course.events)).toEqual(['06-15 09:00 open county#office']);
  });
});

describe('a unit', () => {
  it('paused says nothing; resumed, it says what is still owed', () => {
    const course = during(
      one({ remindBeforeMs: [HOUR] }),
      [on('2027-06-15 12:30'), act('pause', null)],
      [on('2027-06-15 12:40'), act('pause', null)],
      [on('2027-06-15 19:30'), act('resume', null)],
      [on('2027-06-15 19:40'), act('resume', null)],
    );
    expect(refusals(course)).toEqual(['paused-before', 'not-paused']);
    expect(toldIn(course.events).map(({ at }) => at)[0]).toBe(on('2027-06-15 19:30'));
    expect(notes(course.events).slice(0, 3)).toEqual([
      '06-15 17:00 due site#doer',
      '06-15 17:00 escalate 0 site#leader',
      '06-15 19:00 escalate 1 county#office',
    ]);
  });

  it('closed says nothing more and takes nothing more', () => {
    const course = during(
      one(),
      [on('2027-06-15 12:30'), act('close', null)],
      [on('2027-06-15 12:40'), complete('safe')],
    );
    expect(refusals(course)).toEqual(['closed']);
    expect(notes(course.events)).toEqual([]);
    expect(nextWake(course.plan, course.state)).toBe(NEVER);
  });

  it('waives by whom and why, and tells those who owed it', () => {
    const course = during(one(), [
      on('2027-06-15 12:30'),
      act('waive', 'safe', { reason: 'no such room' }),
    ]);
    const to = ['site#doer', 'site#leader'];
    expect(course.events).toMatchObject([{ type: 'waived', by: 'li', reason: 'no such room', to }]);
    expect(statusOf(course)).toBe('waived');
  });

  it('remembers the leap day and the turn of the year', () => {
    const plan = unitPlan([
      duty('leap', on('2028-03-01 09:00'), { remindBeforeMs: [DAY], ladder: ladder({ l: 0 }) }),
      duty('year', on('2028-01-01 00:00'), { remindBeforeMs: [HOUR], ladder: ladder({ l: HOUR }) }),
    ]);
    const days = Array.from(
      { length: 70 * 24 },
      (_, n) => [on('2027-12-28 00:00') + n * HOUR, TICK] as const,
    );
    const told = toldIn(run(plan, days).events).map(({ owedAt }) => new Date(owedAt).toISOString());
    expect(told).toEqual(
      [
        '2027-12-31T15:00',
        '2027-12-31T16:00',
        '2027-12-31T17:00',
        '2028-02-29T01:00',
        '2028-03-01T01:00',
        '2028-03-01T01:00',
      ].map((minute) => `${minute}:00.000Z`),
    );
  });
});
