import { afterAll, beforeAll, expect, it } from 'vitest';
import { preparedOf, step, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-10 08:00');
});
afterAll(() => world.close());

/** The county leads; two bodies take part. The sites may begin only when the county has reported. */
const plan = {
  ...tenSteps(),
  steps: [
    step({
      ...{ id: 'sweep', scope: { kinds: ['county'] }, due: 'E-3d 17:00', remind: ['1d'] },
      with: ['root/one.doer', 'root/two.doer'],
    }),
    step({
      ...{ id: 'clear', due: 'E-2d 17:00', opens: 'E-3d 16:00' },
      needs: [{ step: 'sweep', scope: 'parent' }],
    }),
  ],
};

const line = (at: string, id: string, by: string) =>
  [at, 'county', 'answer', { step: 'sweep', by, lines: [{ line: id, state: 'normal' }] }] as const;

it('the lead cannot report before all have answered, and only the silent ones are reminded', async () => {
  await world.start(preparedOf(plan));
  await world.play([[...line('2027-06-11 09:00', 'one', 'li')]]);
  await world.passUntil('2027-06-13 15:00');
  const early = { step: 'sweep', by: 'chen', key: 'early' };
  expect(await world.act('county', 'completeSteps', early)).toMatchObject({
    refused: 'lines-silent',
    detail: 'two',
  });
  expect(await world.notes('county', 'sweep')).toEqual([
    '2027-06-12 17:00 remind 0 county#doer+two#doer',
  ]);

  // Below, the same need holds across the tree.
  await world.passUntil('2027-06-13 16:10');
  const tooSoon = { step: 'clear', by: 'li', key: 'soon' };
  expect(await world.act('county/one', 'completeSteps', tooSoon)).toMatchObject({
    refused: 'needs-open',
  });
  await world.play([
    [...line('2027-06-13 16:20', 'two', 'wu')],
    ['2027-06-13 16:30', 'county', 'completeSteps', { step: 'sweep', by: 'chen' }],
  ]);
  await world.passUntil('2027-06-13 18:00');
  // What is missing there is asked about anew, and the command tried again by itself.
  const done = { step: 'clear', by: 'li', key: 'done' };
  expect(await world.act('county/one', 'completeSteps', done)).not.toHaveProperty('refused');
  // What was refused leaves its question in the log, which no simulation of the deeds knows.
  await world.expectNoViolation();
  await world.expectOutboxOfLog();
});
