import { DefaultLogger, Runtime } from '@temporalio/worker';
import { openStore } from '../../src/adapters/store/store.js';
import { connectClient } from '../../src/temporal/connect.js';
import { connectWorker, createWorker } from '../../src/temporal/worker.js';

// A worker as a process of its own: `real-worker.ts ADDRESS NAMESPACE STORE`. It says a line when
// it polls, and lives until it is killed.
const [, , address = '', namespace = '', storeUrl = ''] = process.argv;
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
});
const worker = await createWorker({
  connection: await connectWorker(address),
  client: await connectClient(address, namespace),
  store: await openStore(storeUrl),
  namespace,
});
console.log('polls');
await worker.run();
