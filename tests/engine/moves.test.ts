import { describe, expect, it } from 'vitest';
import { nextWake } from '../../src/engine/decide.js';
import type { Command, Duty } from '../../src/engine/model.js';
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
  unitPlan,
  type Course,
  type Script,
} from './unit.js';

const DUE = on('2027-06-15 17:00');
const NINE = on('2027-06-15 09:00');
const LATER = on('2027-06-15 18:00');
const adopt = (version: number, ...duties: readonly Duty[]): Command => ({
  type: 'adopt',
  hash: `v${version}`,
  plan: unitPlan(duties, { version }),
});
const hourly: Script = Array.from({ length: 72 }, (_, n) => [
  on('2027-06-14 00:00') + n * HOUR,
  TICK,
]);
const during = (duties: readonly Duty[], ...script: Script): Course =>
  run(
    unitPlan(duties),
    [...hourly, ...script].sort(([a], [b]) => a - b),
  );
const statusOf = ({ plan, state }: Course, id: string) => find(plan, state, id)?.progress.status;

describe('another version of the plan', () => {
  const rungs = ladder({ 'site#leader': 0, 'county#office': 2 * HOUR });
  const safe = (over: Partial<Duty> = {}) => duty('safe', DUE, { ladder: rungs, ...over });

  it('with fewer reminders loses no word, with more of them repeats none', () => {
    const [few, many] = [{ remindBeforeMs: [] }, { remindBeforeMs: [DAY, 12 * HOUR, 9 * HOUR] }];
    const move = (over: object) => [NINE, adopt(2, safe(over))] as const;
    const later = [
      '06-15 17:00 due site#doer',
      '06-15 17:00 escalate 0 site#leader',
      '06-15 19:00 escalate 1 county#office',
    ];
    const fewer = notes(during([safe(many)], move(few)).events);
    expect(fewer.filter((note) => !note.includes('remind'))).toEqual(later);
    expect(notes(during([safe(few)], move(many)).events)).toEqual(later);
  });

  it('with another ladder climbs on from the rung it stands on', () => {
    const taller = ladder({ l: 0, m: HOUR, n: 2 * HOUR, top: 3 * HOUR });
    const move = [DUE + 150 * 60_000, adopt(2, safe({ ladder: taller }))] as const;
    expect(notes(during([safe({ remindBeforeMs: [HOUR] })], move).events)).toEqual([
      '06-15 16:00 remind 0 site#doer',
      '06-15 17:00 due site#doer',
      '06-15 17:00 escalate 0 site#leader',
      '06-15 19:00 escalate 1 county#office',
      '06-15 20:00 escalate 3 top',
    ]);
  });

  it('that drops a duty makes it void, and one that holds it again makes it owed again', () => {
    const other = duty('other', DUE);
    const dropped = [NINE, adopt(2, other)] as const;
    const gone = during([safe(), other], dropped);
    expect(gone.events[0]).toMatchObject({ type: 'voided', duty: 'safe', to: ['site#doer'] });
    expect(notes(gone.events)).toEqual(['06-15 17:00 due site#doer']);
    const back = during([safe(), other], dropped, [NINE + HOUR, adopt(3, safe(), other)]);
    expect(statusOf(back, 'safe')).toBe('open');
    expect(notes(back.events)).toHaveLength(4);
  });

  it('is adopted once, and an older one never', () => {
    const course = during(
      [safe()],
      [NINE, adopt(3, safe({ dueAt: DUE }))],
      ...[3, 2].map((version) => [NINE + HOUR, adopt(version)] as const),
    );
    expect(course.events.filter(({ type }) => type === 'adopted')).toHaveLength(1);
    expect(course.answers.every(({ refused }) => refused === undefined)).toBe(true);
  });

  it('leaves alone what is done, what was returned to a date of its own, and what was added', () => {
    const accept = { by: 'county#office', withinMs: DAY, ladder: ladder({}) };
    const back = { by: 'wang', reason: 'no seal', dueAt: DUE + 3 * HOUR };
    const source = { type: 'meeting', by: 'director' };
    const course = during(
      [duty('done', DUE), duty('back', DUE, { accept })],
      [NINE - 5 * HOUR, complete('done')],
      [NINE - 5 * HOUR, complete('back')],
      [NINE - 4 * HOUR, act('return', 'back', back)],
      [NINE, act('addStep', null, { source, duty: { id: 'extra', title: 'x', dueAt: DUE } })],
      [NINE, adopt(2, duty('done', LATER), duty('back', LATER, { accept }))],
    );
    expect(notes(course.events)).toEqual([
      '06-15 04:00 open county#office',
      '06-15 17:00 due site#doer',
      '06-15 17:00 escalate 0 site#leader',
      '06-15 19:00 escalate 1 county#office',
      '06-15 20:00 due site#doer',
    ]);
    expect(find(course.plan, course.state, 'done')?.progress).toMatchObject({ dueAt: DUE });
    expect(['done', 'back', 'extra'].map((id) => statusOf(course, id))).toEqual([
      'accepted',
      'returned',
      'open',
    ]);
  });

  it('forgets a promise made for the old instant, whether the duty has opened or not', () => {
    const promise = act('signFor', 'safe', { promiseAt: NINE + HOUR });
    for (const openAt of [null, on('2027-06-15 16:00')]) {
      const moved = safe({
        openAt: openAt === null ? null : on('2027-06-16 16:00'),
        dueAt: on('2027-06-16 17:00'),
      });
      const course = during([safe({ openAt })], [NINE, promise], [NINE + 60_000, adopt(2, moved)]);
      expect(notes(course.events).filter((note) => note.endsWith('!'))).toEqual([]);
    }
  });

  it('that moves nothing leaves a promise standing, whether the duty has opened or not', () => {
    const promise = act('signFor', 'safe', { promiseAt: NINE + HOUR });
    for (const openAt of [null, on('2027-06-15 16:00')]) {
      const same = adopt(2, safe({ openAt }));
      const { plan, state } = run(unitPlan([safe({ openAt })]), [
        [NINE, promise],
        [NINE + 60_000, same],
      ]);
      expect(find(plan, state, 'safe')?.progress.promiseAt).toBe(NINE + HOUR);
    }
  });

  it('takes back the question of a gate that it moves: nothing waits for an answer', () => {
    const gate = (dueAt: Duty['dueAt']) =>
      duty('ready', dueAt, { kind: 'gate', needs: [{ step: 'other', scope: 'own' }] });
    const paused = run(unitPlan([gate(DUE), duty('other', DUE)]), []);
    const later = on('2027-06-16 17:00');
    const moved = run(paused, [
      [NINE, adopt(2, gate(later), duty('other', DUE))],
      [DUE, TICK],
    ]);
    expect(moved.state.asking).toEqual([]);
    expect(nextWake(moved.plan, moved.state)).toBe(later);
  });
});
