import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { auditKeysFrom } from '../src/adapters/audit-keys.js';
import { newKey } from '../src/adapters/secrets/key-file.js';
import { createKeyRing } from '../src/adapters/secrets/key-ring.js';
import { openStore } from '../src/adapters/store/store.js';
import { createAudit } from '../src/service/audit/audit.js';
import { createAuditLog } from '../src/service/audit/log.js';
import { aDatabase, startPostgres } from '../tests/support/postgres-server.js';

/**
 * What the audit log costs: commands a second (an attempt and an outcome each, over 500 units) and what an attempt
 * adds to a command, by how many come at once; then verifying and exporting a log of `--rows` rows, with the most
 * memory in use. `npx tsx bench/audit.ts [--postgres] [--rows 200000] [--json]`
 */
const { values } = parseArgs({
  options: {
    postgres: { type: 'boolean', default: false },
    rows: { type: 'string', default: '200000' },
    json: { type: 'boolean', default: false },
  },
});
const UNITS = 500;
const SECONDS = 4;

const folder = mkdtempSync(join(tmpdir(), 'kaowu-bench-'));
const server = values.postgres ? await startPostgres() : null;
const url = server ? await aDatabase(server.address) : `file:${join(folder, 'kaowu.db')}`;
const store = await openStore(url);
const log = createAuditLog({ store: store.audit, now: Date.now, withinMs: 60_000 });
const ring = [newKey(Date.now())];
const keys = auditKeysFrom(createKeyRing(() => ring, Date.now));
const audit = createAudit({ store: store.audit, keys, now: Date.now });
let count = 0;

async function command(latencies: number[]): Promise<void> {
  count += 1;
  const began = performance.now();
  const ticket = await log.attempt({
    ...{ person: `p${count % 900}`, way: 'session', secret: `ses-${count % 900}` },
    ...{ operation: 'duty.complete', season: '2027-zhongkao', path: `lanxi/site-${count % UNITS}` },
    ...{ duty: 'listening-tried', key: `6f1c2a4e-8f5b-4b0e-9f0e-${count}`, digest: 'd'.repeat(64) },
    address: '10.20.30.40',
  });
  latencies.push(performance.now() - began);
  await log.outcome(ticket, 'done');
}

async function atOnce(clients: number) {
  const latencies: number[] = [];
  const before = log.figures.commits;
  const cpu = process.cpuUsage();
  const until = performance.now() + SECONDS * 1_000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) await command(latencies);
    }),
  );
  const sorted = latencies.sort((a, b) => a - b);
  const at = (share: number) => Number(sorted[Math.floor(sorted.length * share)]?.toFixed(2));
  const commits = log.figures.commits - before;
  return {
    'CPU ms/command': Number((cpuMs(cpu) / latencies.length).toFixed(2)),
    clients,
    'commands/s': Math.round(latencies.length / SECONDS),
    'attempt p50 ms': at(0.5),
    'attempt p99 ms': at(0.99),
    'rows/commit': Number(((latencies.length * 2) / commits).toFixed(1)),
  };
}

/** Of this process: what the database's own takes is not in it. */
function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

/** Rows a second, and how much the process grew at most meanwhile. */
async function measured(name: string, work: () => Promise<number>) {
  const base = process.memoryUsage.rss();
  let most = base;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const began = performance.now();
  const cpu = process.cpuUsage();
  const rows = await work();
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(watching);
  const grownMb = Math.round((most - base) / 1e6);
  const perRow = Number(((cpuMs(cpu) * 1_000) / rows).toFixed(1));
  return {
    name,
    rows,
    'CPU µs/row': perRow,
    'rows/s': Math.round(rows / seconds),
    'grew MB': grownMb,
  };
}

const writing = [];
for (const clients of [1, 8, 32, 200]) writing.push(await atOnce(clients));
const ignored: number[] = [];
while (log.figures.rows < Number(values.rows))
  await Promise.all(Array.from({ length: 400 }, () => command(ignored)));
await audit.checkpoint();
const reading = [
  await measured('verify', async () => {
    const { rows, faults } = await audit.verify();
    if (faults.length > 0) throw new Error(JSON.stringify(faults[0]));
    return rows;
  }),
  await measured('export', async () => {
    let lines = 0;
    for await (const part of audit.exported()) lines += part.split('\n').length - 1;
    return lines;
  }),
  await measured('list, 50 of one person', async () => {
    const { items } = await audit.list({ person: 'p7' }, 50);
    return items.length;
  }),
];
if (values.json) console.log(JSON.stringify({ store: url.split(':')[0], writing, reading }));
else {
  console.table(writing);
  console.table(reading);
}
await store.close();
await server?.stop();
rmSync(folder, { recursive: true, force: true });
