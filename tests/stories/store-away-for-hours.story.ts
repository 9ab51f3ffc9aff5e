import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../src/engine/model.js';
import { clockAt } from '../support/skipping-notes.js';
import { preparedOf, step, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

const COUNT = 24;
const LINE = { step: 'line', by: 'wu' };
const SITE = 'county/two';

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-12 16:00');
});
afterAll(() => world.close());

it('without its store a unit answers in time, wastes no history, and catches up once it is back', async () => {
  const plan = tenSteps();
  const many = Array.from({ length: COUNT }, (_, n) => step({ id: `d${n}`, due: 'E-1d 18:00' }));
  await world.start(preparedOf({ ...plan, steps: [...plan.steps, ...many] }));
  await world.passUntil('2027-06-12 18:00');
  const before = await world.events(SITE);
  const calm = await historyOf(SITE);
  world.weather.storeAway = true;

  const answers: Answer[] = [];
  const times: number[] = [];
  for (const [n, { id }] of many.entries()) {
    // Five minutes between two of them: two hours in all.
    await world.skipUntil(clockAt(Date.parse('2027-06-12T18:05:00+08:00') + n * 300_000));
    const began = performance.now();
    answers.push(await world.act(SITE, 'completeSteps', { step: id, by: 'li', key: `li/${id}` }));
    times.push(performance.now() - began);
  }
  const [busy, tried] = [await historyOf(SITE), world.weather.writes];
  await world.skipUntil('2027-06-12 22:00');
  const [quiet, triedMore] = [await historyOf(SITE), world.weather.writes];
  expect(quiet).toBe(busy);
  expect(triedMore - tried).toBeGreaterThan(100);
  expect(await world.events(SITE)).toEqual(before);
  expect(Math.max(...times)).toBeLessThan(2_000);
  report(times, { calm, busy, quiet, tries: world.weather.writes });

  world.weather.storeAway = false;
  await world.settled();
  const fresh = (await world.events(SITE)).slice(before.length);
  expect(fresh.map(({ type, at }) => ({ type, at }))).toEqual(
    answers.map(({ at }) => ({ type: 'submitted', at })),
  );
});

it('a write that landed and was not answered for is not written again', async () => {
  world.weather.answersLost = 2;
  await world.play([['2027-06-12 22:30', SITE, 'completeSteps', { ...LINE, key: 'wu/line' }]]);
  await world.passUntil('2027-06-13 22:00');
  expect(world.weather.answersLost).toBe(0);
  const log = await world.events(SITE);
  expect(log.filter((event) => 'key' in event && event.key === 'wu/line')).toHaveLength(1);
  await world.expectWholeRecord();
});

const historyOf = async (path: string): Promise<number> =>
  (await world.handle(path).fetchHistory()).events?.length ?? 0;

function report(times: readonly number[], figures: object): void {
  const sorted = times.map(Math.round).sort((a, b) => a - b);
  const [p50, max] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log('answered while the store was away, ms:', { p50, max }, figures);
}
