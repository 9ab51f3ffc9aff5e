import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-13 10:00');
});
afterAll(() => world.close());

it('a kept promise stays silent, a broken one goes one rung higher and on from there', async () => {
  await world.start(preparedOf(tenSteps()));
  await world.play([
    ['2027-06-13 17:30', 'county/one', 'signFor', PROMISE],
    ['2027-06-13 17:30', 'county/two', 'signFor', PROMISE],
  ]);
  const second = await world.act('county/one', 'signFor', {
    ...PROMISE,
    promiseAt: '2027-06-14T12:00:00+08:00',
  });
  expect(second.refused).toBe('promise-pending');
  await world.play([
    ['2027-06-14 08:30', 'county/two', 'completeSteps', { step: 'line', by: 'wu' }],
    ['2027-06-14 12:00', 'county/one', 'completeSteps', { step: 'line', by: 'li' }],
  ]);
  await world.passUntil('2027-06-15 12:00');

  const before = [
    '2027-06-13 15:00 remind 1 SITE#doer',
    '2027-06-13 17:00 due SITE#doer',
    '2027-06-13 17:00 escalate 0 SITE#leader',
  ];
  expect((await world.notes('county/two', 'line')).slice(-3)).toEqual(at('two', before));
  expect((await world.notes('county/one', 'line')).slice(-5)).toEqual([
    ...at('one', before),
    // Not at 19:00, as the ladder would have it, and not to the leader again.
    '2027-06-14 09:00 escalate 1 one#head broken',
    '2027-06-14 11:00 escalate 2 county#office',
  ]);
  await world.expectWholeRecord();
});

const PROMISE = { step: 'line', by: 'li', promiseAt: '2027-06-14T09:00:00+08:00' };
const at = (site: string, lines: readonly string[]) =>
  lines.map((line) => line.replace('SITE', site));
