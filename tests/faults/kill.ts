import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { epochMs } from '../../src/engine/model.js';
import { openWorld, type World } from '../support/real.js';
import { startSeason } from '../support/real-waiting.js';
import { findings } from './kill-checks.js';
import { report } from './kill-client.js';
import { errands, killedSeason, SEASON, SITES } from './kill-season.js';
import { settled } from './kill-settled.js';
import { chanceOf, type Chance } from './seeded.js';

/**
 * `node --import tsx tests/faults/kill.ts --seed 1 --kills 5 [--server] [--seconds 60]`: a season
 * runs while a client reports; the worker is killed (kill -9) at seeded moments, with `--server`
 * the Temporal server once too. Afterwards a line an invariant; exit 1 where one does not hold.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '5' },
    server: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
  },
});
const chance = chanceOf(Number(values.seed));
const lengthMs = Number(values.seconds) * 1000;
// Workers and units have to stand before the first word is owed.
const LEAD_MS = 4_000;
const started = Date.now();
const say = (line: string) =>
  console.log(`${((Date.now() - started) / 1000).toFixed(1)} s ${line}`);

const world = await openWorld({ worker: 'none' });
// Its server and worker are processes of their own, and would outlive it.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void world.close().finally(() => process.exit(1)));
try {
  process.exitCode = await run(world);
} finally {
  await world.close();
}

async function run(world: World): Promise<number> {
  let worker = await world.startWorker();
  const fromAt = epochMs(Date.now() + LEAD_MS);
  const untilAt = epochMs(fromAt + lengthMs);
  await startSeason(world, killedSeason(chance, fromAt, untilAt));
  say(`seed ${values.seed}: ${SITES.length} sites, ${values.seconds} s`);
  const reporting = report(world.service, errands(chance), chance, untilAt);

  for (const { at, what, restMs } of faults(chance, fromAt, untilAt)) {
    await pause(Math.max(0, at - Date.now()));
    if (what === 'server') {
      process.kill(world.server().pid, 'SIGKILL');
      say('kill -9 server');
      await pause(restMs);
      await world.startServer();
      say('server is back');
    } else {
      await worker.kill();
      say('kill -9 worker');
      await pause(restMs);
      worker = await world.startWorker();
      say('worker is back');
    }
  }
  const told = await reporting;
  const logs = await settled(world, untilAt);
  say('all is on record');
  const found = findings(await world.service.verify(SEASON), logs, told);
  for (const { name, looked, wrong } of found) {
    console.log(`${wrong.length === 0 ? 'holds' : 'BROKEN'}  ${name} (${looked})`);
    for (const one of wrong.slice(0, 5)) console.log(`        ${one}`);
  }
  const waits = told.map(({ waitedMs }) => waitedMs).sort((a, b) => a - b);
  say(
    `longest wait for an answer ${waits.at(-1) ?? 0} ms, median ${waits[waits.length >> 1] ?? 0} ms`,
  );
  return found.some(({ wrong }) => wrong.length > 0) ? 1 : 0;
}

interface Fault {
  readonly at: number;
  readonly what: 'worker' | 'server';
  /** How long nobody is there. */
  readonly restMs: number;
}

/** One fault in each equal part of the run, at a seeded moment of it; the server's in the middle. */
function faults(from: Chance, fromAt: number, untilAt: number): Fault[] {
  const kinds: Fault['what'][] = Array.from({ length: Number(values.kills) }, () => 'worker');
  if (values.server) kinds.splice(kinds.length >> 1, 0, 'server');
  const partMs = (untilAt - fromAt) / kinds.length;
  return kinds.map((what, n) => ({
    what,
    at: fromAt + n * partMs + from.between(0, partMs / 2),
    restMs: from.between(0, 2_000),
  }));
}
