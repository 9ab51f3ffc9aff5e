import { DefaultLogger, Runtime } from '@temporalio/worker';
import { openStore } from '../../src/adapters/store/store.js';
import { connectClient } from '../../src/temporal/connect.js';
import { connectWorker, createWorker } from '../../src/temporal/worker.js';
import { converterIn } from './real.js';

// A worker as a process of its own: `real-worker.ts ADDRESS NAMESPACE STORE [KEYS]`. It says a line when
// it polls, and lives until it is killed.
const [, , address = '', namespace = '', storeUrl = '', keys = ''] = process.argv;
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
});
const dataConverter = keys === '' ? {} : converterIn(keys);
const worker = await createWorker({
  connection: await connectWorker(address),
  client: await connectClient(address, namespace, dataConverter),
  dataConverter,
  store: await openStore(storeUrl),
  namespace,
});
console.log('polls');
await worker.run();
