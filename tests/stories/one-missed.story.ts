import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-10 08:00');
});
afterAll(() => world.close());

it('a missed duty climbs its ladder to the director, and falls silent when it is done', async () => {
  await world.start(preparedOf(tenSteps()));
  await world.passUntil('2027-06-14 18:00');
  await world.play([
    ['2027-06-14 18:00', 'county/one', 'completeSteps', { step: 'line', by: 'li' }],
  ]);
  await world.passUntil('2027-06-20 00:00');

  expect(await world.notes('county/one', 'line')).toEqual([
    '2027-06-11 09:00 open one#doer',
    '2027-06-12 17:00 remind 0 one#doer',
    '2027-06-13 15:00 remind 1 one#doer',
    '2027-06-13 17:00 due one#doer',
    '2027-06-13 17:00 escalate 0 one#leader',
    '2027-06-13 19:00 escalate 1 one#head',
    '2027-06-13 21:00 escalate 2 county#office',
    '2027-06-14 01:00 escalate 3 county#education',
    '2027-06-14 05:00 escalate 4 county#director',
    '2027-06-14 17:00 escalate 5 county#director',
  ]);
  await world.expectWholeRecord();
});
