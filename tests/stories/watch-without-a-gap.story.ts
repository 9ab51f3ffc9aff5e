import { afterAll, beforeAll, expect, it } from 'vitest';
import { clockAt, deedsOf } from '../support/skipping-notes.js';
import { preparedOf, step, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

const VAULT = 'county/one/vault';
let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-13 08:00');
});
afterAll(() => world.close());

/** From the papers' arrival to the evening of the first exam day: one head and two, eight hours each. */
const plan = {
  ...tenSteps(),
  steps: [
    step({ id: 'intake', due: 'E-2d 12:00', scope: { kinds: ['vault'] } }),
    step({
      ...{ id: 'guard', kind: 'watch', scope: { kinds: ['vault'] }, remind: ['1h'] },
      due: 'E-1d 10:00',
      watch: {
        ...{ from: 'done(intake)', until: 'E-1d 10:00', minimum: 2, heads: 1 },
        ...{ shift: '8h', within: '15m', grace: '10m' },
      },
    }),
  ],
};

const side = (post: 'incoming' | 'outgoing', by: string, content: string) => ({
  ...{ step: 'guard', by, post, content },
});

it('the watch begins with the papers, is handed over by both heads, and a shift nobody relieves climbs within minutes', async () => {
  await world.start(preparedOf(plan));
  await world.play([
    // The first crew stands there before the papers come.
    ['2027-06-14 09:50', VAULT, 'confirm', side('incoming', 'a', 'a | b c')],
    ['2027-06-14 10:00', VAULT, 'completeSteps', { step: 'intake', by: 'gu' }],
    // The next crew, signed by both within the quarter of an hour.
    ['2027-06-14 17:50', VAULT, 'confirm', side('outgoing', 'a', 'd | e f')],
    ['2027-06-14 17:58', VAULT, 'confirm', side('incoming', 'd', 'd | e f')],
    // Nobody comes at two in the morning; somebody does at half past three.
    ['2027-06-15 03:30', VAULT, 'confirm', side('incoming', 'g', 'g | h i')],
  ]);
  await world.passUntil('2027-06-15 12:00');

  expect(await world.notes(VAULT, 'guard')).toEqual([
    '2027-06-14 17:00 remind 0 vault#doer',
    '2027-06-15 01:00 remind 0 vault#doer',
    '2027-06-15 02:00 due vault#doer',
    '2027-06-15 02:10 escalate 0 vault#leader',
    '2027-06-15 10:00 due vault#doer',
    '2027-06-15 10:00 escalate 0 vault#leader',
    '2027-06-15 12:00 escalate 1 vault#head',
  ]);
  const events = await world.events(VAULT);
  expect(
    deedsOf(events, 'guard').filter((deed) => /relieved|uncovered|expired/.test(deed)),
  ).toEqual([
    '2027-06-14 09:50 relieved a',
    '2027-06-14 17:58 relieved d',
    '2027-06-15 03:30 uncovered',
    '2027-06-15 03:30 relieved g',
    '2027-06-15 10:00 expired',
  ]);
  const gap = events.find(({ type }) => type === 'uncovered');
  expect(gap?.type === 'uncovered' && [gap.fromAt, gap.untilAt].map(clockAt)).toEqual([
    '2027-06-15 02:10',
    '2027-06-15 03:30',
  ]);

  // A watch with a gap does not close by itself: somebody has to answer for it by name.
  const guard = (await world.steps(VAULT))?.steps.find(({ duty }) => duty === 'guard');
  expect(guard?.status).toBe('open');
  await world.play([
    ['2027-06-15 12:30', VAULT, 'waive', { step: 'guard', by: 'chen', reason: '接班车辆途中故障' }],
  ]);
  await world.expectWholeRecord();
});
