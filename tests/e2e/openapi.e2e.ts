import { afterAll, beforeAll, expect, it } from 'vitest';
import { duty, ladder } from '../engine/unit.js';
import { serveWorld, type ApiWorld } from '../support/api-world.js';
import { openWorld, type World } from '../support/real.js';
import { seasonOf } from '../support/real-season.js';
import { soon, startSeason } from '../support/real-waiting.js';
import { schemathesis } from '../support/schemathesis.js';

let world: World;
let api: ApiWorld;

beforeAll(async () => {
  world = await openWorld({ worker: 'none' });
  await world.startWorker();
  api = await serveWorld(world);
  await startSeason(
    world,
    seasonOf('described', {
      county: [],
      'county/one': [
        duty('a', soon(3_600)),
        duty('late', soon(1), { ladder: ladder({ 'county#office': 0 }) }),
      ],
    }),
  );
}, 90_000);
afterAll(async () => {
  await api?.close();
  await world?.close();
});

// Streams do not end by themselves, and a codec's answers are Temporal's, not ours.
const ELSEWHERE = '/events|/codec';

it('answers whatever is asked as it says it would, and never with a fault of its own', async () => {
  const phases = ['--phases', 'examples,fuzzing', '--max-examples', '5', '--workers', '2'];
  const limits = ['--exclude-path-regex', ELSEWHERE, '--request-timeout', '30', '--seed', '7'];
  const { code, said } = await schemathesis(api.url, api.door.token ?? '', [...phases, ...limits]);
  expect(code, said.slice(-6_000)).toBe(0);
  expect(said).toMatch(/Tested: \d\d/);
  expect((await api.port.verify('described')).violations).toEqual([]);
}, 600_000);
