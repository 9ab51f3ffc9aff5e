import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openStore } from '../src/adapters/store/store.js';
import { USUAL_SETTINGS } from '../src/courier/settings.js';
import { epochMs, type UnitEvent } from '../src/engine/model.js';
import type { Channel } from '../src/service/courier/channel-port.js';
import { createCourier } from '../src/service/courier/courier.js';
import { createLetterMaker } from '../src/service/courier/letters.js';
import { createAddressing } from '../src/service/courier/on-duty.js';
import { createBrake } from '../src/service/proof/brake.js';
import { readableNotices } from '../src/service/read-notices.js';
import { aCommit, aRecord } from '../tests/adapters/a-plan.js';
import { aDatabase, startPostgres } from '../tests/support/postgres-server.js';
import { spreadOf } from './figures.js';

/**
 * A storm: `--notices` words to `--persons` people on record at once, through the whole courier – addressees, line in
 * the file, digest, letter, a channel that answers at once – with no digest window, so that all of it is due at once. Says
 * notices a second, and how long after its record each was taken. `npx tsx bench/courier.ts [--postgres] [--notices 10000]
 * [--persons 1000] [--couriers 1] [--json]`
 */
const { values } = parseArgs({
  options: {
    postgres: { type: 'boolean', default: false },
    notices: { type: 'string', default: '10000' },
    persons: { type: 'string', default: '1000' },
    couriers: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [notices, persons] = [Number(values.notices), Number(values.persons)];
const couriers = values.postgres ? Number(values.couriers) : 1;
const AT_ONCE = 200;

const folder = mkdtempSync(join(tmpdir(), 'kaowu-bench-'));
const server = values.postgres ? await startPostgres() : null;
const url = server ? await aDatabase(server.address) : `file:${join(folder, 'kaowu.db')}`;
const store = await openStore(url);
const posts = Array.from({ length: persons }, (_, n) => ({
  ...{ post: `c/a/1#p${n}`, person: `p${n}`, name: `示${n}`, title: '', from: '', to: '' },
}));
await store.commitPlan({ ...aCommit({ posts }), clock: null });

const messages: number[] = [];
const channel: Channel = {
  ...{ name: 'counted', isForRehearsals: false, perMinute: null, reaches: () => true },
  async send({ lines, more }) {
    messages.push(lines.length + more);
    return { outcome: 'taken', ref: null };
  },
};
const order = [channel.name];
const lateness: number[] = [];
const now = () => epochMs(Date.now());
const all = Array.from({ length: couriers }, (_, n) =>
  createCourier({
    ...{ store, now, name: `bench ${n}` },
    channels: {
      all: [{ channel, kind: 'file', carries: 'sensitive', links: false }],
      order: { critical: order, urgent: order, ordinary: order },
    },
    letters: createLetterMaker({
      store,
      linkOf: (id) => `https://k.example/a/${id}`,
      deskPhone: null,
    }),
    addressing: createAddressing({ store }),
    addresses: { of: async (person) => ({ to: { person, name: person }, lang: 'zh' }) },
    deliveries: { report: async () => undefined },
    brake: createBrake({ store }),
    settings: {
      ...{ ...USUAL_SETTINGS, windowMs: { critical: 0, urgent: 0, ordinary: 0 }, quiet: null },
      ceiling: 1_000_000,
    },
    alarm: console.error,
    onHanded: (lateMs) => lateness.push(lateMs),
  }),
);

const word = (n: number, to: readonly string[]): UnitEvent => ({
  ...{ type: 'told', duty: `line@${n}`, action: 'due', rung: 0, side: 'owner', to },
  ...{ owedAt: now(), at: now() },
});
const words = Math.ceil(notices / persons);
const recording = performance.now();
for (let n = 0; n < words; n += 5) {
  const some = Array.from({ length: Math.min(5, words - n) }, (_, i) => n + i);
  const to = posts.map(({ post }) => post);
  await store.record(
    aRecord(
      n + 1,
      some.map((one) => word(one, to)),
    ),
  );
}
const recordedMs = performance.now() - recording;

const began = performance.now();
let takenInMs = 0;
const takingIn = async () => {
  for (;;) {
    const found = await store.claimNotices(AT_ONCE);
    if (found.length === 0) break;
    await readableNotices({ store }, 'zh', found);
    await all[0]?.takeIn(found);
  }
  takenInMs = performance.now() - began;
};
let isIn = false;
const taking = takingIn().finally(() => {
  isIn = true;
});
await Promise.all([
  taking,
  ...all.map(async (courier) => {
    for (;;) {
      const sawAll = isIn;
      const sent = await courier.send();
      if (sent === 0 && sawAll) return;
      if (sent === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }),
]);
const seconds = (performance.now() - began) / 1_000;
const { p50, p99, max } = spreadOf(lateness);
const left = (await store.ledger.figures(now())).waiting;
const result = {
  ...{ store: url.split(':')[0], couriers, persons, notices: lateness.length, left },
  messages: messages.length,
  'recorded s': Number((recordedMs / 1_000).toFixed(1)),
  'taken in s': Number((takenInMs / 1_000).toFixed(1)),
  'all sent s': Number(seconds.toFixed(1)),
  'notices/s': Math.round(lateness.length / seconds),
  'messages/s': Math.round(messages.length / seconds),
  ...{ 'late p50 ms': p50, 'late p99 ms': p99, 'late max ms': max },
};
if (values.json) console.log(JSON.stringify(result));
else console.table([result]);
await store.close();
await server?.stop();
rmSync(folder, { recursive: true, force: true });
