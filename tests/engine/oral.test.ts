import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs, type Duty, type UnitEvent } from '../../src/engine/model.js';
import { allOf } from '../../src/engine/evolve.js';
import { find } from '../../src/engine/state.js';
import {
  act,
  complete,
  DAY,
  duty,
  folded,
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
const ORAL = { oral: { withinMs: DAY } };
const unit = (over: Partial<Duty> = {}) => unitPlan([duty('it', DUE, over)], ORAL);
const byPhone = { recordedBy: 'desk', happenedAt: epochMs(NINE - 20 * MINUTE) };
const oralIn = ({ plan, state }: Course) =>
  allOf(plan, state).filter(({ duty: { oral } }) => oral !== undefined);
const onlyOral = (course: Course) => {
  const [only] = oralIn(course);
  if (!only) throw new Error('nothing waits for a confirmation');
  return only;
};
const said = ({ answers }: Course) => answers.map(({ refused }) => refused ?? 'ok');

describe('what is recorded for somebody', () => {
  it('takes effect at once, keeps both names and both times, and asks him for his word', () => {
    const course = run(unit(), [[NINE, complete('it', byPhone)]]);
    expect(find(course.plan, course.state, 'it')?.progress.status).toBe('accepted');
    expect(course.events).toEqual([
      ...[expect.objectContaining({ type: 'submitted', at: NINE, by: 'li', ...byPhone })],
      expect.objectContaining({
        ...{ type: 'added', duty: 'oral-1', by: 'desk', at: NINE },
        ...{ happenedAt: byPhone.happenedAt, source: { type: 'oral', by: 'li' } },
        to: ['site#doer'],
      }),
    ]);
    expect(onlyOral(course).duty).toMatchObject({
      ...{ dueAt: NINE + DAY, doer: 'site#doer', quiet: true },
      oral: { of: 'it', by: 'li', recordedBy: 'desk', done: 'complete' },
    });
  });

  it('is confirmed by himself alone; then nobody is told', () => {
    const course = run(unit(), [
      [NINE, complete('it', byPhone)],
      [NINE + HOUR, act('complete', 'oral-1', { by: 'desk' })],
      [NINE + HOUR, act('complete', 'oral-1', { by: 'li', recordedBy: 'desk' })],
      [NINE + HOUR, act('signFor', 'oral-1', { by: 'li', promiseAt: NINE + 2 * HOUR })],
      [NINE + HOUR, act('handOn', 'oral-1', { by: 'li', to: 'site#leader' })],
      [NINE + HOUR, act('waive', 'oral-1', { by: 'desk', reason: 'he is busy' })],
      [NINE + HOUR, complete('oral-1')],
      [NINE + 9 * DAY, TICK],
    ]);
    expect(said(course)).toEqual(['ok', ...Array(5).fill('only-the-speaker'), 'ok', 'ok']);
    expect(notes(course.events)).toEqual([]);
  });

  it('climbs when he is silent: the coordinator first, then the chain of added duties', () => {
    const course = run(unit(), [
      [NINE, complete('it', byPhone)],
      [NINE + 20 * HOUR, TICK],
      [NINE + 30 * HOUR, TICK],
    ]);
    expect(notes(course.events)).toEqual([
      '06-15 21:00 remind 0 site#doer',
      '06-16 09:00 due site#doer',
      '06-16 09:00 escalate 0 county#office',
      '06-16 09:00 escalate 1 site#leader',
    ]);
  });

  it('alarms at once when he never said so, also when he says that by telephone', () => {
    const objection = { by: 'li', reason: 'I never said that' };
    const course = run(unit(), [
      [NINE, complete('it', byPhone)],
      [NINE + HOUR, act('object', 'oral-1', { by: 'wang', reason: 'not he' })],
      [NINE + HOUR, act('object', 'oral-1', { ...objection, recordedBy: 'desk' })],
      [NINE + HOUR, act('waive', 'oral-1', { by: 'office', reason: 'heard both; returned' })],
    ]);
    expect(said(course)).toEqual(['ok', 'only-the-speaker', 'ok', 'ok']);
    expect(course.events).toContainEqual(
      expect.objectContaining({
        ...{ type: 'objected', at: NINE + HOUR, duty: 'oral-1', recordedBy: 'desk' },
        to: ['county#office', 'site#leader'],
      }),
    );
    expect(oralIn(course)).toHaveLength(1);
  });

  it('is asked of the post on which he spoke', () => {
    const accept = { by: 'county#office', withinMs: DAY, ladder: ladder({}) };
    const course = run(unit({ accept }), [
      [NINE, complete('it')],
      [NINE + HOUR, act('accept', 'it', { by: 'wang', recordedBy: 'desk' })],
      [NINE + HOUR, act('signFor', 'it', { by: 'wang', recordedBy: 'desk' })],
    ]);
    expect(said(course)).toEqual(['ok', 'ok', 'already-done']);
    expect(oralIn(course).map(({ duty: { doer } }) => doer)).toEqual(['county#office']);
  });

  it('owes nothing more under a plan of an older build, so that its history stays what it was', () => {
    const course = run(unitPlan([duty('it', DUE)]), [[NINE, complete('it', byPhone)]]);
    expect(course.events.map(({ type }) => type)).toEqual(['submitted']);
  });
});

describe('a signature by telephone', () => {
  const packet = (oral?: true) =>
    unit({
      kind: 'signed',
      sign: {
        ...{ posts: ['site#head', 'exam#inspector'], withinMs: HOUR, ordered: false },
        ...(oral && { oral }),
      },
    });
  const signs = act('confirm', 'it', { post: 'site#head', content: 'x', recordedBy: 'desk' });

  it('counts only where the plan says so', () => {
    expect(said(run(packet(), [[NINE, signs]]))).toEqual(['oral-signature']);
    const course = run(packet(true), [[NINE, signs]]);
    expect(said(course)).toEqual(['ok']);
    expect(onlyOral(course).duty.doer).toBe('site#head');
  });
});

const person = fc.constantFrom('li', 'wang', 'desk');
const someCommand = fc.record({
  type: fc.constantFrom('complete', 'object', 'waive', 'signFor', 'handOn'),
  step: fc.constantFrom('it', 'two', 'oral-1', 'oral-2', 'oral-3', 'oral-4'),
  by: person,
  recordedBy: fc.option(person, { nil: undefined }),
});
const aScript = fc.array(someCommand, { maxLength: 12 }).map((commands) =>
  commands.map(({ type, step, by, recordedBy }, n): Script[number] => [
    NINE + n * HOUR,
    act(type as 'complete', step, {
      ...{ by, reason: 'so', to: 'site#leader' },
      ...(recordedBy !== undefined && { recordedBy }),
    }),
  ]),
);
// Done to one of the unit's own duties, in a way that was let in.
const isDeed = (event: UnitEvent): boolean =>
  'by' in event && event.type !== 'refused' && event.type !== 'added' && 'duty' in event;

it('law: a word recorded for another stays open till he confirms it or a third waives it, else it alarms', () => {
  fc.assert(
    fc.property(aScript, (script) => {
      const plan = unitPlan([duty('it', DUE), duty('two', DUE)], ORAL);
      const course = run(plan, [...script, [NINE + 20 * DAY, TICK]]);
      const typedIn = course.events.filter(
        (event) =>
          isDeed(event) &&
          'by' in event &&
          ![undefined, event.by].includes(event.recordedBy) &&
          !('duty' in event && event.duty?.startsWith('oral-')),
      );
      const owed = oralIn(course);
      expect(owed).toHaveLength(typedIn.length);
      for (const { duty: one, progress } of owed) {
        const deeds = course.events.filter(
          (event) => isDeed(event) && 'duty' in event && event.duty === one.id,
        );
        const ends = deeds.filter(({ type }) => type === 'submitted' || type === 'waived');
        for (const end of ends) {
          if (!('by' in end)) continue;
          expect(end.recordedBy ?? end.by).toBe(end.by);
          if (end.type === 'submitted') expect(end.by).toBe(one.oral?.by);
          else expect(end.by).not.toBe(one.oral?.recordedBy);
        }
        const told = course.events.some(
          (event) =>
            event.type === 'told' && event.duty === one.id && event.to.includes('county#office'),
        );
        const endedAt = ends[0]?.at ?? Infinity;
        expect(told).toBe(endedAt > one.dueAt);
        expect(progress.acceptedAt === null).toBe(ends.length === 0);
      }
      expect(folded(plan, course.events)).toEqual(course.state);
    }),
    { numRuns: 300 },
  );
});
