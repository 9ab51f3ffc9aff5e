import { afterAll, beforeAll, expect, it } from 'vitest';
import { inOrder, ONE, TWO, withVaults } from '../support/a-vault-season.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-14 08:00');
});
afterAll(() => world.close());

it('a vault opened at 04:40 for a loading at six alarms in minutes; at 05:40 it is only noted', async () => {
  await world.start(preparedOf(withVaults()));
  await world.play([...inOrder(ONE), ...inOrder(TWO)].sort(([a], [b]) => (a < b ? -1 : 1)));
  await world.passUntil('2027-06-16 04:40');
  await world.handle(ONE).signal('lockOpened', { place: 'vault', by: 'lock-1' });
  await world.passUntil('2027-06-16 05:40');
  await world.handle(ONE).signal('lockOpened', { place: 'vault', by: 'lock-1' });
  // From the other vault nothing is fetched that morning.
  await world.handle(TWO).signal('lockOpened', { place: 'vault', by: 'lock-2' });
  await world.passUntil('2027-06-16 05:42');

  const log = await world.events(ONE);
  expect(
    log.flatMap((event) =>
      event.type === 'custody' && event.fact.is === 'unlocked' ? [event.fact.lawful] : [],
    ),
  ).toEqual([false, true]);
  expect(await world.notes(ONE, 'alarm-1')).toEqual([
    '2027-06-16 04:45 due vault#leader',
    '2027-06-16 04:45 escalate 0 vault#leader',
    '2027-06-16 04:55 escalate 1 county#admissions',
    '2027-06-16 05:15 escalate 2 county#director',
  ]);
  const other = await world.events(TWO);
  expect(other.filter(({ type }) => type === 'added')).toHaveLength(1);
});
