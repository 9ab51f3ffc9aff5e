import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtProgram } from '../../bin/build.js';
import { openDoor } from '../../src/cli/open-door.js';
import type { Answer } from '../../src/engine/model.js';
import { NotReachable } from '../../src/service/outcome.js';
import { freePort } from '../../src/setup/ports.js';
import { withoutTemporalSettings } from '../../src/setup/server-command.js';
import { duty } from '../engine/unit.js';
import { chanceOf } from '../faults/seeded.js';
import { openWorld, type World } from '../support/real.js';
import type { WorkerProcess } from '../support/real-process.js';
import { seasonOf } from '../support/real-season.js';
import { eventually, recorded, soon, startSeason } from '../support/real-waiting.js';
import { startChild, type Child } from '../topology/child.js';

const SEASON = 'faults';
const SITE = 'county/one';
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kaowu-api-faults-'));
let world: World;
let worker: WorkerProcess;
let program: string;
let port: number;
let api: Child;

beforeAll(async () => {
  program = await builtProgram(root, () => {});
  world = await openWorld({ worker: 'none' });
  worker = await world.startWorker();
  port = await freePort();
  api = await startApi();
  const steps = Array.from({ length: 60 }, (_, n) => duty(`d${n}`, soon(3_600)));
  await startSeason(world, seasonOf(SEASON, { county: [], [SITE]: steps }));
}, 120_000);
afterAll(async () => {
  await api?.stop();
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const startApi = (): Promise<Child> =>
  startChild({
    program: process.execPath,
    args: [program, 'api'],
    log: join(folder, 'api.log'),
    options: {
      env: {
        ...withoutTemporalSettings(process.env),
        ...{ KAOWU_STORE: world.storeUrl, KAOWU_DATA: folder, KAOWU_PORT: String(port) },
        TEMPORAL_ADDRESS: world.server().address,
      },
    },
    isReady: async (child) => (child.printed().includes('"ready":"api"') ? true : undefined),
    forMs: 60_000,
  });

/** As a client does: until it is answered, always with the same key. */
const complete = (step: string, key: string): Promise<Answer> =>
  openDoor({}, folder, 'en', undefined).service.act(SEASON, SITE, 'completeSteps', {
    ...{ step, by: 'li', key },
  });
const answered = (step: string, key: string): Promise<Answer> =>
  eventually('an answer', () => complete(step, key).catch(unlessUnknown), 60_000);

function unlessUnknown(error: unknown): undefined {
  if (error instanceof NotReachable) return undefined;
  throw error;
}

async function doneCounts(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const event of await recorded(world, SEASON, SITE))
    if (event.type === 'submitted') counts.set(event.duty, (counts.get(event.duty) ?? 0) + 1);
  return counts;
}

// R05
it('killed inside a request, and asked again with the same key, has one effect', async () => {
  const chance = chanceOf(5);
  for (let n = 0; n < 5; n += 1) {
    const first = complete(`d${n}`, `killed-api-${n}`).then(
      () => 'answered',
      (error: unknown) => unlessUnknown(error) ?? 'unknown',
    );
    await sleep(chance.next() * 60);
    await api.kill();
    expect(['answered', 'unknown']).toContain(await first);
    api = await startApi();
    expect(await answered(`d${n}`, `killed-api-${n}`)).toEqual({ at: expect.any(Number) });
  }
  const counts = await doneCounts();
  for (let n = 0; n < 5; n += 1) expect(counts.get(`d${n}`)).toBe(1);
}, 240_000);

// R09
it('each message three times, in any order: each is done once, and answered alike', async () => {
  const chance = chanceOf(9);
  const steps = Array.from({ length: 20 }, (_, n) => `d${n + 10}`);
  const all = steps
    .flatMap((step) => [step, step, step])
    .map((step) => ({ step, place: chance.next() }))
    .sort((a, b) => a.place - b.place);
  const answers = await Promise.all(
    all.map(async ({ step }) => ({ step, answer: await answered(step, `three-${step}`) })),
  );
  for (const step of steps) {
    const [first, ...others] = answers.filter((one) => one.step === step);
    expect(first?.answer.refused).toBeUndefined();
    for (const { answer } of others) expect(answer).toEqual(first?.answer);
  }
  const counts = await doneCounts();
  for (const step of steps) expect(counts.get(step)).toBe(1);
});

// R13
it('while no worker runs the outcome is unknown, and the same key tells it afterwards', async () => {
  await worker.kill();
  const begun = performance.now();
  await expect(complete('d40', 'no-worker')).rejects.toBeInstanceOf(NotReachable);
  expect(performance.now() - begun).toBeLessThan(20_000);
  worker = await world.startWorker();
  expect(await answered('d40', 'no-worker')).toEqual({ at: expect.any(Number) });
  expect((await doneCounts()).get('d40')).toBe(1);
  await expect(complete('d40', 'another-key')).rejects.toMatchObject({ code: 'already-done' });
  expect((await world.service.verify(SEASON)).violations).toEqual([]);
}, 120_000);
