import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { epochMs } from '../src/engine/model.js';
import { NotReachable } from '../src/service/outcome.js';
import { duty } from '../tests/engine/unit.js';
import { serveWorld } from '../tests/support/api-world.js';
import { openWorld } from '../tests/support/real.js';
import { seasonOf } from '../tests/support/real-season.js';
import { startSeason } from '../tests/support/real-waiting.js';
import { unitId } from '../workflows/messages.js';
import type { BurstOrder, BurstTimes, ServedBurst } from './completions-people.js';
import { createFigures, numberFrom, spreadOf } from './figures.js';

/**
 * B1, the burst: people complete one duty each and the next when answered, spread over the units; through the
 * entrance, and over HTTP from a process of their own. Against the bare rate: the same update sent straight to
 * the units, one for each completion, before and after, and ten to an update. Every completion has to be in the
 * store at the end. Over HTTP, whoever finds no room comes again when he is told; how long the answers themselves took
 * is told beside. Arguments: `--completions N` (default 20,000), `--units N` (default 500), `--people N` (default 2,000),
 * `--bare N` completions for each bare run (default 2,000), `--no-entrance` leaves out that way, `--json`.
 */
const SEASON = 'burst';
const AREAS = 20;
const BARE_AT_ONCE = 32;
const TEN = 10;
const AGAIN_AFTER_MS = 1_000;
const completions = numberFrom('completions', 20_000);
const units = numberFrom('units', 500);
const people = numberFrom('people', 2_000);
const bare = numberFrom('bare', 2_000);
const hasEntrance = !process.argv.includes('--no-entrance');
const perUnit = (count: number): number => Math.ceil(count / units);
const figures = createFigures();
const again = new Map<string, number>();

const world = await openWorld({ worker: 'none' });
const worker = await world.startWorker();
const api = await serveWorld(world);
const paths = Array.from(
  { length: units },
  (_, n) => `county/a${n % AREAS}/u${Math.floor(n / AREAS)}`,
);
/** Steps that no run has used yet: the same number at every unit. */
let fresh = 0;

try {
  await settle(2 * perUnit(bare) + TEN * perUnit(bare / TEN) + 2 * perUnit(completions) + 2);
  await straight('warm-up', 2 * units, 1);
  const before = await straight('bare', bare, 1);
  const tens = await straight('bare, ten to an update', bare, TEN);
  const entered = hasEntrance ? await throughEntrance() : Number.NaN;
  const served = await overHttp();
  const after = await straight('bare, again', bare, 1);
  const alone = (before + after) / 2;
  for (const [name, rate] of Object.entries({ tens, entered, served }))
    if (!Number.isNaN(rate))
      figures.put(`${name}: × the bare rate`, Math.round((rate / alone) * 10) / 10);
  figures.put('completions not in the store', await missing());
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await worker.kill();
  await api.close();
  await world.close();
}
figures.print();

async function settle(steps: number): Promise<void> {
  const due = epochMs(Date.now() + 30 * 86_400_000);
  const owed = Array.from({ length: steps }, (_, n) => duty(`d${n}`, due));
  const areas = Array.from({ length: AREAS }, (_, n) => [`county/a${n}`, []] as const);
  const plan = Object.fromEntries([...areas, ...paths.map((path) => [path, owed] as const)]);
  await startSeason(world, seasonOf(SEASON, { county: [], ...plan }));
  await sleep(5_000);
}

/** Updates of so many items each, sent straight to the units; answers the rate of completions. */
async function straight(name: string, count: number, items: number): Promise<number> {
  const first = taken(items * perUnit(count / items));
  return run(name, BARE_AT_ONCE, Math.ceil(count / items), items, (n) => {
    const path = paths[n % units] ?? '';
    const from = first + Math.floor(n / units) * items;
    const batch = Array.from({ length: items }, (_, i) => ({
      ...{ step: `d${from + i}`, by: 'bench', key: `${name} ${n} ${i}` },
    }));
    return world.client.workflow
      .getHandle(unitId(SEASON, path))
      .executeUpdate<readonly object[], [unknown]>('completeSteps', { args: [batch] });
  });
}

function throughEntrance(): Promise<number> {
  const first = taken(perUnit(completions));
  return run('entrance', people, completions, 1, (n) => {
    const step = `d${first + Math.floor(n / units)}`;
    const message = { step, by: 'bench', key: `entrance ${n}` };
    return world.service.act(SEASON, paths[n % units] ?? '', 'completeSteps', message);
  });
}

async function run(
  name: string,
  atOnce: number,
  count: number,
  items: number,
  send: (n: number) => Promise<unknown>,
): Promise<number> {
  const times: number[] = [];
  let next = 0;
  const one = async () => {
    while (next < count) {
      const n = next++;
      const began = performance.now();
      refuseRefusals(await surely(name, () => send(n)));
      times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  const cpu = cpuSeconds();
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, one));
  return told(name, { times, seconds: (performance.now() - began) / 1_000 }, items, cpu);
}

/** The same from a process of its own: whoever asks is not who answers. */
async function overHttp(): Promise<number> {
  const first = taken(perUnit(completions));
  const program = fileURLToPath(new URL('./completions-people.ts', import.meta.url));
  const child = fork(program, [], { execArgv: ['--import', 'tsx'] });
  const order: BurstOrder = {
    ...{ url: api.url, token: api.door.token ?? '', season: SEASON },
    ...{ paths, first, completions, people },
  };
  const cpu = cpuSeconds();
  child.send(order);
  const gone = once(child, 'exit').then(() => {
    throw new Error('the people went away without a word');
  });
  const [found] = (await Promise.race([once(child, 'message'), gone])) as [ServedBurst];
  gone.catch(() => undefined);
  again.set('served', found.unknown);
  const rate = told('served', found, 1, cpu);
  figures.spread('served: the answer that it is done', found.answers);
  figures.put('served: of the unknown, connections that broke', found.lost);
  figures.put('served: sent away, came again', found.turnedAway.length);
  figures.spread('served: being sent away', found.turnedAway);
  figures.spread('served: a list meanwhile', found.reads);
  return rate;
}

function told(name: string, { times, seconds }: BurstTimes, items: number, cpu: number): number {
  const rate = (times.length * items) / seconds;
  const { p50, p99 } = spreadOf(times);
  const spent = (cpuSeconds() - cpu) * 1_000;
  figures.put(`${name}: completions/s`, Math.round(rate));
  figures.put(`${name}: p50 ms`, Math.round(p50));
  figures.put(`${name}: p99 ms`, Math.round(p99));
  figures.put(
    `${name}: CPU ms each, server + worker + service`,
    Math.round((spent / (times.length * items)) * 100) / 100,
  );
  figures.put(`${name}: unknown, asked again`, again.get(name) ?? 0);
  console.error(`${name}: ${Math.round(rate)}/s`);
  return rate;
}

/** A unit whose run has just gone on reads its plan first; the service asks again by itself. */
const isStarting = (error: unknown): boolean =>
  error instanceof WorkflowUpdateFailedError &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'UnitStarting';

/** What is unknown is asked again by its own key, as every client has to; it counts as one answer that took long. */
async function surely(name: string, send: () => Promise<unknown>): Promise<unknown> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof NotReachable) && !isStarting(error)) throw error;
      again.set(name, (again.get(name) ?? 0) + 1);
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

function taken(steps: number): number {
  fresh += steps;
  return fresh - steps;
}

function refuseRefusals(answer: unknown): void {
  for (const one of [answer].flat() as readonly { readonly refused?: string }[])
    if (one.refused !== undefined) throw new Error(`refused: ${one.refused}`);
}

/** What the three processes have used of the processors so far. */
function cpuSeconds(): number {
  const own = process.cpuUsage();
  return [world.server().pid, worker.pid].reduce(
    (sum, pid) => sum + ticksOf(pid) / 100,
    (own.user + own.system) / 1e6,
  );
}

function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** What was answered as done and is not on the board; the records are given ten seconds to come in. */
async function missing(): Promise<number> {
  const ways = hasEntrance ? 2 : 1;
  const expected = 2 * units + 2 * bare + TEN * Math.ceil(bare / TEN) + ways * completions;
  for (let tries = 0; ; tries += 1) {
    const { counts } = await world.service.statusOf(SEASON);
    const lacking = expected - (counts['accepted'] ?? 0);
    if (lacking === 0 || tries === 100) return lacking;
    await sleep(100);
  }
}
