import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENGLISH, signs, SITE, withProcedures } from '../support/procedure-season.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-16 14:00');
});
afterAll(() => world.close());

const ABOUT = '15:08 中断，32个考场';

it('the listening device fails in mid-exam: everybody’s clock runs in minutes until three have signed the record', async () => {
  await world.start(preparedOf(withProcedures(['session-closed'], [ENGLISH])));
  await world.play([
    [
      ...(['2027-06-16 15:09', SITE, 'begin'] as const),
      { procedure: 'listening-failure', about: ABOUT, by: 'technician' },
    ],
  ]);
  await world.play([
    ['2027-06-16 15:12', SITE, 'completeSteps', { step: 'listening-reported', by: 'head' }],
  ]);
  await world.passUntil('2027-06-16 15:13');
  await world.play([
    [
      ...(['2027-06-16 15:14', SITE, 'completeSteps'] as const),
      { step: 'listening-switched', by: 'technician', form: { rooms: 32 } },
    ],
    [
      ...(['2027-06-16 15:14', SITE, 'completeSteps'] as const),
      { step: 'listening-replay-approved', by: 'director', form: { minutes: 7 } },
    ],
    signs('2027-06-16 15:45', 'listening-recorded', 'technician', ABOUT),
    signs('2027-06-16 15:46', 'listening-recorded', 'patrol', ABOUT),
    signs('2027-06-16 15:47', 'listening-recorded', 'head', ABOUT),
  ]);
  await world.passUntil('2027-06-16 18:00');

  // The technician was late by two minutes: the chief heard of it, and the office.
  expect(await world.notes(SITE, 'listening-switched@1')).toEqual([
    '2027-06-16 15:11 due one#technician',
    '2027-06-16 15:11 escalate 0 one#head',
    '2027-06-16 15:13 escalate 1 county#office',
  ]);
  expect(await world.notes(SITE, 'listening-reported@1')).toEqual([]);
  expect(await world.notes(SITE, 'listening-recorded@1')).toEqual([
    '2027-06-16 15:14 open one#technician+one#patrol+one#head',
  ]);
  // Seven minutes more: what comes after the end of the session follows.
  expect((await world.notes(SITE, 'session-closed@english'))[0]).toBe(
    '2027-06-16 17:07 open one#doer',
  );
  await world.expectWholeRecord();
});
