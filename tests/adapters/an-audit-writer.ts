import { openStore } from '../../src/adapters/store/store.js';
import { createAuditLog } from '../../src/service/audit/log.js';

/** A process that writes commands of five units into the audit log: all at once, when it is told to. */
const [url = '', count = '0'] = process.argv.slice(2);

const store = await openStore(url);
const log = createAuditLog({ store: store.audit, now: Date.now, withinMs: 20_000 });
process.send?.('ready');
await new Promise((resolve) => process.once('message', resolve));
const commands = Array.from({ length: Number(count) }, async (_, n) => {
  const ticket = await log.attempt({
    ...{ person: `p${process.pid}`, way: 'token', secret: 't', operation: 'duty.complete' },
    ...{ season: 's', path: `c/${n % 5}`, duty: 'd', key: `${process.pid}-${n}` },
    ...{ digest: '0'.repeat(64), address: null },
  });
  await log.outcome(ticket, 'done');
});
await Promise.all(commands);
await store.close();
process.exit(0);
