import { afterAll, beforeAll, expect, it } from 'vitest';
import { signs, SITE, withProcedures } from '../support/procedure-season.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-16 08:00');
});
afterAll(() => world.close());

const ABOUT = '第12考场 2份';

it('spare papers go from the patrol to the room by the approved number, and a silent director climbs in minutes', async () => {
  await world.start(preparedOf(withProcedures()));
  await world.play([
    // The chief says it by telephone; whoever types it in does so four minutes later.
    [
      ...(['2027-06-16 09:14', SITE, 'begin'] as const),
      {
        ...{ procedure: 'spare-papers', about: ABOUT, by: 'chief', recordedBy: 'desk' },
        happenedAt: Date.parse('2027-06-16T09:10:00+08:00'),
      },
    ],
    [
      ...(['2027-06-16 09:15', SITE, 'completeSteps'] as const),
      { step: 'spare-verified', by: 'patrol', form: { faulty: 2, kind: '漏印' } },
    ],
  ]);
  // Nothing is taken before it is approved.
  await expect(
    world.play([signs('2027-06-16 09:16', 'spare-taken', 'keeper', ABOUT)]),
  ).rejects.toThrow('refused');
  await world.passUntil('2027-06-16 09:24');
  await world.play([
    [
      ...(['2027-06-16 09:25', SITE, 'completeSteps'] as const),
      { step: 'spare-approved', by: 'director', recordedBy: 'desk', form: { number: 2 } },
    ],
    signs('2027-06-16 09:26', 'spare-taken', 'keeper', ABOUT),
  ]);
  // The number is the one approved, to the sheet.
  await expect(
    world.play([signs('2027-06-16 09:27', 'spare-taken', 'head', '第12考场 3份')]),
  ).rejects.toThrow('refused');
  await world.play([
    signs('2027-06-16 09:27', 'spare-taken', 'head', ABOUT),
    signs('2027-06-16 09:29', 'spare-carried', 'head', ABOUT),
    signs('2027-06-16 09:30', 'spare-carried', 'patrol', ABOUT),
    signs('2027-06-16 09:50', 'spare-faulty-sealed', 'patrol', ABOUT),
    signs('2027-06-16 09:51', 'spare-faulty-sealed', 'keeper', ABOUT),
    signs('2027-06-16 10:20', 'spare-countersigned', 'head', ABOUT),
    signs('2027-06-16 10:21', 'spare-countersigned', 'patrol', ABOUT),
    signs('2027-06-16 10:22', 'spare-countersigned', 'keeper', ABOUT),
  ]);
  await world.passUntil('2027-06-16 12:00');

  expect(await world.notes(SITE, 'spare-approved@1')).toEqual([
    '2027-06-16 09:15 open county#director',
    '2027-06-16 09:18 due county#director',
    '2027-06-16 09:18 escalate 0 one#head',
    '2027-06-16 09:20 escalate 1 county#office',
    '2027-06-16 09:23 escalate 2 county#education',
  ]);
  const accepted = (await world.events(SITE)).flatMap((event) =>
    event.type === 'accepted' || event.type === 'submitted' ? [event.duty] : [],
  );
  expect(accepted).toEqual([
    ...['spare-verified@1', 'spare-approved@1', 'spare-taken@1', 'spare-carried@1'],
    ...['spare-faulty-sealed@1', 'spare-countersigned@1'],
  ]);
  await world.expectWholeRecord();
});
