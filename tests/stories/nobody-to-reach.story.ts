import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDeliveries } from '../../src/service/courier/deliveries.js';
import { preparedOf, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-13 10:00');
});
afterAll(() => world.close());

it('whom nobody can reach is passed over at once, and the list of what is overdue names him', async () => {
  await world.start(preparedOf(tenSteps()));
  await world.passUntil('2027-06-13 17:05');
  await reportLast('one#leader');
  await reportLast('one#head');
  await reportLast('one#head');
  await world.settled();

  expect((await world.notes('county/one', 'line')).slice(-3)).toEqual([
    '2027-06-13 17:00 escalate 0 one#leader',
    expect.stringMatching(/^2027-06-13 17:0[5-9] escalate 1 one#head$/),
    expect.stringMatching(/^2027-06-13 17:(0[5-9]|10) escalate 2 county#office$/),
  ]);
  const { lines } = await world.service.overdue({ season: 'story', under: 'county/one' });
  const line = lines.find(({ view }) => view.duty === 'line');
  expect(line?.view).toMatchObject({
    level: 3,
    told: ['county#office'],
    unreached: ['county/one#leader', 'county/one#head'],
  });

  await world.passUntil('2027-06-14 12:00');
  // At 19:00 and 21:00 nothing: what was hurried is spent. From then on the ladder is as planned.
  expect((await world.notes('county/one', 'line')).slice(-2)).toEqual([
    '2027-06-14 01:00 escalate 3 county#education',
    '2027-06-14 05:00 escalate 4 county#director',
  ]);
  expect((await world.notes('county/two', 'line')).slice(-3)).toEqual([
    '2027-06-13 21:00 escalate 2 county#office',
    '2027-06-14 01:00 escalate 3 county#education',
    '2027-06-14 05:00 escalate 4 county#director',
  ]);
  await world.expectNoViolation();
  await world.expectOutboxOfLog();
});

/** What the courier says when no channel has reached a post: of the last word that was for it. */
async function reportLast(short: string): Promise<void> {
  await world.settled();
  const to = `county/${short}`;
  const { store, env } = world;
  const notices = await store.noticesOf('story', 'county/one', 'line');
  const last = notices.filter((notice) => notice.to === to).at(-1);
  if (!last) throw new Error(`${to} was owed no word`);
  const deliveries = createDeliveries({ store, client: env.client, now: Date.now });
  const item = { seq: last.seq, duty: 'line', to, reason: 'no address', at: last.recordedAt };
  await deliveries.report('story', 'county/one', [item]);
}
