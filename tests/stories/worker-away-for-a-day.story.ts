import { afterAll, beforeAll, expect, it } from 'vitest';
import { NotReachable } from '../../src/service/outcome.js';
import { deedsOf, notesOf, on } from '../support/skipping-notes.js';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-12 08:00', { from: '2027-06-12 16:00', to: '2027-06-13 22:00' });
});
afterAll(() => world.close());

it('a day without a worker loses no rung, says each but once, and how late it was', async () => {
  await world.start(preparedOf(tenSteps()));
  await world.passUntil('2027-06-12 15:59');
  await world.stopWorker();
  await world.skipUntil('2027-06-13 22:00');
  // Nobody is there to answer: it may or may not happen, and the same key asks again.
  const done = { step: 'safe', by: 'gu', key: 'gu/safe' };
  await expect(world.act('county/one/vault', 'completeSteps', done)).rejects.toThrow(NotReachable);

  await world.startWorker();
  await world.settled();
  await world.act('county/one/vault', 'completeSteps', done);
  await world.passUntil('2027-06-14 12:00');

  const log = await world.events('county/one');
  expect(notesOf(log, 'line').slice(1)).toEqual([
    '2027-06-13 17:00 due one#doer late: 2027-06-13 22:00',
    '2027-06-13 17:00 escalate 0 one#leader late: 2027-06-13 22:00',
    '2027-06-13 19:00 escalate 1 one#head late: 2027-06-13 22:00',
    '2027-06-13 21:00 escalate 2 county#office late: 2027-06-13 22:00',
    '2027-06-14 01:00 escalate 3 county#education',
    '2027-06-14 05:00 escalate 4 county#director',
  ]);
  const overtaken = log.filter((event) => event.type === 'superseded' && event.duty === 'line');
  expect(overtaken).toMatchObject(
    ['2027-06-12 17:00', '2027-06-13 15:00'].map((civil) => ({
      ...{ action: 'remind', owedAt: on(civil) },
    })),
  );
  expect(deedsOf(await world.events('county/one/vault'), 'safe')).toEqual([
    '2027-06-13 22:00 submitted gu',
  ]);
  await world.expectWholeRecord();
});
