import { describe, expect, it } from 'vitest';
import { find } from '../../src/engine/state.js';
import {
  act,
  complete,
  DAY,
  duty,
  HOUR,
  MINUTE,
  on,
  run,
  TICK,
  unitPlan,
  type Course,
} from './unit.js';

const DUE = on('2027-06-15 17:00');
const NINE = on('2027-06-15 09:00');
const two = unitPlan([duty('a', DUE), duty('b', DUE)]);
const refusals = ({ answers }: Course) => answers.map(({ refused }) => refused ?? 'ok');

describe('an idempotency key', () => {
  it('gives a retry the first answer, be it yes or no, and does nothing more', () => {
    const yes = complete('a', { key: 'k1' });
    const no = act('accept', 'b', { key: 'k2' });
    const course = run(two, [
      [NINE, yes],
      [NINE, no],
      [NINE + MINUTE, yes],
      [NINE + HOUR, no],
    ]);
    expect(course.answers.slice(2)).toEqual(course.answers.slice(0, 2));
    expect(course.answers[3]).toEqual({ at: NINE, refused: 'not-submitted', detail: 'b' });
    expect(course.events).toHaveLength(2);
  });

  it('is refused for another duty or another command, and that alike on each retry', () => {
    const reused = complete('b', { key: 'k1' });
    const course = run(two, [
      [NINE, complete('a', { key: 'k1' })],
      [NINE, reused],
      [NINE, act('object', 'a', { key: 'k1', reason: 'x' })],
      [NINE + MINUTE, reused],
    ]);
    expect(refusals(course)).toEqual(['ok', 'key-reused', 'key-reused', 'key-reused']);
    expect(course.events).toHaveLength(3);
    expect(find(course.plan, course.state, 'b')?.progress.status).toBe('open');
  });

  it('answers a retry that names only the step, though the occurrence it meant is closed now', () => {
    const sessions = unitPlan([duty('closed@1', DUE), duty('closed@2', DUE)]);
    const other = complete('closed', { key: 'k0' });
    const same = complete('closed', { key: 'k1' });
    const course = run(sessions, [
      [NINE, other],
      [NINE, complete('closed@2')],
      [NINE, same],
      [NINE + MINUTE, same],
      [NINE + MINUTE, other],
    ]);
    expect(refusals(course)).toEqual(['which-occurrence', 'ok', 'ok', 'ok', 'which-occurrence']);
  });

  it('is known for a day and no longer: then the duty’s own state answers', () => {
    const again = complete('a', { key: 'k1' });
    const object = act('object', 'b', { reason: 'x', key: 'k2' });
    const course = run(two, [
      [NINE, again],
      [NINE + DAY, object],
      [NINE + DAY, again],
    ]);
    expect(course.answers[2]).toMatchObject({ refused: 'already-done', since: NINE });
  });

  it('outlives 499 others and not 500', () => {
    const first = complete('a', { key: 'first' });
    const others = (count: number) =>
      Array.from(
        { length: count },
        (_, n) => [NINE + n, act('object', 'b', { reason: 'x', key: `k${n}` })] as const,
      );
    const late = [NINE + HOUR, first] as const;
    expect(run(two, [[NINE, first], ...others(499), late]).answers.at(-1)).toEqual({ at: NINE });
    expect(run(two, [[NINE, first], ...others(500), late]).answers.at(-1)?.refused).toBe(
      'already-done',
    );
  });
});

describe('a name', () => {
  const sessions = unitPlan([duty('closed@1', DUE), duty('closed@2', DUE), duty('sent', DUE)]);

  it('is a duty’s id, its step with the occurrence, or its step where one is open', () => {
    const course = run(sessions, [
      [NINE, complete('closed')],
      [NINE, act('complete', 'closed', { occurrence: '1' })],
      [NINE, complete('closed')],
      [NINE, complete('closed')],
      [NINE, act('complete', 'closed', { occurrence: '3' })],
      [NINE, complete('sent')],
      [NINE, complete('nonsense')],
    ]);
    const first = ['which-occurrence', 'ok', 'ok', 'already-done'];
    expect(refusals(course)).toEqual([...first, 'unknown-step', 'ok', 'unknown-step']);
    expect(course.answers[0]?.detail).toBe('closed@1 closed@2');
  });

  it('that another duty needs is waited for, in its own session', () => {
    const needs = [{ step: 'closed', scope: 'own' } as const];
    const plan = unitPlan([
      ...sessions.duties,
      duty('report@1', DUE, { needs }),
      duty('all', DUE, { needs }),
    ]);
    const course = run(plan, [
      [NINE, complete('report@1')],
      [NINE, complete('closed@1')],
      [NINE, complete('report@1')],
      [NINE, complete('all')],
      [NINE, complete('closed@2')],
      [NINE, complete('all')],
    ]);
    expect(refusals(course)).toEqual(['needs-open', 'ok', 'ok', 'needs-open', 'ok', 'ok']);
  });
});

describe('an unverified sender', () => {
  const plan = unitPlan([
    duty('open', DUE, { systems: true, doer: 'health#doer' }),
    duty('own', DUE, { doer: 'site#doer' }),
  ]);
  const bare = { by: 'health system', unverified: true } as const;

  it('completes only what systems may complete, and is on record as unverified', () => {
    const course = run(plan, [
      [NINE, complete('open', bare)],
      [NINE, complete('own', bare)],
    ]);
    expect(refusals(course)).toEqual(['ok', 'not-for-systems']);
    expect(course.events).toMatchObject([
      { type: 'submitted', duty: 'open', unverified: true },
      { type: 'refused', duty: 'own', unverified: true, to: ['site#doer'] },
    ]);
  });

  it('does nothing but complete: it neither signs, waives, adds, pauses nor closes', () => {
    const source = { type: 'meeting', by: 'x' };
    const commands = [
      act('signFor', 'open', bare),
      act('waive', 'open', { ...bare, reason: 'x' }),
      act('pause', null, bare),
      act('close', null, bare),
      act('addStep', null, { ...bare, source, duty: { id: 'x', title: 'x', dueAt: DUE } }),
    ];
    const course = run(
      plan,
      commands.map((command) => [NINE, command] as const),
    );
    expect(new Set(refusals(course))).toEqual(new Set(['not-for-systems']));
  });

  it('is heard with nonsense too: the coordinator learns of it, nothing fails', () => {
    const nonsense = [act('unreadable', null, { ...bare, text: '{"x":' }), complete('lost', bare)];
    const course = run(
      plan,
      nonsense.map((command) => [NINE, command] as const),
    );
    expect(course.events).toMatchObject([
      { type: 'refused', reason: 'unreadable', to: ['county#office'] },
      { type: 'refused', reason: 'unknown-step', to: ['county#office'] },
    ]);
    expect(run(course, [[DUE, TICK]]).events).toHaveLength(4);
  });
});
