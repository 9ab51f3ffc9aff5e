import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedOf, step, tenSteps } from '../support/skipping-season.js';
import { openWorld, type Line, type World } from '../support/skipping.js';

const VAULT = 'county/one/vault';
let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-13 08:00');
});
afterAll(() => world.close());

/** Half-hourly from the papers' arrival until they leave: two people sign each patrol. */
const plan = {
  ...tenSteps(),
  steps: [
    step({ id: 'intake', due: 'E-2d 12:00', scope: { kinds: ['vault'] } }),
    step({ id: 'issued', due: 'E 07:00', scope: { kinds: ['vault'] } }),
    step({
      ...{ id: 'patrol', kind: 'series', scope: { kinds: ['vault'] }, due: 'E 07:00' },
      series: { every: '30m', from: 'done(intake)', until: 'done(issued)', of: 'signed' },
      sign: { by: ['own.doer', 'own.doer'], within: '10m', ordered: false },
      ladder: 'patrol',
    }),
  ],
  ladders: {
    ...tenSteps().ladders,
    patrol: {
      rungs: [
        { after: '0m', to: 'own.leader' },
        { after: '10m', to: 'root.office' },
      ],
      repeat: null,
    },
  },
};

const patrol = (at: string, occurrence: number): Line[] =>
  ['a', 'b'].map(
    (by): Line => [
      at,
      VAULT,
      'confirm',
      { step: 'patrol', occurrence: `${occurrence}`, by, post: `${VAULT}#doer`, content: '正常' },
    ],
  );

it('each patrol has its own clock; one that is missed is told of, and the next ones go on', async () => {
  await world.start(preparedOf(plan));
  await world.play([
    ['2027-06-14 10:00', VAULT, 'completeSteps', { step: 'intake', by: 'gu' }],
    ...patrol('2027-06-14 10:20', 1),
    ...patrol('2027-06-14 10:55', 2),
    // The third stays away.
    ...patrol('2027-06-14 11:50', 4),
    ['2027-06-14 12:10', VAULT, 'completeSteps', { step: 'issued', by: 'gu' }],
  ]);
  await world.passUntil('2027-06-15 12:00');

  expect(await world.notes(VAULT, 'patrol@3')).toEqual([
    '2027-06-14 11:00 open vault#doer',
    '2027-06-14 11:30 due vault#doer',
    '2027-06-14 11:30 escalate 0 vault#leader',
    '2027-06-14 11:40 escalate 1 county#office',
  ]);
  expect(await world.notes(VAULT, 'patrol@1')).toEqual(['2027-06-14 10:00 open vault#doer']);
  const begun = (await world.events(VAULT)).filter(({ type }) => type === 'begun');
  expect(begun.map((event) => 'duty' in event && event.duty)).toEqual(
    [1, 2, 3, 4, 5].map((n) => `patrol@${n}`),
  );
  await world.expectWholeRecord();
});
