import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { deedsOf, on } from '../support/skipping-notes.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-14 20:00');
});
afterAll(() => world.close());

it('what is returned is owed anew by its new due time, and silent about the old one', async () => {
  await world.start(preparedOf(tenSteps()));
  await world.play([
    ['2027-06-15 07:00', 'county/one', 'completeSteps', { step: 'rooms', by: 'li' }],
    ['2027-06-15 08:30', 'county/one', 'return', { ...RETURNED, by: 'zhou' }],
    ['2027-06-15 16:30', 'county/one', 'completeSteps', { step: 'rooms', by: 'li' }],
  ]);
  const own = await world.act('county/one', 'accept', { step: 'rooms', by: 'li' });
  expect(own.refused).toBe('own-acceptance');
  await world.play([['2027-06-15 17:30', 'county/one', 'accept', { step: 'rooms', by: 'zhou' }]]);
  await world.passUntil('2027-06-15 23:00');

  expect(await world.notes('county/one', 'rooms')).toEqual([
    '2027-06-15 07:00 accept-open county#office',
    '2027-06-15 14:00 remind 0 one#doer',
    '2027-06-15 16:00 due one#doer',
    '2027-06-15 16:00 escalate 0 one#leader',
    '2027-06-15 16:30 accept-open county#office',
  ]);
  expect(deedsOf(await world.events('county/one'), 'rooms')).toEqual([
    '2027-06-15 07:00 submitted li',
    '2027-06-15 08:30 returned zhou',
    '2027-06-15 16:30 submitted li',
    '2027-06-15 17:30 accepted zhou',
  ]);
  const { duty, notices } = await world.service.showDuty('story', 'county/one', 'rooms');
  expect(duty).toMatchObject({ status: 'accepted', returns: 1, dueAt: on('2027-06-15 16:00') });
  const returned = notices.filter(({ kind }) => kind === 'returned');
  expect(returned.map(({ to }) => to)).toEqual(['county/one#doer', 'county/one#leader']);
});

it('the acceptor who does not answer has a clock and a ladder of his own', async () => {
  // Handed in late at the other site, on the same evening: 4 hours for the acceptor from then on.
  await world.play([['2027-06-15 23:00', 'county/two', 'completeSteps', TWO]]);
  await world.play([['2027-06-16 05:30', 'county/two', 'accept', { step: 'rooms', by: 'zhou' }]]);
  await world.passUntil('2027-06-18 00:00');
  expect((await world.notes('county/two', 'rooms')).slice(-5)).toEqual([
    '2027-06-15 22:00 escalate 4 county#director',
    '2027-06-15 23:00 accept-open county#office',
    '2027-06-16 03:00 accept-due county#office',
    '2027-06-16 03:00 accept-escalate 0 two#leader',
    '2027-06-16 05:00 accept-escalate 1 two#head',
  ]);
  await world.expectWholeRecord();
});

const RETURNED = {
  ...{ step: 'rooms', reason: '3个考场摄像头有盲区' },
  dueAt: '2027-06-15T16:00:00+08:00',
};
const TWO = { step: 'rooms', by: 'wu' };
