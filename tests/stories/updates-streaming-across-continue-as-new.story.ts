import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../src/engine/model.js';
import { complete } from '../../src/service/steps.js';
import type { Messages } from '../../workflows/messages.js';
import { preparedOf, step, tenSteps } from '../support/skipping-season.js';
import { openWorld, type World } from '../support/skipping.js';

const SITE = 'county/two';
const ROUNDS = 4;
const IN_ROUND = 60;
// More than a run may take: in the middle of the stream it has to leave, quiet or not.
const STREAM = 1_600;

const given = new Map<string, Answer>();
const runs = new Set<string>();
let asked = 0;

let world: World;
beforeAll(async () => {
  world = await openWorld('2027-06-10 08:00');
});
afterAll(() => world.close());

it('bursts and lulls: no completion is lost or doubled while the unit leaves run after run', async () => {
  const plan = tenSteps();
  const ids = Array.from({ length: ROUNDS * IN_ROUND }, (_, n) => `d${n}`);
  const many = ids.map((id) => step({ id, due: 'E+9d 18:00' }));
  await world.start(preparedOf({ ...plan, steps: [...plan.steps, ...many] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.add(await runOf());
    const mine = ids.slice(round * IN_ROUND, (round + 1) * IN_ROUND);
    await byClients(3, mine.slice(0, -9), (id) => send('completeSteps', completion(id)));
    await world.settled();
    // The lull in which a worn run leaves, and clients who do not know of it.
    const leaves = world.env.sleep(6_000);
    await byClients(3, mine.slice(-9), (id) => send('completeSteps', completion(id)));
    await leaves;
    await world.env.sleep(6_000);
  }
  runs.add(await runOf());
  expect(runs.size).toBe(ROUNDS + 1);
  await world.settled();
  const done = (await world.events(SITE)).filter((event) => event.type === 'submitted');
  expect(done.map(({ duty }) => duty).sort()).toEqual([...ids].sort());
  for (const { duty, at } of done) expect(given.get(`wu/${duty}`)).toEqual({ at });
});

it('the same key has the same answer in a later run, which the server knows nothing of', async () => {
  for (const id of ['d0', 'd100', 'd239']) {
    const message = completion(id);
    expect(await update('completeSteps', message)).toEqual(given.get(message.key));
    const other = { ...message, key: `other/${id}` };
    expect(await update('completeSteps', other)).toMatchObject({ refused: 'already-done' });
  }
  const reused = { ...completion('line'), key: 'wu/d0' };
  expect(await update('completeSteps', reused)).toMatchObject({ refused: 'key-reused' });
});

it('a stream without a lull: the run leaves at its limit, and nothing is lost or doubled', async () => {
  const keys = Array.from({ length: STREAM }, (_, n) => `wu/objection-${n}`);
  const before = await runOf();
  await byClients(4, keys, (key) => send('object', { step: 'closed', ...CHINESE, key }));
  expect(await runOf()).not.toBe(before);
  await world.settled();
  const objected = (await world.events(SITE)).filter((event) => event.type === 'objected');
  expect(objected.map(({ key }) => key).sort()).toEqual([...keys].sort());
  for (const { key, at } of objected) expect(given.get(key ?? '')).toEqual({ at });
  console.log('updates', given.size, 'asked again', asked - given.size, 'runs', runs.size + 1);
  await world.expectWholeRecord();
});

const completion = (id: string) => ({ step: id, by: 'wu', key: `wu/${id}` });
const CHINESE = { occurrence: 'chinese', by: 'wu', reason: '应由县里报送' };

type Streamed = 'completeSteps' | 'object';
// Each an update of its own: the service would gather completions, and there would be too few for a stream.
async function update(name: Streamed, message: Messages[Streamed]): Promise<Answer> {
  if (name === 'object') return world.service.act('story', SITE, name, message);
  const parts = { ...world, client: world.env.client, taskQueue: '', now: Date.now };
  const [answer] = await complete(parts, 'story', SITE, [message]);
  if (!answer) throw new Error('no answer');
  return answer;
}

/** What a client has to do: an error means "unknown", and the same key asks again. */
async function send(name: Streamed, message: Messages[Streamed]): Promise<void> {
  for (;;) {
    asked += 1;
    const answer = await update(name, message).catch(() => null);
    if (!answer) continue;
    given.set(message.key ?? '', answer);
    return world.did(SITE, name, message, answer.at);
  }
}

async function byClients(
  count: number,
  things: readonly string[],
  work: (thing: string) => Promise<void>,
): Promise<void> {
  const left = [...things];
  const client = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: count }, client));
}

const runOf = async (): Promise<string> => (await world.handle(SITE).describe()).runId;
