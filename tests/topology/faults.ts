import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { epochMs } from '../../src/engine/model.js';
import type { Port } from '../../src/service/port.js';
import { findings } from '../faults/kill-checks.js';
import { report } from '../faults/kill-client.js';
import { errands, killedSeason, SEASON, SITES } from '../faults/kill-season.js';
import { settled } from '../faults/kill-settled.js';
import { chanceOf } from '../faults/seeded.js';
import { startSeason } from '../support/real-waiting.js';
import { probe, type Outage } from './probe.js';
import { openTopology, type Piece, type Topology } from './topology.js';

/**
 * `node bin/with-dependencies.js tests/topology/faults.ts [--seed 1] [--rest 3] [--seconds 150]`: a season runs on two APIs, two workers,
 * Temporal on PostgreSQL, while clients report; then a worker, an API, Temporal and PostgreSQL are killed (kill -9),
 * one after another, each started again after `rest` seconds. Prints what an outage was like and how long it took,
 * and a line an invariant; exit 1 where one does not hold.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rest: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '150' },
  },
});
type Desk = Pick<Port, 'act'>;

const REST_MS = Number(values.rest) * 1_000;
const LENGTH_MS = Number(values.seconds) * 1_000;
// Workers and units have to stand before the first word is owed.
const LEAD_MS = 8_000;
/** R04: what is away is known, and what is back is used, within so long. */
const KNOWN_WITHIN_MS = 2_000;
const BACK_WITHIN_MS = 30_000;
// The machine of the test is busy with all of the topology at once.
const SCHEDULING_MS = 400;

const begun = Date.now();
const say = (line: string) => console.log(`${((Date.now() - begun) / 1000).toFixed(1)} s ${line}`);

const topology = await openTopology({ apis: 2, workers: 2 }, say);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void topology.stop().finally(() => process.exit(1)));
const code = await run(topology).catch((error: unknown) => {
  console.log('BROKEN ', error);
  return 1;
});
await topology.stop();
// The client of this process would keep it for as long as it hopes for a server.
process.exit(code);

async function run(on: Topology): Promise<number> {
  const world = await on.openParts();
  const services = on.apis.map(({ port }) => port);
  const chance = chanceOf(Number(values.seed));
  const fromAt = epochMs(Date.now() + LEAD_MS);
  const untilAt = epochMs(fromAt + LENGTH_MS);
  await startSeason(world, killedSeason(chance, fromAt, untilAt));
  say(`a season of ${SITES.length} sites runs`);
  const reporting = report(inTurn(services), errands(chance), chance, untilAt);

  const wrong: string[] = [];
  const killed = async (piece: Piece, isShared: boolean): Promise<void> => {
    const { downMs, outage } = await outageOf(piece, services);
    say(`kill -9 ${piece.name}: ${wordsOf(downMs, outage)}`);
    // What is down cannot be back: its own rest and start are not the service's.
    if (outage.backMs - downMs > BACK_WITHIN_MS)
      wrong.push(`${piece.name}: back ${outage.backMs - downMs} ms after its start`);
    if (isShared && outage.longestInVainMs > KNOWN_WITHIN_MS + SCHEDULING_MS + 2 * outage.driftMs)
      wrong.push(`${piece.name}: known only after ${outage.longestInVainMs} ms`);
    await pause(2_000);
  };
  const [worker] = on.workers;
  const [api] = on.apis;
  if (!worker || !api) throw new Error('a topology has workers and APIs');
  await killed(worker, false);
  await killed(api, false);
  await killed(on.temporal, true);
  await killed(on.postgres, true);
  wrong.push(...(await slow(on, services)));
  await everyApiAnswers(on);
  for (const piece of [...on.workers, ...on.apis, on.temporal])
    say(`${piece.name}: ${piece.child().memoryMb()} MB`);

  const told = await reporting;
  const logs = await settled(world, untilAt);
  say('all is on record');
  const found = findings(await world.service.verify(SEASON), logs, told);
  for (const { name, looked, wrong: broken } of found) {
    console.log(`${broken.length === 0 ? 'holds' : 'BROKEN'}  ${name} (${looked})`);
    for (const one of broken.slice(0, 5)) console.log(`        ${one}`);
  }
  console.log(`${wrong.length === 0 ? 'holds' : 'BROKEN'}  R04 known within 2 s, back within 30 s`);
  for (const one of wrong) console.log(`        ${one}`);
  return wrong.length > 0 || found.some((one) => one.wrong.length > 0) ? 1 : 0;
}

async function outageOf(
  piece: Piece,
  services: readonly Desk[],
): Promise<{ downMs: number; outage: Outage }> {
  const from = Date.now();
  await piece.child().kill();
  const restored = pause(REST_MS).then(async () => {
    await piece.start();
    return Date.now() - from;
  });
  const outage = await probe(services, SEASON, SITES, restored);
  return { downMs: await restored, outage };
}

function wordsOf(
  downMs: number,
  { backMs, away, longestInVainMs, longestAnswerMs, driftMs }: Outage,
): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return (
    `back after ${seconds(backMs)} (itself ready again after ${seconds(downMs)}); ` +
    `${away} told "not reachable"; in vain waited nobody longer than ${seconds(longestInVainMs)}; ` +
    `longest wait for an answer ${seconds(longestAnswerMs)}; timers up to ${driftMs} ms late`
  );
}

/** Workers that stand still for five seconds are slow, not away: whoever asked gets his answer. */
async function slow(on: Topology, services: readonly Desk[]): Promise<string[]> {
  const workers = on.workers.map((piece) => piece.child().pid);
  for (const pid of workers) process.kill(pid, 'SIGSTOP');
  const moved = pause(5_000).finally(() => {
    for (const pid of workers) process.kill(pid, 'SIGCONT');
  });
  const { away, longestAnswerMs } = await probe(services, SEASON, SITES, moved);
  say(
    `workers stopped for 5 s: ${away} told "not reachable", longest answer ${longestAnswerMs} ms`,
  );
  return away === 0 ? [] : [`${away} answers of slow workers were given up`];
}

async function everyApiAnswers({ apis }: Topology): Promise<void> {
  for (const { name, url } of apis) {
    const { status } = await fetch(`${url}/api/openapi.json`);
    if (status !== 200) throw new Error(`${name}: ${status}`);
  }
}

function inTurn(services: readonly Desk[]): Desk {
  let turn = 0;
  return {
    act: (...asked) => {
      turn += 1;
      const service = services[turn % services.length];
      if (!service) throw new Error('no service');
      return service.act(...asked);
    },
  };
}
