import { afterAll, beforeAll, expect, it } from 'vitest';
import { inOrder, ONE, TWO, withVaults } from '../support/a-vault-season.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-14 08:00');
});
afterAll(() => world.close());

it('of two vaults the one that is silent at 21:30 climbs, by its own name; of the other nobody hears', async () => {
  await world.start(preparedOf(withVaults()));
  await world.play([...inOrder(ONE), ...inOrder(TWO)].sort(([a], [b]) => (a < b ? -1 : 1)));
  await world.play([['2027-06-15 21:10', ONE, 'completeSteps', { step: 'zero', by: 'gu' }]]);
  await world.passUntil('2027-06-15 22:30');

  expect(await world.notes(ONE, 'zero@1')).toEqual(['2027-06-15 20:30 open vault#doer']);
  expect(await world.notes(TWO, 'zero@1')).toEqual([
    '2027-06-15 20:30 open vault#doer',
    '2027-06-15 21:20 remind 0 vault#doer+county#office',
    '2027-06-15 21:30 due vault#doer',
    '2027-06-15 21:30 escalate 0 vault#leader',
    '2027-06-15 21:40 escalate 1 county#admissions',
    '2027-06-15 22:00 escalate 2 county#director',
  ]);
});
