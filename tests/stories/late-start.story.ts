import { afterAll, beforeAll, expect, it } from 'vitest';
import { signs, SITE, withProcedures } from '../support/procedure-season.js';
import { preparedOf } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-16 08:00');
});
afterAll(() => world.close());

const ABOUT = '第3考场 晚12分钟';

it('a start twelve minutes late is announced with the area’s recorded approval, and never before', async () => {
  await world.start(preparedOf(withProcedures()));
  await world.play([
    [
      ...(['2027-06-16 08:42', SITE, 'begin'] as const),
      { procedure: 'late-start', about: ABOUT, by: 'head' },
    ],
    [
      ...(['2027-06-16 08:43', SITE, 'completeSteps'] as const),
      { step: 'late-reported', by: 'head', form: { minutes: 12, reason: '停电' } },
    ],
  ]);
  const early = world.play([signs('2027-06-16 08:44', 'late-announced', 'head', ABOUT)]);
  await expect(early).rejects.toThrow('refused');
  await world.play([
    [
      ...(['2027-06-16 08:45', SITE, 'completeSteps'] as const),
      { step: 'late-approved', by: 'director', form: { minutes: 12 } },
    ],
    signs('2027-06-16 08:46', 'late-announced', 'head', ABOUT),
    signs('2027-06-16 08:47', 'late-announced', 'patrol', ABOUT),
  ]);
  await world.passUntil('2027-06-16 10:00');

  const ended = (await world.events(SITE)).flatMap((event) =>
    event.type === 'submitted' ? [event.duty] : [],
  );
  expect(ended).toEqual(['late-reported@1', 'late-approved@1', 'late-announced@1']);
  expect(await world.notes(SITE, 'late-announced@1')).toEqual([
    '2027-06-16 08:45 open one#head+one#patrol',
  ]);
  await world.expectWholeRecord();
});
