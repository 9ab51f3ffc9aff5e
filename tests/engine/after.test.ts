import { describe, expect, it } from 'vitest';
import { rowOf } from '../../src/engine/board.js';
import { nextWake } from '../../src/engine/decide.js';
import { epochMs, NEVER, type Duty, type UnitEvent } from '../../src/engine/model.js';
import { simulate } from '../../src/engine/simulate.js';
import { find } from '../../src/engine/state.js';
import {
  act,
  clock,
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
} from './unit.js';

const DONE = on('2027-06-14 09:00');
const PLANNED = on('2027-06-15 09:00');

/** Due two hours after `received`, as it really comes. */
const sort = (over: Partial<Duty> = {}): Duty =>
  duty('sort', PLANNED, {
    after: { duty: 'received', offsetMs: 2 * HOUR },
    remindBeforeMs: [DAY, HOUR],
    ladder: ladder({ 'site#leader': HOUR }),
    ...over,
  });
const plan = unitPlan([duty('received', epochMs(PLANNED - HOUR)), sort()]);
const statusOf = ({ plan: of, state }: Course, id: string) => find(of, state, id)?.progress.status;
const armedIn = (events: readonly UnitEvent[]) =>
  events.flatMap((e) => (e.type === 'armed' ? [`${e.duty} ${clock(e.instant).slice(5)}`] : []));
const about = (id: string, { events }: Course) =>
  notes(events.filter((event) => 'duty' in event && event.duty === id));

describe('a duty whose clock waits for an event', () => {
  it('owes nothing and is not late until the event has happened', () => {
    const course = run(plan, [[PLANNED + 9 * DAY, TICK]]);
    expect(about('sort', course)).toEqual([]);
    expect(nextWake(course.plan, course.state)).toBe(NEVER);
    expect(rowOf(course.plan, course.state, 'sort')).toMatchObject({
      lateAt: null,
      nextAt: null,
      dueAt: PLANNED,
    });
  });

  it('opens with the event, reminds of what lies ahead, is due so long after it, and climbs', () => {
    const course = run(plan, [
      [DONE, complete('received')],
      [DONE + DAY, TICK],
    ]);
    expect(about('sort', run(course, [[DONE + DAY, TICK]]))).toEqual([
      '06-14 09:00 open site#doer',
      '06-14 11:00 due site#doer',
      '06-14 12:00 escalate 0 site#leader',
    ]);
    const watched = run(plan, [
      [DONE, complete('received')],
      [DONE + HOUR, TICK],
    ]);
    expect(about('sort', watched)).toEqual([
      '06-14 09:00 open site#doer',
      '06-14 10:00 remind 1 site#doer',
    ]);
  });

  it('counts no further back than a week, whatever year is said', () => {
    const happenedAt = on('2017-06-14 09:00');
    const course = run(plan, [[DONE, complete('received', { happenedAt })]]);
    expect(armedIn(course.events)).toEqual([
      `sort ${clock(epochMs(DONE - 7 * DAY + 2 * HOUR)).slice(5)}`,
    ]);
  });

  it('counts from when it really happened where that was recorded later', () => {
    const happenedAt = epochMs(DONE - HOUR);
    const course = run(plan, [[DONE, complete('received', { happenedAt })]]);
    expect(armedIn(course.events)).toEqual(['sort 06-14 10:00']);
    expect(about('sort', course)).toEqual(['06-14 09:00 open site#doer']);
    expect(rowOf(course.plan, course.state, 'sort')?.dueAt).toBe(DONE + HOUR);
  });

  it('starts with a waiver too, and with the acceptance where one is needed, not the submission', () => {
    const waive = act('waive', 'received', { reason: 'came with the others' });
    expect(armedIn(run(plan, [[DONE, waive]]).events)).toHaveLength(1);
    const accept = { by: 'county#office', withinMs: DAY, ladder: ladder({}) };
    const accepted = unitPlan([duty('received', PLANNED, { accept }), sort()]);
    const submitted = run(accepted, [[DONE, complete('received')]]);
    expect(armedIn(submitted.events)).toEqual([]);
    const course = run(submitted, [[DONE + HOUR, act('accept', 'received', { by: 'wang' })]]);
    expect(armedIn(course.events)).toEqual(['sort 06-14 12:00']);
  });

  it('works in a chain, within the same session, and behind a gate', () => {
    const chain = unitPlan([
      duty('a@maths', PLANNED),
      duty('a@chinese', PLANNED),
      duty('b@maths', PLANNED, { after: { duty: 'a', offsetMs: HOUR } }),
      duty('c@maths', PLANNED, { after: { duty: 'b', offsetMs: HOUR } }),
      duty('ready', DONE, { kind: 'gate', needs: [] }),
      duty('open', PLANNED, { after: { duty: 'ready', offsetMs: 0 } }),
    ]);
    const course = run(chain, [
      [DONE - HOUR, complete('a@chinese')],
      [DONE, complete('a@maths')],
      [DONE + 30 * 60_000, complete('b@maths')],
    ]);
    expect(armedIn(course.events)).toEqual([
      'open 06-14 09:00',
      'b@maths 06-14 10:00',
      'c@maths 06-14 10:30',
    ]);
  });

  it('may be done before its clock starts, and is owed nothing more', () => {
    const course = run(plan, [
      [DONE - HOUR, complete('sort')],
      [DONE, complete('received')],
      [DONE + DAY, TICK],
    ]);
    expect(statusOf(course, 'sort')).toBe('accepted');
    expect(about('sort', course)).toEqual([]);
  });

  it('keeps a clock that has started under a new plan, and starts one that joins late', () => {
    const moved = unitPlan(
      [
        duty('received', epochMs(PLANNED + DAY)),
        sort({ dueAt: epochMs(PLANNED + DAY) }),
        duty('seal', epochMs(PLANNED + DAY), { after: { duty: 'received', offsetMs: 4 * HOUR } }),
      ],
      { version: 2 },
    );
    const course = run(plan, [
      [DONE, complete('received')],
      [DONE + HOUR, { type: 'adopt', plan: moved, hash: 'v2' }],
    ]);
    expect(find(course.plan, course.state, 'sort')?.progress.dueAt).toBe(DONE + 2 * HOUR);
    expect(armedIn(course.events)).toEqual(['sort 06-14 11:00', 'seal 06-14 13:00']);
    const unarmed = run(plan, [[DONE, { type: 'adopt', plan: moved, hash: 'v2' }]]);
    expect(find(unarmed.plan, unarmed.state, 'sort')?.progress.dueAt).toBe(PLANNED + DAY);
  });

  it('is on a clock of its own once it was returned with a new due time', () => {
    const accept = { by: 'county#office', withinMs: DAY, ladder: ladder({}) };
    const course = run(unitPlan([duty('received', PLANNED), sort({ accept })]), [
      [DONE, complete('sort')],
      [DONE + HOUR, act('return', 'sort', { by: 'wang', reason: 'redo', dueAt: DONE + DAY })],
      [DONE + 2 * HOUR, complete('received')],
      [DONE + DAY, TICK],
    ]);
    expect(armedIn(course.events)).toEqual([]);
    expect(about('sort', course).slice(-1)).toEqual(['06-15 09:00 due site#doer']);
  });

  it('owes the same in a simulation', () => {
    const told: UnitEvent[] = [];
    const script = [{ at: DONE, command: complete('received') }];
    simulate([{ ...plan, script }], ({ event }) => told.push(event));
    expect(notes(told.filter((event) => 'duty' in event && event.duty === 'sort'))).toEqual([
      '06-14 09:00 open site#doer',
      '06-14 10:00 remind 1 site#doer',
      '06-14 11:00 due site#doer',
      '06-14 12:00 escalate 0 site#leader',
    ]);
  });
});
