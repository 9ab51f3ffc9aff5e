import { expect, inject, it } from 'vitest';
import { aCommit, aStep } from './a-plan.js';
import { aChannel, aCourier, MINUTE_MS, word } from './a-courier.js';

const PERSONS = 1_000;
const WORDS = 10;
const GRAVE = 50;

it('tells 1,000 people 10,000 things of one minute in one message each, but for what is critical', async () => {
  const { channel, got } = aChannel('sms');
  const commit = aCommit({ steps: [aStep('line'), { ...aStep('seal'), label: 'sensitive' }] });
  // What a disk takes for its syncs is no matter of this promise.
  const url = inject('postgres') === undefined ? ':memory:' : undefined;
  const { happen, round, clock, store } = await aCourier({ channels: [channel] }, commit, url);
  const posts = Array.from({ length: PERSONS }, (_, n) => `c#p${n}`);
  for (let n = 0; n < WORDS; n += 1) {
    await happen(word(`line@${n}`, n % 2 === 0 ? 'due' : 'remind', posts, clock.now()));
    await round();
    clock.goOn(MINUTE_MS / WORDS);
  }
  await happen(word('seal', 'due', posts.slice(0, GRAVE), clock.now()));
  await round();
  expect(got).toHaveLength(GRAVE);
  clock.goOn(MINUTE_MS);
  await round();
  const digests = got.filter(({ urgency }) => urgency !== 'critical');
  expect(digests).toHaveLength(PERSONS);
  expect(new Set(digests.map(({ to }) => to.person)).size).toBe(PERSONS);
  expect(new Set(digests.map(({ lines }) => lines.length))).toEqual(new Set([WORDS]));
  clock.goOn(60 * MINUTE_MS);
  await round();
  expect(got).toHaveLength(PERSONS + GRAVE);
  expect(await store.ledger.figures(clock.now())).toEqual({
    ...{ waiting: 0, oldestDueAt: null, undelivered: 0 },
  });
});
