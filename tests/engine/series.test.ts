import { describe, expect, it } from 'vitest';
import { epochMs, type Duty, type Series, type UnitEvent } from '../../src/engine/model.js';
import { MOST_OPEN, occurrencesOf, OVERRUN_MS } from '../../src/engine/series.js';
import { simulate } from '../../src/engine/simulate.js';
import { find } from '../../src/engine/state.js';
import {
  act,
  clock,
  complete,
  DAY,
  duty,
  firingsIn,
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

const FROM = on('2027-06-14 18:00');
const UNTIL = on('2027-06-15 06:00');

const series = (over: Partial<Series> = {}): Series => ({
  fromAt: FROM,
  untilAt: UNTIL,
  from: null,
  until: null,
  everyMs: 2 * HOUR,
  instants: null,
  of: 'task',
  leadMs: HOUR,
  ...over,
});
const patrol = (over: Partial<Series> = {}, more: Partial<Duty> = {}): Duty =>
  duty('patrol', FROM, {
    kind: 'series',
    series: series(over),
    ladder: ladder({ 'site#leader': 0, 'county#office': HOUR }),
    ...more,
  });
const statusOf = ({ plan, state }: Course, id: string) => find(plan, state, id)?.progress.status;
const begunIn = (events: readonly UnitEvent[]) =>
  events.flatMap((event) =>
    event.type === 'begun' ? [`${clock(event.at).slice(8)} ${event.duty}`] : [],
  );
const every = (from: number, until: number, byMs: number): Script =>
  Array.from({ length: Math.floor((until - from) / byMs) + 1 }, (_, n) => [from + n * byMs, TICK]);

describe('a series', () => {
  it('plans its occurrences: the first one interval after its beginning, the last at its end', () => {
    const planned = occurrencesOf(patrol({}, { remindBeforeMs: [2 * HOUR, 10 * MINUTE] }));
    expect(planned.map(({ id, dueAt }) => `${id} ${clock(dueAt).slice(8)}`)).toEqual([
      'patrol@1 14 20:00',
      'patrol@2 14 22:00',
      'patrol@3 15 00:00',
      'patrol@4 15 02:00',
      'patrol@5 15 04:00',
      'patrol@6 15 06:00',
    ]);
    expect(planned[0]).toMatchObject({
      step: 'patrol',
      kind: 'task',
      openAt: on('2027-06-14 19:00'),
      remindBeforeMs: [10 * MINUTE],
      ofSeries: 'patrol',
    });
    expect(planned[0]).not.toHaveProperty('series');
  });

  it('takes listed instants within its time, each with its place in the list for ever', () => {
    const instants = ['06-13 21:30', '06-14 21:30', '06-15 21:30'].map((s) => on(`2027-${s}`));
    const late = patrol({ everyMs: null, instants });
    expect(occurrencesOf(late).map(({ id }) => id)).toEqual(['patrol@2']);
  });

  it('opens without a word where it is quiet, and still says what is due and missed', () => {
    const course = run(unitPlan([patrol({}, { quiet: true })]), every(FROM, FROM + 3 * HOUR, HOUR));
    expect(begunIn(course.events)).toEqual(['14 19:00 patrol@1', '14 21:00 patrol@2']);
    expect(notes(course.events)).toEqual([
      '06-14 20:00 due site#doer',
      '06-14 20:00 escalate 0 site#leader',
      '06-14 21:00 escalate 1 county#office',
    ]);
    const done = run(course, [[FROM + 3 * HOUR + 1, complete('patrol', { key: 'k' })]]);
    expect(done.answers.at(-1)).toMatchObject({ refused: 'which-occurrence' });
  });

  it('brings the next occurrence only, each on its own clock, and ends with its time', () => {
    const course = run(unitPlan([patrol()]), [
      ...every(FROM, FROM + 3 * HOUR, HOUR),
      [FROM + 3 * HOUR + 1, complete('patrol')],
      ...every(FROM + 4 * HOUR, UNTIL, HOUR),
    ]);
    expect(begunIn(course.events).slice(0, 3)).toEqual([
      '14 19:00 patrol@1',
      '14 21:00 patrol@2',
      '14 23:00 patrol@3',
    ]);
    expect(notes(course.events).slice(0, 6)).toEqual([
      '06-14 19:00 open site#doer',
      '06-14 20:00 due site#doer',
      '06-14 20:00 escalate 0 site#leader',
      '06-14 21:00 escalate 1 county#office',
      '06-14 21:00 open site#doer',
      '06-14 22:00 due site#doer',
    ]);
    expect(course.answers.at(4)).toMatchObject({ refused: 'which-occurrence' });
    expect(course.events.find(({ type }) => type === 'accepted')).toMatchObject({
      duty: 'patrol',
      by: 'series',
      at: UNTIL,
    });
    expect(statusOf(course, 'patrol@6')).toBe('open');
  });

  it('means the only open occurrence when the step is named, and any by its number', () => {
    const begun = run(unitPlan([patrol()]), [[FROM + HOUR, complete('patrol')]]);
    expect(begun.events.at(-1)).toMatchObject({ type: 'submitted', duty: 'patrol@1' });
    const next = run(begun, [
      [FROM + 3 * HOUR, act('complete', 'patrol', { occurrence: '2' })],
      [FROM + 3 * HOUR, act('complete', 'patrol', { occurrence: '3' })],
      [FROM + 3 * HOUR, act('complete', 'patrol', { occurrence: '7' })],
      [FROM + 3 * HOUR, complete('patrol')],
    ]);
    expect(next.answers.slice(1).map(({ refused }) => refused)).toEqual([
      undefined,
      'not-begun',
      'unknown-step',
      'already-done',
    ]);
    expect(run(unitPlan([patrol()]), [[FROM, complete('patrol')]]).answers[0]).toMatchObject({
      refused: 'not-begun',
    });
  });

  it('says of an occurrence it has forgotten that it is done, and keeps its last row for the board', () => {
    const done: Script = occurrencesOf(patrol()).map(({ dueAt }, n) => [
      dueAt - 1,
      act('complete', 'patrol', { occurrence: String(n + 1) }),
    ]);
    const course = run(unitPlan([patrol()]), done);
    expect(course.state.added.map(({ id }) => id)).toEqual(['patrol@6']);
    const again = run(course, [[UNTIL - 1, act('complete', 'patrol', { occurrence: '2' })]]);
    expect(again.answers.at(-1)).toMatchObject({ refused: 'already-done', detail: 'patrol@2' });
  });

  it('keeps 32 unfinished occurrences; the oldest is closed as missed, and somebody is told', () => {
    const long = patrol({ untilAt: epochMs(FROM + 40 * 2 * HOUR) });
    const { events, state } = run(unitPlan([long]), [[FROM + 40 * 2 * HOUR - 1, TICK]]);
    const missed = events.filter(({ type }) => type === 'voided');
    expect(missed).toHaveLength(40 - MOST_OPEN);
    expect(missed[0]).toMatchObject({ duty: 'patrol@1', by: 'series', to: ['site#leader'] });
    expect(state.added).toHaveLength(MOST_OPEN);
  });

  it('begins and ends with real events; what is due after its real end is not owed', () => {
    const sealed = duty('sealed', FROM);
    const taken = duty('taken', UNTIL);
    const hung = patrol({
      from: { duty: 'sealed', offsetMs: 0 },
      until: { duty: 'taken', offsetMs: 0 },
    });
    const course = run(unitPlan([sealed, taken, hung]), [
      [FROM + 3 * HOUR, TICK],
      [FROM + 4 * HOUR, complete('sealed', { happenedAt: epochMs(FROM + 3 * HOUR) })],
      [FROM + 5 * HOUR, act('complete', 'patrol', { occurrence: '1' })],
      [FROM + 6 * HOUR, TICK],
      [FROM + 6 * HOUR + MINUTE, complete('taken')],
      [UNTIL + DAY, TICK],
    ]);
    expect(begunIn(course.events)).toEqual(['14 22:00 patrol@1', '15 00:00 patrol@2']);
    expect(course.events.filter(({ type }) => type === 'armed')).toMatchObject([
      { duty: 'patrol', edge: 'from', instant: FROM + 3 * HOUR },
      { duty: 'patrol', edge: 'until', instant: FROM + 6 * HOUR + MINUTE },
    ]);
    expect(statusOf(course, 'patrol@2')).toBe('void');
    expect(statusOf(course, 'patrol')).toBe('accepted');
  });

  it('goes on while its end has not come, and is closed with a word a week after it was planned', () => {
    const hung = patrol({ everyMs: 12 * HOUR, until: { duty: 'taken', offsetMs: 0 } });
    const course = run(unitPlan([duty('taken', UNTIL), hung]), [[UNTIL + 9 * DAY, TICK]]);
    expect(begunIn(course.events)).toHaveLength(15);
    const closing = course.events.filter((e) => 'duty' in e && e.duty === 'patrol').at(-1);
    expect(closing).toMatchObject({ type: 'voided', by: 'series', to: ['site#leader'] });
    expect(UNTIL + OVERRUN_MS).toBeLessThan(UNTIL + 9 * DAY);
  });

  it('is waived as a whole by its step', () => {
    const course = run(unitPlan([patrol()]), [
      [FROM, act('waive', 'patrol', { reason: 'no vault here' })],
      [UNTIL, TICK],
    ]);
    expect(begunIn(course.events)).toEqual([]);
    expect(statusOf(course, 'patrol')).toBe('waived');
  });

  it('keeps what is done under a moved plan, and re-arms what is open', () => {
    const moved = unitPlan([patrol({ fromAt: epochMs(FROM + HOUR) })], { version: 2 });
    const course = run(unitPlan([patrol()]), [
      [FROM + HOUR, complete('patrol')],
      [FROM + 3 * HOUR, TICK],
      [FROM + 3 * HOUR + 1, { type: 'adopt', plan: moved, hash: 'v2' }],
      [UNTIL + HOUR, TICK],
    ]);
    const due = course.events.flatMap((e) =>
      e.type === 'told' && e.action === 'due' ? [`${clock(e.owedAt).slice(8)} ${e.duty}`] : [],
    );
    expect(due).toEqual([
      '14 23:00 patrol@2',
      '15 01:00 patrol@3',
      '15 03:00 patrol@4',
      '15 05:00 patrol@5',
    ]);
  });

  it('begins anew when all of its time is moved into the future: last month’s patrol is no patrol', () => {
    const later = { fromAt: epochMs(FROM + 30 * DAY), untilAt: epochMs(UNTIL + 30 * DAY) };
    const course = run(unitPlan([patrol()]), [
      [FROM + HOUR, complete('patrol')],
      [FROM + 3 * HOUR, TICK],
      [
        FROM + 3 * HOUR + 1,
        { type: 'adopt', plan: unitPlan([patrol(later)], { version: 2 }), hash: 'v2' },
      ],
      [UNTIL + 31 * DAY, TICK],
    ]);
    expect(course.events.filter(({ type }) => type === 'voided')).toMatchObject([
      { duty: 'patrol@2', by: 'plan' },
    ]);
    expect(begunIn(course.events)).toHaveLength(2 + 6);
    expect(new Set(course.state.added.map(({ id }) => id)).size).toBe(course.state.added.length);
  });

  it('owes the same in a simulation as in the real run, however late it ticks', () => {
    const plan = unitPlan([patrol({ of: 'task' }, { ladder: ladder({ 'site#leader': HOUR }) })]);
    const script = [2, 5].map((n) => ({
      at: epochMs(FROM + n * 2 * HOUR - MINUTE),
      command: act('complete', 'patrol', { occurrence: String(n) }),
    }));
    const told: UnitEvent[] = [];
    simulate([{ ...plan, script }], ({ event }) => told.push(event));
    const real = run(plan, [
      ...script.map(({ at, command }) => [at, command] as const),
      [UNTIL + 9 * DAY, TICK],
    ]);
    expect(new Set(firingsIn(real.events))).toEqual(new Set(firingsIn(told)));
  });
});

it('a series given up, since what would end it never came, starts the clocks that wait for it', () => {
  const plan = unitPlan([
    patrol({ until: { duty: 'out', offsetMs: 0 } }),
    duty('out', UNTIL),
    duty('report', UNTIL, { after: { duty: 'patrol', offsetMs: HOUR } }),
  ]);
  const { events } = run(plan, every(FROM, UNTIL + OVERRUN_MS + 2 * HOUR, HOUR));
  const givenUp = clock(UNTIL + OVERRUN_MS);
  const armed = events.flatMap((event) =>
    event.type === 'armed' ? [`${event.duty} ${clock(event.instant)}`] : [],
  );
  expect(armed).toEqual([`report ${clock(UNTIL + OVERRUN_MS + HOUR)}`]);
  const voided = events.filter((event) => event.type === 'voided' && event.duty === 'patrol');
  expect(voided.map(({ at }) => clock(at))).toEqual([givenUp]);
  const dueAt = clock(UNTIL + OVERRUN_MS + HOUR).slice(5);
  expect(notes(events)).toContain(`${dueAt} due site#doer`);
});
