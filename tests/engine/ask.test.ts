import { describe, expect, it } from 'vitest';
import type { Duty } from '../../src/engine/model.js';
import { find } from '../../src/engine/state.js';
import {
  act,
  complete,
  DAY,
  duty,
  HOUR,
  ladder,
  MINUTE,
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
const one = (over: Partial<Duty>) => unitPlan([duty('it', DUE, over)]);
const inTurn = (plan: ReturnType<typeof one>, ...commands: Script[number][1][]): Course =>
  run(
    plan,
    commands.map((command, n) => [NINE + n * MINUTE, command] as const),
  );
const refusals = ({ answers }: Course) => answers.map(({ refused }) => refused ?? 'ok');
const progressOf = ({ plan, state }: Course) => find(plan, state, 'it')?.progress;
const normal = (line: string) => ({ line, state: 'normal' });
const broken = (line: string) => ({ line, state: 'abnormal', note: 'no picture' });
const answer = (...lines: object[]) => act('answer', 'it', { lines });

describe('an ask', () => {
  const rooms = one({
    kind: 'ask',
    lines: [
      { id: 'r1', by: 'post#a' },
      { id: 'r2', by: 'post#a' },
      { id: 'r3', by: 'post#b' },
    ],
    remindBeforeMs: [2 * HOUR],
  });

  it('is done when its last line is answered, whoever answers', () => {
    const course = inTurn(rooms, answer(normal('r1'), normal('r2')), answer(normal('r3')));
    expect(course.events.map(({ type }) => type)).toEqual(['answered', 'answered', 'submitted']);
    expect(progressOf(course)).toMatchObject({ status: 'accepted', answers: 'nnn' });
  });

  it('sends one reminder to each answerer who is silent, the missing by name', () => {
    const all = run(rooms, [[DUE - 2 * HOUR, TICK]]);
    const some = run(rooms, [
      [NINE, answer(normal('r1'), normal('r2'))],
      [DUE - 2 * HOUR, TICK],
    ]);
    expect(notes(all.events)).toEqual(['06-15 15:00 remind 0 post#a+post#b']);
    expect(notes(some.events)).toEqual(['06-15 15:00 remind 0 post#b']);
  });

  it('takes “all normal” with exceptions, before or behind the star, and tells of them at once', () => {
    for (const lines of [
      [broken('r2'), normal('*')],
      [normal('*'), broken('r2')],
    ]) {
      const course = inTurn(rooms, answer(...lines));
      expect(progressOf(course)).toMatchObject({ status: 'accepted', answers: 'nan' });
      expect(course.events).toMatchObject([
        { type: 'answered', to: ['site#leader'] },
        { type: 'submitted', abnormal: true },
      ]);
    }
  });

  it('is abnormal still when an earlier exception stands at the end, not when it was put right', () => {
    const stands = inTurn(rooms, answer(broken('r1')), answer(normal('*')));
    const putRight = inTurn(rooms, answer(broken('r1')), answer(normal('r1'), normal('*')));
    expect(stands.events.at(-1)).toMatchObject({ type: 'submitted', abnormal: true });
    expect(putRight.events.at(-1)).not.toHaveProperty('abnormal');
  });

  it('refuses a line it does not have, no line at all, an exception without words', () => {
    const wordless = { line: 'r1', state: 'abnormal' };
    const course = inTurn(rooms, answer(normal('r9')), answer(), answer(wordless), complete('it'));
    expect(refusals(course)).toEqual([
      'unknown-line',
      'unknown-line',
      'abnormal-needs-words',
      'wrong-kind',
    ]);
    expect(progressOf(course)?.answers).toBeNull();
  });

  it('returned, asks every line anew', () => {
    const accept = { by: 'county#office', withinMs: DAY, ladder: ladder({}) };
    const plan = unitPlan([{ ...(rooms.duties[0] ?? duty('it', DUE)), accept }]);
    const back = act('return', 'it', { by: 'wang', reason: 'wrong rooms', dueAt: DUE });
    const course = run(inTurn(plan, answer(normal('*')), back), [[DUE - 2 * HOUR, TICK]]);
    expect(notes(course.events).at(-1)).toBe('06-15 15:00 remind 0 post#a+post#b');
  });
});
