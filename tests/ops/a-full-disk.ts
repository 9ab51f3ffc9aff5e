import { openStore } from '../../src/adapters/store/store.js';
import { serveOperations } from '../../src/main/serve-operations.js';
import { createHealth } from '../../src/service/health.js';
import { healthChecks } from '../../src/service/health-checks.js';

/**
 * A process that serves its health, and fills the disk it writes to when it is told to. Of what it stands on only the
 * store is real: Temporal answers whatever is asked.
 */
const [url = ''] = process.argv.slice(2);

const store = await openStore(url);
const poller = { identity: 'w', lastAccessTime: { seconds: Math.floor(Date.now() / 1_000) } };
const client = {
  options: { namespace: 'kaowu' },
  withDeadline: (_until: number, ask: () => Promise<unknown>) => ask(),
  workflowService: {
    getSystemInfo: async () => ({}),
    describeTaskQueue: async () => ({ pollers: [poller] }),
  },
};
const health = createHealth({
  now: Date.now,
  keepMs: 50,
  checks: healthChecks({
    ...{ store, taskQueue: 'kaowu', now: Date.now },
    client: client as never,
    auditTrouble: () => null,
    freeBytes: async () => 10 ** 12,
  }),
});
const server = await serveOperations({ host: '127.0.0.1', port: 0 }, { health, metrics: null });
process.on('message', () => void fill());
process.send?.({ port: server.port });

async function fill(): Promise<void> {
  for (let n = 0; ; n += 1)
    try {
      await store.operations.beat('backup', n, 'x'.repeat(50_000));
    } catch (error) {
      process.send?.({ full: String(error) });
      return;
    }
}
