import { readFileSync } from 'node:fs';
import { workflowBundle } from '../src/temporal/bundle.js';
import { NEVER, epochMs, type Duty } from '../src/engine/model.js';
import { unitId, type Steps } from '../workflows/messages.js';
import { openWorld, type World } from '../tests/support/real.js';
import { seasonOf } from '../tests/support/real-season.js';

/**
 * Figures on a real dev server, worker and client in this process:
 * completions a second on one unit and on 50 with their p50/p99, memory per idle unit, bytes of the
 * bundle. Arguments: `--idle N` (default 300 units), `--json`.
 */
const DUTIES = 60;
const idle = Number(process.argv[process.argv.indexOf('--idle') + 1] ?? 0) || 300;
const figures: Record<string, number> = {};

const world = await openWorld({ worker: 'inside' });
try {
  figures['bundle bytes, code'] = await bundleBytes();
  await settle(world, 'warm', 4);
  await burst(world, 'warm', ['county/u0'], 4, 40);
  await settle(world, 'one', 1);
  report('1 unit, 1 client', await burst(world, 'one', ['county/u0'], 1, 100));
  await settle(world, 'four', 1);
  report('1 unit, 4 clients', await burst(world, 'four', ['county/u0'], 4, 240, 240));
  const fifty = await settle(world, 'fifty', 50);
  report('50 units, 32 clients', await burst(world, 'fifty', fifty, 32, 1_500));
  const tens = await settle(world, 'tens', 50);
  report(
    '50 units, 32 clients, batches of 10',
    await burst(world, 'tens', tens, 32, 300, DUTIES, 10),
  );
  const rush = await settle(world, 'rush', 50);
  report('50 units, 200 people at the entrance', await rushAt(world, 'rush', rush, 200, 3_000));
  const crowd = await settle(world, 'crowd', 1);
  report('1 unit, 32 people at the entrance', await rushAt(world, 'crowd', crowd, 32, 240));
  figures['idle units measured'] = idle;
  figures['memory per idle unit, KB'] = await memoryPerUnit(world);
} finally {
  await world.close();
}
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else for (const [name, value] of Object.entries(figures)) console.log(name.padEnd(52), value);

async function bundleBytes(): Promise<number> {
  const { codePath } = await workflowBundle();
  const [code = ''] = readFileSync(codePath, 'utf8').split('//# sourceMappingURL=');
  return Buffer.byteLength(code);
}

function dutiesOf(count: number): Duty[] {
  const dueAt = epochMs(Date.now() + 30 * 86_400_000);
  const duty: Omit<Duty, 'id' | 'step'> = {
    kind: 'task',
    doer: 'x#doer',
    answerable: 'x#leader',
    openAt: null,
    dueAt,
    remindBeforeMs: [86_400_000],
    ladder: { rungs: [{ afterMs: 0, to: 'x#leader' }], repeat: null },
    accept: null,
    fields: [],
    checks: [],
    lines: [],
    sign: null,
    needs: [],
    systems: true,
    parent: null,
  };
  return Array.from({ length: count }, (_, n) => ({ ...duty, id: `s${n}`, step: `s${n}` }));
}

/** Starts a season and waits until each of its units answers. */
async function settle(
  { service, client }: World,
  season: string,
  units: number,
  duties = DUTIES * 4,
): Promise<string[]> {
  const paths = Array.from({ length: units }, (_, n) => `county/u${n}`);
  const owed = { county: [], ...Object.fromEntries(paths.map((path) => [path, dutiesOf(duties)])) };
  await service.startPrepared(seasonOf(season, owed), null);
  for (const path of paths) {
    const handle = client.workflow.getHandle(unitId(season, path));
    while ((await handle.query<Steps>('nextWake').catch(() => null)) === null) await pause(100);
  }
  return paths;
}

interface Burst {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

/** `clients` complete `count` messages, spread over the units, one duty each or `items` at once. */
async function burst(
  { client }: World,
  season: string,
  paths: readonly string[],
  clients: number,
  count: number,
  perUnit = DUTIES * 4,
  items = 1,
): Promise<Burst> {
  const handles = paths.map((path) => client.workflow.getHandle(unitId(season, path)));
  const times: number[] = [];
  let next = 0;
  const one = async () => {
    while (next < count) {
      const n = next++;
      const first = Math.floor(n / handles.length) * items;
      if (first + items > perUnit) return;
      const batch = Array.from({ length: items }, (_, i) => ({
        step: `s${first + i}`,
        by: 'bench',
        key: `k${n}-${i}`,
      }));
      const began = performance.now();
      await handles[n % handles.length]?.executeUpdate('completeSteps', { args: [batch] });
      times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, one));
  return burstOf(times, items, (performance.now() - began) / 1000);
}

function burstOf(times: readonly number[], items: number, seconds: number): Burst {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? NEVER);
  return { rate: Math.round((sorted.length * items) / seconds), p50: at(0.5), p99: at(0.99) };
}

/** `people` complete one duty each and the next when answered, through the service's entrance. */
async function rushAt(
  { service }: World,
  season: string,
  paths: readonly string[],
  people: number,
  count: number,
): Promise<Burst> {
  const times: number[] = [];
  let next = 0;
  const one = async () => {
    while (next < count) {
      const n = next++;
      const message = { step: `s${Math.floor(n / paths.length)}`, by: 'bench', key: `r${n}` };
      const began = performance.now();
      await service.act(season, paths[n % paths.length] ?? '', 'completeSteps', message);
      times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: people }, one));
  return burstOf(times, 1, (performance.now() - began) / 1000);
}

function report(title: string, { rate, p50, p99 }: Burst): void {
  figures[`${title}: completions/s`] = rate;
  figures[`${title}: p50 ms`] = p50;
  figures[`${title}: p99 ms`] = p99;
}

async function memoryPerUnit(opened: World): Promise<number> {
  const before = await quietRss();
  await settle(opened, 'idle', idle, DUTIES);
  const after = await quietRss();
  return Math.round((after - before) / idle / 1024);
}

// What garbage collection gives back is nobody's.
async function quietRss(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await pause(1_000);
  }
  return process.memoryUsage().rss;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
