import { afterAll, beforeAll, expect, it } from 'vitest';
import { inOrder, ONE, patrolled, withVaults } from '../support/a-vault-season.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-14 08:00');
});
afterAll(() => world.close());

it('a patrol not started within its half hour alarms, whoever signs that is not on duty', async () => {
  await world.start(preparedOf(withVaults()));
  await world.play([
    ...inOrder(ONE),
    ...patrolled(ONE, 1, '2027-06-15 12:25'),
    ...patrolled(ONE, 2, '2027-06-15 12:55'),
  ]);
  // The third is signed by somebody who is not of the watch.
  await world.passUntil('2027-06-15 13:25');
  const signed = { step: 'patrol', occurrence: '3', post: `${ONE}#shift`, content: '正常' };
  const { refused } = await world.act(ONE, 'confirm', { ...signed, by: 'x' });
  expect(refused).toBe('not-on-duty');
  await world.play(patrolled(ONE, 4, '2027-06-15 13:55'));
  await world.passUntil('2027-06-15 14:05');

  expect(await world.notes(ONE, 'patrol@3')).toEqual([
    '2027-06-15 13:30 due vault#shift',
    '2027-06-15 13:30 escalate 0 vault#leader',
    '2027-06-15 13:40 escalate 1 county#admissions',
    '2027-06-15 14:00 escalate 2 county#director',
  ]);
  for (const n of [1, 2, 4]) expect(await world.notes(ONE, `patrol@${n}`)).toEqual([]);
});
