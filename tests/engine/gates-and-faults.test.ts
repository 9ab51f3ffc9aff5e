import { describe, expect, it } from 'vitest';
import { epochMs, type UnitEvent, type UnitPlan } from '../../src/engine/model.js';
import { simulate } from '../../src/engine/simulate.js';
import { find } from '../../src/engine/state.js';
import {
  act,
  complete,
  DAY,
  duty,
  firingsIn,
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

const EVE = on('2027-06-15 20:00');
const LATER = epochMs(EVE + 9 * HOUR);
const END: Script = [[EVE + 9 * DAY, TICK]];
const statusOf = ({ plan, state }: Course, id: string) => find(plan, state, id)?.progress.status;

describe('a gate', () => {
  const needs = [{ step: 'safe', scope: 'own' } as const, { step: 'line', scope: 'own' } as const];
  const eve = unitPlan([
    duty('line', LATER),
    duty('ready', EVE, {
      kind: 'gate',
      needs,
      ladder: ladder({
        'site#leader': 0,
        'county#office': HOUR,
        'county#director': 3 * HOUR,
      }),
    }),
    duty('safe', LATER),
  ]);
  const hours: Script = Array.from({ length: 9 }, (_, n) => [EVE + n * HOUR, TICK]);
  const during = (...script: Script) =>
    run(
      eve,
      [...hours, ...script].sort(([a], [b]) => a - b),
    );
  const ofGate = ({ events }: Course) =>
    events.filter((event) => 'duty' in event && event.duty === 'ready');

  it('is ready when all it needs is done by its instant, and says so', () => {
    const course = during([EVE - 2 * HOUR, complete('safe')], [EVE - HOUR, complete('line')]);
    expect(ofGate(course)).toMatchObject([
      { type: 'asked', owedAt: EVE },
      { type: 'judged', missing: [], to: ['site#doer', 'site#leader'] },
      { type: 'accepted', by: 'gate', at: EVE },
    ]);
  });

  it('is not ready: it names what is missing, and climbs', () => {
    const course = during([EVE - HOUR, complete('line')]);
    const judged = ofGate(course).filter(({ type }) => type === 'judged');
    expect(judged).toMatchObject([-1, 0, 1, 2].map((rung) => ({ rung, missing: ['site:safe'] })));
    expect(notes(ofGate(course))).toEqual([
      '06-15 20:00 escalate 0 site#leader',
      '06-15 21:00 escalate 1 county#office',
      '06-15 23:00 escalate 2 county#director',
    ]);
  });

  it('is ready at a later rung, and silent from then on', () => {
    const done = [complete('line'), complete('safe')].map(
      (command, n) => [EVE + (90 + n) * 60_000, command] as const,
    );
    const course = during(...done);
    expect(notes(ofGate(course))).toHaveLength(2);
    expect(statusOf(course, 'ready')).toBe('accepted');
    expect(ofGate(course).at(-1)).toMatchObject({ type: 'accepted', at: EVE + 3 * HOUR });
  });

  it('looks at its own instant when it is asked late: what came after does not reach back', () => {
    const course = run(eve, [
      [EVE + 30 * 60_000, complete('line')],
      [EVE + 40 * 60_000, complete('safe')],
      ...END,
    ]);
    expect(ofGate(course).filter(({ type }) => type === 'judged')).toMatchObject([
      { rung: -1, missing: ['site:line', 'site:safe'] },
      { rung: 0, missing: ['site:line', 'site:safe'] },
      { rung: 1, missing: [] },
    ]);
  });

  it('is overridden by a named person with a reason, never by a completion', () => {
    const waive = act('waive', 'ready', { reason: 'generator borrowed' });
    const course = during([EVE - HOUR, complete('ready')], [EVE - HOUR, waive]);
    expect(course.answers.map(({ refused }) => refused)).toContain('wrong-kind');
    expect(statusOf(course, 'ready')).toBe('waived');
    expect(notes(ofGate(course))).toEqual([]);
  });

  it('answers no question that was settled meanwhile', () => {
    const asked = run(eve, [[EVE - HOUR, act('waive', 'ready', { reason: 'exam moved' })]]);
    const stale = { duty: 'ready', action: 'gate', rung: -1, owedAt: EVE, side: 'owner' } as const;
    const late = run(asked, [[EVE, { type: 'judge', ...stale, missing: [], silent: [] }]]);
    expect(late.events.length).toBe(asked.events.length);
  });

  it('climbs in a simulation as in the real run, though its first rung falls on its own instant', () => {
    const alone: UnitPlan = {
      ...eve,
      duties: eve.duties.map((d) => (d.kind === 'gate' ? d : { ...d, dueAt: epochMs(EVE - DAY) })),
    };
    const simulated: UnitEvent[] = [];
    simulate([alone], ({ event }) => simulated.push(event));
    expect(firingsIn(simulated)).toEqual(
      firingsIn(run(alone, [[EVE - DAY, TICK], ...hours]).events),
    );
  });
});

describe('a duty added to the running season', () => {
  const source = { type: 'meeting', number: '7', by: 'director' } as const;
  const add = (id: string, more: object = {}) =>
    ({ type: 'addStep', by: 'li', source, duty: { id, title: id, dueAt: EVE, ...more } }) as const;

  it('is told to its doer, reminds, climbs the unit’s ladder, and is done like any other', () => {
    const added = add('fence', { remindBeforeMs: [2 * DAY, HOUR, 3 * HOUR] });
    const course = run(unitPlan([]), [
      [EVE - DAY, added],
      [EVE - 3 * HOUR, TICK],
      [EVE - HOUR, TICK],
      [EVE, TICK],
      [EVE + HOUR, complete('fence')],
      ...END,
    ]);
    expect(course.events[0]).toMatchObject({
      type: 'added',
      to: ['site#doer'],
      source,
      title: 'fence',
    });
    expect(notes(course.events)).toEqual([
      '06-15 17:00 remind 0 site#doer',
      '06-15 19:00 remind 1 site#doer',
      '06-15 20:00 due site#doer',
      '06-15 20:00 escalate 0 site#leader',
    ]);
    expect(statusOf(course, 'fence')).toBe('accepted');
  });

  it('is refused with a bad id, one that is taken, a due instant that has passed, a strange parent', () => {
    const plan = unitPlan([duty('safe', EVE), duty('closed@maths', EVE)]);
    const commands = [
      add(''),
      add('a b'),
      add('x'.repeat(41)),
      add('safe'),
      add('closed'),
      add('late', { dueAt: EVE - DAY }),
      add('child', { parent: 'nobody' }),
    ];
    const { answers } = run(
      plan,
      commands.map((command) => [EVE - HOUR, command] as const),
    );
    const bad = ['bad-id', 'bad-id', 'bad-id', 'duplicate-id', 'duplicate-id'];
    expect(answers.map(({ refused }) => refused)).toEqual([...bad, 'due-in-past', 'unknown-step']);
  });

  it('is found on an inspection, which closes when both its faults are put right', () => {
    const faults = ['socket', 'camera'].map(
      (id) => [EVE - 9 * HOUR, add(id, { parent: 'tour', acceptBy: 'county#inspector' })] as const,
    );
    const begun = run(unitPlan([duty('tour', EVE)]), [
      ...faults,
      [EVE - 8 * HOUR, complete('tour')],
    ]);
    expect(statusOf(begun, 'tour')).toBe('submitted');
    const half = run(begun, [
      [EVE - 7 * HOUR, complete('socket')],
      [EVE - 6 * HOUR, act('accept', 'socket', { by: 'wang' })],
      [EVE - 6 * HOUR, complete('camera')],
    ]);
    expect(statusOf(half, 'tour')).toBe('submitted');
    const whole = run(half, [[EVE - 5 * HOUR, act('accept', 'camera', { by: 'wang' })], ...END]);
    expect(whole.events.slice(-2)).toMatchObject([
      { type: 'accepted', duty: 'camera' },
      { type: 'accepted', duty: 'tour', at: EVE - 5 * HOUR },
    ]);
  });

  it('closes all the way up when a fault of a fault is put right', () => {
    const course = run(unitPlan([duty('tour', EVE)]), [
      [EVE - 9 * HOUR, add('socket', { parent: 'tour' })],
      [EVE - 9 * HOUR, add('fuse', { parent: 'socket' })],
      ...['tour', 'socket', 'fuse'].map((id, n) => [EVE - (8 - n) * HOUR, complete(id)] as const),
    ]);
    expect(['fuse', 'socket', 'tour'].map((id) => statusOf(course, id))).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
  });

  it('waits for its children even where somebody is to accept it', () => {
    const accept = { by: 'county#office', withinMs: DAY, ladder: ladder({}) };
    const asks = act('accept', 'tour', { by: 'wang' });
    const course = run(unitPlan([duty('tour', EVE, { accept })]), [
      [EVE - 9 * HOUR, add('socket', { parent: 'tour' })],
      [EVE - 8 * HOUR, complete('tour')],
      [EVE - 7 * HOUR, asks],
      [EVE - 6 * HOUR, act('waive', 'socket', { reason: 'room not used' })],
      [EVE - 5 * HOUR, asks],
    ]);
    expect(course.answers.map(({ refused }) => refused)).toEqual([
      undefined,
      undefined,
      'children-open',
      undefined,
      undefined,
    ]);
    expect(statusOf(course, 'tour')).toBe('accepted');
  });
});
