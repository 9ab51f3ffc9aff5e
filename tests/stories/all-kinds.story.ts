import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StepSource } from '../../src/engine/season-plan.js';
import { preparedOf, step, tenSteps } from '../support/skipping-season.js';
import { deedsOf } from '../support/skipping-notes.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-13 08:00');
});
afterAll(() => world.close());

const ONE = 'county/one';

it('papers arrive, are guarded and patrolled until they go out, and every duty keeps its record', async () => {
  await world.start(preparedOf(tenSteps({}, { steps: STEPS })));
  // What it needs of the root is not there: refused, and asked anew.
  await world.passUntil('2027-06-13 09:30');
  const early = await world.act('county/two', 'completeSteps', DONE('staffed'));
  expect(early).toMatchObject({ refused: 'needs-open', detail: 'county:funds', asked: true });
  await world.settled();

  await world.play([
    ['2027-06-13 10:00', 'county', 'completeSteps', DONE('funds')],
    ['2027-06-13 10:30', ONE, 'answer', { ...DONE('route'), lines: [NORMAL('police')] }],
    ['2027-06-13 11:00', ONE, 'confirm', signs('incoming', 'ha', 'ha | m1 m2')],
    // The papers are there: from now on the vault is guarded and patrolled.
    ['2027-06-13 11:10', ONE, 'completeSteps', DONE('arrived')],
    ['2027-06-13 11:50', ONE, 'completeSteps', DONE('patrol')],
    ['2027-06-13 12:05', ONE, 'completeSteps', { ...DONE('patrol'), occurrence: '2' }],
    ['2027-06-13 15:00', ONE, 'confirm', signs('outgoing', 'ha', 'hb | m3 m4')],
    ['2027-06-13 15:05', ONE, 'confirm', signs('incoming', 'hb', 'hb | m3 m4')],
    ['2027-06-13 16:00', ONE, 'leave', { step: 'vault', by: 'hb', person: 'm3' }],
    ['2027-06-13 16:20', ONE, 'confirm', signs('incoming', 'hb', 'hb | m4 m5')],
  ]);
  const silent = await world.act(ONE, 'completeSteps', DONE('route'));
  expect(silent).toMatchObject({ refused: 'lines-silent', detail: 'power' });
  await world.play([
    ['2027-06-13 17:00', ONE, 'answer', { ...DONE('route'), lines: [NORMAL('power')] }],
    ['2027-06-13 17:05', ONE, 'completeSteps', DONE('route')],
    ['2027-06-13 17:10', ONE, 'completeSteps', DONE('handed-out')],
  ]);
  await world.passUntil('2027-06-14 12:00');

  const log = await world.events(ONE);
  expect(deedsOf(log, 'vault')).toEqual([
    '2027-06-13 11:00 confirmed ha',
    '2027-06-13 11:00 relieved ha',
    '2027-06-13 11:10 armed',
    '2027-06-13 15:00 confirmed ha',
    '2027-06-13 15:05 confirmed hb',
    '2027-06-13 15:05 relieved hb',
    '2027-06-13 16:00 left hb',
    '2027-06-13 16:20 confirmed hb',
    '2027-06-13 16:20 uncovered',
    '2027-06-13 16:20 relieved hb',
    '2027-06-13 17:10 armed',
    '2027-06-13 17:10 expired',
  ]);
  expect(await world.notes(ONE, 'checked')).toEqual([
    '2027-06-13 11:10 open one#doer',
    '2027-06-13 13:10 due one#doer',
    '2027-06-13 13:10 escalate 0 one#leader',
    '2027-06-13 15:10 escalate 1 one#head',
    '2027-06-13 17:10 escalate 2 county#office',
    '2027-06-13 21:10 escalate 3 county#education',
    '2027-06-14 01:10 escalate 4 county#director',
  ]);
  const again = await world.act(ONE, 'completeSteps', { ...DONE('patrol'), occurrence: '1' });
  expect(again.refused).toBe('already-done');
  await world.play([
    [
      '2027-06-14 12:00',
      ONE,
      'waive',
      { step: 'vault', by: 'head', reason: '停电20分钟，封条完好' },
    ],
  ]);
  // It is asked about anew, and tried again by itself.
  expect(await world.act('county/two', 'completeSteps', DONE('staffed'))).not.toHaveProperty(
    'refused',
  );
  expect(await lastMissing()).toEqual([]);
  await world.settled();
  await world.expectNoViolation();
  await world.expectOutboxOfLog();
});

it('the board keeps every occurrence, also when it is put back from the units and the log', async () => {
  const patrols = async () =>
    (await world.store.duties({ season: 'story', under: ONE, step: 'patrol' }))
      .map(({ duty, status }) => `${duty} ${status}`)
      .sort();
  const before = await patrols();
  expect(before).toContain('patrol accepted');
  expect(before).toContain('patrol@1 accepted');
  expect(before.filter((row) => row.startsWith('patrol@'))).toHaveLength(12);
  await world.service.rebuild('story');
  expect(await patrols()).toEqual(before);
  await world.expectNoViolation();
});

const lastMissing = async () => {
  const judged = (await world.events('county/two')).filter(({ type }) => type === 'judged');
  return judged.flatMap((event) => (event.type === 'judged' ? [event.missing] : [])).at(-1);
};
const DONE = (name: string) => ({ step: name, by: 'li' });
const NORMAL = (line: string) => ({ line, state: 'normal' as const });
const signs = (post: 'incoming' | 'outgoing', by: string, content: string) => ({
  ...{ step: 'vault', by, post, content },
});
const guarded = { scope: { units: [ONE] }, due: '2027-06-14 09:00' };
const STEPS: readonly StepSource[] = [
  step({ id: 'funds', due: '2027-06-13 12:00', scope: { kinds: ['county'] } }),
  step({
    ...{ id: 'staffed', due: '2027-06-14 18:00', opens: '2027-06-13 09:00' },
    ...{ scope: { units: ['county/two'] }, needs: [{ step: 'funds', scope: 'root' }] },
  }),
  step({ id: 'arrived', ...guarded, due: '2027-06-13 12:00' }),
  step({ id: 'handed-out', ...guarded }),
  step({ id: 'checked', ...guarded, due: 'done(arrived)+2h' }),
  step({
    ...{ id: 'route', ...guarded },
    lines: [
      { id: 'police', by: 'county/two#doer' },
      { id: 'power', by: 'county#doer' },
    ],
  }),
  step({
    ...{ id: 'patrol', kind: 'series', ...guarded },
    series: {
      ...{ every: '30m', lead: '15m', of: 'task' },
      ...{ from: 'done(arrived)', until: 'done(handed-out)' },
    },
  }),
  step({
    ...{ id: 'vault', kind: 'watch', ...guarded },
    watch: {
      ...{ from: 'done(arrived)', until: 'done(handed-out)' },
      ...{ minimum: 2, heads: 1, shift: '4h', within: '15m', grace: '10m' },
    },
  }),
];
