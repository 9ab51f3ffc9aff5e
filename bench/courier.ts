import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../src/adapters/store/store.js';
import { epochMs } from '../src/engine/model.js';
import type { Channel } from '../src/service/courier/channel-port.js';
import { createNoticeReader } from '../src/service/read-notices.js';
import { aDatabase, startPostgres } from '../tests/support/postgres-server.js';
import { aBenchCourier, commitSites, sayAt } from './courier-world.js';
import { spreadOf } from './figures.js';

/**
 * A storm: `--notices` words of `--sites` units fall due within `--over` seconds, one in a hundred sites says one of the
 * rungs above, in secrecy, besides. They are recorded, taken in and sent at the same time, in one process: addressees, line in
 * the file, digest without a window, letter, a channel that answers at once. Says notices a second, and how long after its
 * record each was taken; all of them and the critical ones by themselves. `npx tsx bench/courier.ts [--postgres]
 * [--notices 10000] [--sites 1000] [--over 0] [--couriers 1] [--json]`
 */
const { values } = parseArgs({
  options: {
    postgres: { type: 'boolean', default: false },
    notices: { type: 'string', default: '10000' },
    sites: { type: 'string', default: '1000' },
    over: { type: 'string', default: '0' },
    couriers: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [notices, sites] = [Number(values.notices), Number(values.sites)];
const couriers = values.postgres ? Number(values.couriers) : 1;
const overMs = Number(values.over) * 1_000;
const TAKEN_IN_AT_ONCE = 500;
const RECORDED_AT_ONCE = 50;
const RUNG_EVERY = 100;

const folder = mkdtempSync(join(tmpdir(), 'kaowu-bench-'));
const server = values.postgres ? await startPostgres() : null;
const url = server ? await aDatabase(server.address) : `file:${join(folder, 'kaowu.db')}`;
const store = await openStore(url);
const duties = Math.round(notices / sites);
await commitSites(store, sites, duties);

const received = new Map<string, number>();
const channel: Channel = {
  ...{ name: 'counted', isForRehearsals: false, perMinute: null, reaches: () => true },
  async send({ id }) {
    received.set(id, (received.get(id) ?? 0) + 1);
    return { outcome: 'taken', ref: null };
  },
};
const late: number[] = [];
const criticalLate: number[] = [];
const onHanded = (ms: number, urgency: string) => {
  late.push(ms);
  if (urgency === 'critical') criticalLate.push(ms);
};
const all = Array.from({ length: couriers }, (_, n) =>
  aBenchCourier(store, channel, { name: `bench ${n}`, onHanded }),
);

const began = performance.now();
const seconds = () => Number(((performance.now() - began) / 1_000).toFixed(1));
const stage = { recorded: 0, takenIn: 0, sent: 0 };

async function record(): Promise<void> {
  for (let n = 0; n < sites; n += RECORDED_AT_ONCE) {
    const some = Array.from({ length: Math.min(RECORDED_AT_ONCE, sites - n) }, (_, i) => n + i);
    await sleep(Math.max(0, (overMs * n) / sites - (performance.now() - began)));
    await Promise.all(some.map((site) => sayAt(store, site, duties, site % RUNG_EVERY === 0)));
  }
  stage.recorded = seconds();
}

async function takeIn(): Promise<void> {
  const readable = createNoticeReader({ store });
  for (;;) {
    const wasLast = stage.recorded > 0;
    const found = await store.claimNotices(TAKEN_IN_AT_ONCE);
    if (found.length === 0 && wasLast) break;
    if (found.length === 0) await sleep(50);
    await readable('zh', found);
    await all[0]?.takeIn(found);
  }
  stage.takenIn = seconds();
}

async function send(courier: ReturnType<typeof aBenchCourier>, only?: 'critical'): Promise<void> {
  for (;;) {
    const wasLast = stage.takenIn > 0;
    const sent = await courier.send(only);
    if (sent === 0 && wasLast) return;
    if (sent === 0) await sleep(50);
  }
}

await Promise.all([
  record(),
  takeIn(),
  ...all.flatMap((courier) => [send(courier), send(courier, 'critical')]),
]);
stage.sent = seconds();
const spread = (of: readonly number[]) => {
  const { p50, p99, max } = spreadOf(of);
  return [p50, p99, max].map((ms) => (ms / 1_000).toFixed(1)).join(' / ');
};
const result = {
  ...{ store: url.split(':')[0], couriers, sites, notices: late.length },
  messages: received.size,
  'lost or left': (await store.ledger.figures(epochMs(Date.now()))).waiting,
  double: [...received.values()].filter((times) => times > 1).length,
  ...{ 'recorded s': stage.recorded, 'taken in s': stage.takenIn, 'sent s': stage.sent },
  'notices/s': Math.round(late.length / stage.sent),
  'CPU s': Number((process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6).toFixed(1)),
  'late s, p50 / p99 / max': spread(late),
  'critical: late s': spread(criticalLate),
};
if (values.json) console.log(JSON.stringify(result));
else console.table([result]);
await store.close();
await server?.stop();
rmSync(folder, { recursive: true, force: true });
