import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtProgram } from '../../bin/build.js';
import { openDoor } from '../../src/cli/open-door.js';
import { withoutTemporalSettings } from '../../src/setup/server-command.js';
import { freePort } from '../../src/setup/ports.js';
import { openWorld, type World } from '../support/real.js';
import { seasonOf } from '../support/real-season.js';
import { soon, startSeason } from '../support/real-waiting.js';
import { duty } from '../engine/unit.js';
import { startChild, type Child } from '../topology/child.js';

// `kaowu api` and `kaowu worker` beside each other on one machine: a file as the store, Temporal's dev server.
const GRACE_MS = 25_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kaowu-processes-'));
let world: World;
let program: string;
let env: NodeJS.ProcessEnv;
let metricsPort: number;

beforeAll(async () => {
  program = await builtProgram(root, () => {});
  world = await openWorld({ worker: 'none' });
  metricsPort = await freePort();
  env = {
    ...withoutTemporalSettings(process.env),
    ...{ KAOWU_STORE: world.storeUrl, KAOWU_DATA: folder, KAOWU_LANG: 'en' },
    TEMPORAL_ADDRESS: world.server().address,
  };
}, 90_000);
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (what: 'api' | 'worker', n: number, more: NodeJS.ProcessEnv = {}): Promise<Child> =>
  startChild({
    program: process.execPath,
    args: [program, what],
    log: join(folder, `${what}-${n}.log`),
    options: { env: { ...env, ...more } },
    isReady: async (child) => (child.printed().includes(`"ready":"${what}"`) ? true : undefined),
    forMs: 60_000,
  });

it('serve a season together, take turns as caretaker, and stop when told, with nothing lost', async () => {
  const workers = [await start('worker', 1), await start('worker', 2)];
  const api = await start('api', 1, {
    KAOWU_PORT: String(await freePort()),
    KAOWU_METRICS_PORT: String(metricsPort),
  });
  const care = 'takes care of the store';
  expect([...workers, api].filter((child) => child.printed().includes(care))).toHaveLength(1);

  const steps = Array.from({ length: 20 }, (_, n) => duty(`d${n}`, soon(3_600)));
  await startSeason(world, seasonOf('together', { county: [], 'county/a': steps }));
  const { service } = openDoor({}, folder, 'en', undefined);
  const complete = (n: number) =>
    service.act('together', 'county/a', 'completeSteps', { step: `d${n}`, by: 'console' });
  const answered = Promise.all(steps.map((_, n) => complete(n)));
  // One of the two goes while they are at it.
  const begun = performance.now();
  expect(await workers[0]?.stop()).toBe(0);
  expect(performance.now() - begun).toBeLessThan(GRACE_MS);
  for (const answer of await answered) expect(answer.refused).toBeUndefined();

  const ready = await fetch(`http://127.0.0.1:${metricsPort}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([200, expect.stringContaining('pollers')]);
  const { violations, silent } = await world.service.verify('together');
  expect({ violations, silent }).toEqual({ violations: [], silent: [] });
  expect([await workers[1]?.stop(), await api.stop()]).toEqual([0, 0]);
}, 180_000);

it('wait for a store that is not there yet, and can be told to stop meanwhile', async () => {
  const nowhere = `postgres://kaowu@127.0.0.1:${await freePort()}/kaowu`;
  const child = await startChild({
    program: process.execPath,
    args: [program, 'worker'],
    log: join(folder, 'early.log'),
    options: { env: { ...env, KAOWU_STORE: nowhere } },
    isReady: async (early) =>
      early.printed().includes('waiting for the store') ? true : undefined,
    forMs: 30_000,
  });
  expect(await child.stop()).toBe(0);
}, 60_000);

it('say every fault of their settings and do not start', () => {
  const wrong = { ...env, KAOWU_PORT: 'eighty', KAOWU_STOER: 'file:x' };
  const { status, stderr } = spawnSync(process.execPath, [program, 'api'], {
    env: wrong,
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toContain('KAOWU_PORT: must be a whole number from 1 to 65535');
  expect(stderr).toContain('KAOWU_STOER: there is no such variable; did you mean KAOWU_STORE?');
});
