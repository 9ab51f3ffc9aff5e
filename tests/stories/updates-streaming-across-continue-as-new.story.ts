import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../src/engine/model.js';
import { preparedOf, step, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

const COUNT = 240;
const SITE = 'county/two';
const WU = { by: 'wu' };

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-10 08:00');
});
afterAll(() => world.close());

it('no update is lost or doubled while the unit leaves run after run', async () => {
  const plan = tenSteps();
  const many = Array.from({ length: COUNT }, (_, n) => step({ id: `d${n}`, due: 'E+9d 18:00' }));
  await world.start(preparedOf({ ...plan, steps: [...plan.steps, ...many] }));
  const runs = new Set<string>([await runOf()]);
  const given = new Map<string, Answer>();
  let next = 0;
  let asked = 0;
  const client = async (): Promise<void> => {
    for (let n = next++; n < COUNT; n = next++) {
      const answer = await untilAnswered(`d${n}`, () => (asked += 1));
      given.set(`d${n}`, answer);
    }
  };
  // Every skip is a lull, so a worn run leaves while the others are in the middle of asking.
  const lulls = async (): Promise<void> => {
    while (given.size < COUNT) {
      await world.env.sleep(6_000);
      runs.add(await runOf());
    }
  };
  await Promise.all([client(), client(), client(), lulls()]);
  await world.settled();

  expect(runs.size).toBeGreaterThanOrEqual(4);
  console.log('runs', runs.size, 'asked again', asked - COUNT);
  const done = (await world.events(SITE)).filter(({ type }) => type === 'submitted');
  expect(done).toHaveLength(COUNT);
  expect(new Set(done.map((event) => 'duty' in event && event.duty)).size).toBe(COUNT);
  for (const event of done)
    expect(given.get('duty' in event ? (event.duty ?? '') : '')).toEqual({ at: event.at });
  for (const [id, { at }] of given) world.did(SITE, 'completeSteps', { step: id, ...WU }, at);
  await world.expectWholeRecord();

  // The server has forgotten the updates of earlier runs; the unit has not.
  for (const id of ['d0', 'd100', `d${COUNT - 1}`]) {
    expect(await send(id, `wu/${id}`)).toEqual(given.get(id));
    expect(await send(id, `other/${id}`)).toMatchObject({ refused: 'already-done', detail: 'wu' });
  }
  expect(await send('line', 'wu/d0')).toMatchObject({ refused: 'key-reused' });
});

const send = (id: string, key: string): Promise<Answer> =>
  world.service.act('story', SITE, 'completeSteps', { step: id, ...WU, key });

/** What a client has to do: an error means "unknown", and the same key asks again. */
async function untilAnswered(id: string, count: () => void): Promise<Answer> {
  for (;;) {
    count();
    const answer = await send(id, `wu/${id}`).catch(() => null);
    if (answer) return answer;
  }
}

const runOf = async (): Promise<string> => (await world.handle(SITE).describe()).runId;
