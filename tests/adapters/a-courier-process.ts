import { appendFileSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../src/adapters/store/store.js';
import { USUAL_SETTINGS } from '../../src/courier/settings.js';
import { epochMs } from '../../src/engine/model.js';
import { createCourier } from '../../src/service/courier/courier.js';
import type { Channel } from '../../src/service/courier/channel-port.js';

// A courier as a process of its own, to be killed: `store file lanes claimMs`; it begins when it is told to. The file is the receiver: a line for each
// message that arrives there, whatever the sender hears of it.
const [, , url = '', file = '', lanes = '1', claimMs = '1500'] = process.argv;
const store = await openStore(url);
const now = () => epochMs(Date.now());
const channel: Channel = {
  ...{ name: 'receiver', isForRehearsals: false, perMinute: null, reaches: () => true },
  lanes: Number(lanes),
  async send({ id, lines }) {
    await sleep(1);
    appendFileSync(file, `${id} ${lines.map(({ text }) => text).join(',')}\n`);
    // The provider has it, and its answer is on its way.
    await sleep(4);
    return { outcome: 'taken', ref: id };
  },
};
const order = [channel.name];
const courier = createCourier({
  ...{ store, now, name: `${process.pid}`, claimMs: Number(claimMs) },
  channels: {
    all: [{ channel, kind: 'file', carries: 'sensitive', links: false }],
    order: { critical: order, urgent: order, ordinary: order },
  },
  settings: { ...USUAL_SETTINGS, windowMs: { critical: 0, urgent: 0, ordinary: 0 }, quiet: null },
  letters: {
    async make({ counted, notices, ...rest }) {
      const lines = notices.map(({ id }) => ({
        ...{ text: `${id}`, bare: '', label: 'internal' as const, code: null },
      }));
      const letter = { ...rest, lines, subject: '', more: counted, link: null, thread: null };
      return { letter, silent: [], quarantined: [] };
    },
  },
  addressing: { chain: async () => (post) => [post] },
  addresses: { of: async (person) => ({ to: { person, name: person }, lang: 'zh' }) },
  deliveries: { report: async () => undefined },
  brake: { withheld: async () => new Map() },
  alarm: (line) => process.send?.({ alarm: line }),
});
process.send?.('ready');
await once(process, 'message');
if (!store.ledger.isShared) await courier.beginAlone();
setInterval(() => void courier.renew(), Number(claimMs) / 4);
for (;;) {
  const notices = await store.claimNotices(50);
  if (notices.length > 0) await courier.takeIn(notices);
  if ((await courier.send()) === 0 && notices.length === 0) await sleep(50);
}
