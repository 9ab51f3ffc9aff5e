import { afterAll, beforeAll, expect, it } from 'vitest';
import { BATCH, withPapers } from '../support/a-consignment.js';
import { INTO_THE_SAFE } from '../support/custody-lines.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-15 08:00');
});
afterAll(() => world.close());

it('a smart lock that opens at 05:40 for a window from 07:00 alarms; at 07:05 it is only noted', async () => {
  await world.start(preparedOf(withPapers()));
  await world.passUntil('2027-06-16 05:40');
  await world.handle(BATCH).signal('lockOpened', { place: 'safe', by: 'lock-7' });
  await world.play(INTO_THE_SAFE);
  await world.passUntil('2027-06-16 07:05');
  await world.handle(BATCH).signal('lockOpened', { place: 'safe', by: 'lock-7' });
  // What nobody can read is on record too, and fails nothing.
  await world.handle(BATCH).signal('lockOpened', { door: 7 });
  await world.passUntil('2027-06-16 07:20');

  const log = await world.events(BATCH);
  const unlocked = log.flatMap((event) =>
    event.type === 'custody' && event.fact.is === 'unlocked' ? [event.fact.lawful] : [],
  );
  expect(unlocked).toEqual([false, true]);
  expect(await world.notes(BATCH, 'alarm-1')).toEqual([
    '2027-06-16 05:50 due county#vehicle',
    '2027-06-16 05:50 escalate 0 county#vehicle',
    '2027-06-16 05:55 escalate 1 county#admissions',
    '2027-06-16 06:00 escalate 2 county#director',
    '2027-06-16 06:10 escalate 3 county#director',
    '2027-06-16 06:20 escalate 4 county#director',
  ]);
  expect(log.filter(({ type }) => type === 'refused')).toHaveLength(1);
});
