import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtProgram } from '../../bin/build.js';
import { epochMs } from '../../src/engine/model.js';
import { withoutTemporalSettings } from '../../src/setup/server-command.js';
import { unitId } from '../../workflows/messages.js';
import { findings } from '../faults/kill-checks.js';
import { report } from '../faults/kill-client.js';
import { errands, killedSeason, SEASON, SITES } from '../faults/kill-season.js';
import { settled } from '../faults/kill-settled.js';
import { chanceOf } from '../faults/seeded.js';
import { openWorld, type World } from '../support/real.js';
import { eventually, startSeason } from '../support/real-waiting.js';
import { startChild, type Child } from '../topology/child.js';

// The second part of docs/upgrade.md, done as it is written there: `kaowu worker` with a build's id, and the `temporal` CLI.
const DEPLOYMENT = 'kaowu';
const LEAD_MS = 4_000;
const LENGTH_MS = 32_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kaowu-upgrade-'));
const workers: Child[] = [];
let world: World;
let program: string;

beforeAll(async () => {
  program = await builtProgram(root, () => {});
  world = await openWorld({ worker: 'none' });
}, 90_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function startWorker(build: string): Promise<Child> {
  const worker = await startChild({
    program: process.execPath,
    args: [program, 'worker'],
    log: join(folder, `${build}.log`),
    options: {
      env: {
        ...withoutTemporalSettings(process.env),
        ...{ KAOWU_STORE: world.storeUrl, KAOWU_DATA: folder },
        ...{ KAOWU_DEPLOYMENT: DEPLOYMENT, KAOWU_BUILD_ID: build },
        TEMPORAL_ADDRESS: world.server().address,
      },
    },
    isReady: async (child) => (child.printed().includes('"ready":"worker"') ? true : undefined),
    forMs: 60_000,
  });
  workers.push(worker);
  return worker;
}

const deployment = <Json>(...args: readonly string[]) =>
  world.temporal<Json>('worker', 'deployment', ...args);

/** A version is known when its worker has asked for work of every kind: until then the server says no. */
async function set(what: 'current' | 'ramping', build: string, ...more: readonly string[]) {
  const names = ['--deployment-name', DEPLOYMENT, '--build-id', build, '--yes'];
  await eventually(`${build} is ${what}`, async () => {
    const { code } = await deployment(`set-${what}-version`, ...names, ...more);
    return code === 0 ? true : undefined;
  });
}

interface Described {
  readonly workflowExecutionInfo: {
    readonly versioningInfo?: { readonly deploymentVersion?: { readonly buildId: string } };
  };
}

/** The builds that decided last in each site. */
const deciding = async (): Promise<(string | undefined)[]> =>
  Promise.all(
    SITES.map(async (path) => {
      const id = unitId(SEASON, path);
      const { json } = await world.temporal<Described>('workflow', 'describe', '-w', id);
      return json.workflowExecutionInfo.versioningInfo?.deploymentVersion?.buildId;
    }),
  );

const decidedBy = (build: string): Promise<true> =>
  eventually(`${build} decides everywhere`, async () =>
    (await deciding()).every((one) => one === build) ? true : undefined,
  );

it('a season goes from build to build and back, with every word said once', async () => {
  const old = await startWorker('2027.3');
  await set('current', '2027.3');
  const chance = chanceOf(7);
  const fromAt = epochMs(Date.now() + LEAD_MS);
  const untilAt = epochMs(fromAt + LENGTH_MS);
  await startSeason(world, killedSeason(chance, fromAt, untilAt));
  const reporting = report(world.service, errands(chance), chance, untilAt);
  await decidedBy('2027.3');

  const fresh = await startWorker('2027.4');
  // Nothing is given to a build because it is there.
  expect(await deciding()).not.toContain('2027.4');
  await set('ramping', '2027.4', '--percentage', '10');
  await set('current', '2027.4');
  await decidedBy('2027.4');

  // At once, in the middle of the season: the way back, and the new build goes as in a power cut.
  await set('current', '2027.3');
  await fresh.kill();
  await decidedBy('2027.3');
  const rest = untilAt - Date.now();
  if (rest > 0) await pause(rest);

  const told = await reporting;
  const logs = await settled(world, untilAt);
  const found = findings(await world.service.verify(SEASON), logs, told);
  expect(found.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(told.length).toBeGreaterThan(200);
  expect(await old.stop()).toBe(0);
}, 180_000);
