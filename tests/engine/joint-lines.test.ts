import { describe, expect, it } from 'vitest';
import { rowOf } from '../../src/engine/board.js';
import type { Command, Duty } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import { act, complete, DAY, duty, HOUR, ladder, notes, on, run, TICK, unitPlan } from './unit.js';

const DUE = on('2027-06-15 17:00');
const joint = (over: Partial<Duty> = {}) =>
  unitPlan([
    duty('traffic', DUE, {
      lines: [
        { id: 'police', by: 'county/police#doer' },
        { id: 'power', by: 'county/power#doer' },
        { id: 'roads', by: 'county/police#doer' },
      ],
      remindBeforeMs: [HOUR],
      ...over,
    }),
  ]);
const answer = (line: string, state: 'normal' | 'abnormal' = 'normal', note?: string): Command =>
  act('answer', 'traffic', { lines: [{ line, state, ...(note && { note }) }] });

describe('a task with joint departments', () => {
  it('cannot be reported before each has answered its line, and names who has not', () => {
    const course = run(joint(), [
      [DUE - 9 * HOUR, complete('traffic')],
      [DUE - 8 * HOUR, answer('police')],
      [DUE - 7 * HOUR, answer('power')],
      [DUE - 6 * HOUR, complete('traffic')],
      [DUE - 5 * HOUR, answer('roads')],
      [DUE - 4 * HOUR, complete('traffic')],
    ]);
    expect(course.answers.map(({ refused, detail }) => [refused, detail])).toEqual([
      ['lines-silent', 'police power roads'],
      [undefined, undefined],
      [undefined, undefined],
      ['lines-silent', 'roads'],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(find(course.plan, course.state, 'traffic')?.progress.status).toBe('accepted');
  });

  it('is not submitted by the last line: the lead reports', () => {
    const course = run(joint(), [[DUE - HOUR, answer('*')]]);
    expect(find(course.plan, course.state, 'traffic')?.progress.status).toBe('open');
    expect(rowOf(course.plan, course.state, 'traffic')?.missing).toBe(0);
  });

  it('reminds the lead and those who are silent, each once', () => {
    const course = run(joint({ ladder: ladder({ 'site#leader': HOUR }) }), [
      [DUE - 2 * HOUR, answer('police')],
      [DUE - HOUR, TICK],
      [DUE - 1, answer('roads')],
      [DUE, TICK],
    ]);
    expect(notes(course.events)).toEqual([
      '06-15 16:00 remind 0 site#doer+county/power#doer+county/police#doer',
      '06-15 17:00 due site#doer+county/power#doer',
    ]);
    expect(rowOf(course.plan, course.state, 'traffic')?.missing).toBe(1);
  });

  it('tells the answerable at once what a joint department finds abnormal, and marks the report', () => {
    const course = run(joint(), [
      [DUE - HOUR, answer('*')],
      [DUE - HOUR, answer('power', 'abnormal', 'one line down')],
      [DUE - HOUR, complete('traffic')],
    ]);
    expect(course.events.filter(({ type }) => type !== 'told')).toMatchObject([
      { type: 'answered' },
      { type: 'answered', to: ['site#leader'] },
      { type: 'submitted', abnormal: true, to: ['site#leader'] },
    ]);
  });

  it('lets joint departments answer while the lead still waits, and keeps their lines in a return', () => {
    const accept = { by: 'county#office', withinMs: DAY, ladder: ladder({}) };
    const plan = unitPlan([
      ...joint({ accept, needs: [{ step: 'funds', scope: 'own' }] }).duties,
      duty('funds', DUE),
    ]);
    const course = run(plan, [
      [DUE - 9 * HOUR, answer('*')],
      [DUE - 8 * HOUR, complete('traffic')],
      [DUE - 7 * HOUR, complete('funds')],
      [DUE - 6 * HOUR, complete('traffic')],
      [DUE - 5 * HOUR, answer('power')],
      [DUE - 4 * HOUR, act('return', 'traffic', { by: 'wang', reason: 'map', dueAt: DUE })],
      [DUE - 3 * HOUR, answer('power')],
      [DUE - 2 * HOUR, complete('traffic')],
    ]);
    expect(course.answers.map(({ refused }) => refused)).toEqual([
      ...[undefined, 'needs-open', undefined, undefined, 'already-done'],
      ...[undefined, undefined, undefined],
    ]);
  });
});

describe('a post that stands twice among the signatories', () => {
  const sign = { posts: ['s#guard', 's#guard', 's#head'], withinMs: HOUR, ordered: true };
  const plan = unitPlan([duty('open', DUE, { kind: 'signed', sign })]);
  const by = (post: string, person: string) =>
    act('confirm', 'open', { post, by: person, content: 'packet 7' });

  it('is signed for by two different holders, in the order of their places', () => {
    const course = run(plan, [
      [DUE - HOUR, by('s#guard', 'li')],
      [DUE - HOUR, by('s#guard', 'li')],
      [DUE - HOUR, by('s#head', 'wang')],
      [DUE - HOUR, by('s#guard', 'sun')],
      [DUE - HOUR, by('s#guard', 'zhao')],
      [DUE - HOUR, by('s#head', 'wang')],
    ]);
    expect(course.answers.map(({ refused }) => refused)).toEqual([
      ...[undefined, 'same-person', 'out-of-order', undefined, 'signed-already', undefined],
    ]);
    expect(find(course.plan, course.state, 'open')?.progress.status).toBe('accepted');
  });

  it('hears of it once, while one of its two holders is wanting', () => {
    const course = run(plan, [
      [DUE - 60_000, by('s#guard', 'li')],
      [DUE, TICK],
    ]);
    expect(notes(course.events)).toEqual(['06-15 17:00 due s#guard+s#head']);
    expect(rowOf(course.plan, course.state, 'open')?.missing).toBe(2);
  });
});
