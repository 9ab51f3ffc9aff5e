import { afterAll, beforeAll, expect, it } from 'vitest';
import { BATCH, SITE, withPapers } from '../support/a-consignment.js';
import { confirmed, INTO_THE_SAFE, LABEL, LOADED } from '../support/custody-lines.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-15 08:00');
});
afterAll(() => world.close());

it('papers opened at 06:55 for 07:00 raise an alarm at once, which climbs until somebody answers for it', async () => {
  await world.start(preparedOf(withPapers()));
  await world.play([
    ...INTO_THE_SAFE,
    ...confirmed('2027-06-16 06:50', 'custody-labels@open-one', SITE, LABEL),
    ...confirmed('2027-06-16 06:55', 'custody-open@open-one', SITE, LOADED),
  ]);
  await world.passUntil('2027-06-16 07:11');
  await world.play([['2027-06-16 07:12', BATCH, 'completeSteps', { step: 'alarm-1', by: 'yan' }]]);
  await world.passUntil('2027-06-16 09:00');

  const facts = (await world.events(BATCH)).flatMap((event) =>
    event.type === 'custody' ? [event.fact.is] : [],
  );
  expect(facts).toEqual(['moved', 'departed', 'called', 'arrived', 'moved', 'opened']);
  expect(await world.notes(BATCH, 'alarm-1')).toEqual([
    '2027-06-16 07:05 due county#vehicle',
    '2027-06-16 07:05 escalate 0 county#vehicle',
    '2027-06-16 07:10 escalate 1 county#admissions',
  ]);
  const notices = await world.store.noticesOf('story', BATCH, 'alarm-1');
  expect(notices[0]).toMatchObject({ kind: 'added', to: 'county#vehicle' });
  await world.expectWholeRecord();
});
