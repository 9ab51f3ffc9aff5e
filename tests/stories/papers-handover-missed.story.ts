import { afterAll, beforeAll, expect, it } from 'vitest';
import { BATCH, VAULT, withPapers } from '../support/a-consignment.js';
import { confirmed, LOADED } from '../support/custody-lines.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-15 08:00');
});
afterAll(() => world.close());

it('a handover that the escort misses climbs its ladder in minutes, and the papers stay in the vault', async () => {
  await world.start(preparedOf(withPapers()));
  // The vault's two are there; the escort's two are not.
  await world.play(confirmed('2027-06-16 05:50', 'custody-load@one', VAULT, LOADED));
  await world.passUntil('2027-06-16 06:25');

  // Whoever has signed is not asked again: the word at six is for the two that are missing.
  expect(await world.notes(BATCH, 'custody-load@one')).toEqual([
    '2027-06-16 05:30 open vault#keeper+vault#keeper-two+county#escort+county#escort-two',
    '2027-06-16 06:00 due county#escort+county#escort-two',
    '2027-06-16 06:00 escalate 0 county#vehicle',
    '2027-06-16 06:05 escalate 1 county#admissions',
    '2027-06-16 06:10 escalate 2 county#director',
    '2027-06-16 06:20 escalate 3 county#director',
  ]);
  const moved = (await world.events(BATCH)).filter(({ type }) => type === 'custody');
  expect(moved).toEqual([]);
  await world.expectWholeRecord();
});
