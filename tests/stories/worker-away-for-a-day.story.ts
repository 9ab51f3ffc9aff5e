import { afterAll, beforeAll, expect, it } from 'vitest';
import { notesOf, on } from '../support/skipping-notes.js';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-12 08:00');
});
afterAll(() => world.close());

it('a day without a worker loses no rung, says each but once, and how late it was', async () => {
  await world.start(preparedOf(tenSteps()));
  await world.passUntil('2027-06-12 16:00');
  const before = (await world.events('county/one')).length;
  await world.stopWorker();
  const a = Date.now();
  await world.skipUntil('2027-06-13 22:00');
  console.log('skipped', Date.now() - a);
  await world.startWorker();
  await world.settled();
  await world.passUntil('2027-06-14 12:00');
  const log = (await world.events('county/one')).slice(before);
  console.log(notesOf(log), on('2027-06-14 12:00'));
  await world.expectWholeRecord();
}, 60_000);
