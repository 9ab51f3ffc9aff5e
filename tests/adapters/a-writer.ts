import { openStore } from '../../src/adapters/store/store.js';
import { aCommit, aRecord, told } from './a-plan.js';

/**
 * A process that writes to a store: opens it, waits for a word, then records one event at a time.
 */
const [url = '', path = '', count = '0'] = process.argv.slice(2);

const store = await openStore(url);
await store.commitPlan(aCommit());
process.send?.('ready');
await new Promise((resolve) => process.once('message', resolve));
for (let seq = 1; seq <= Number(count); seq++) {
  await store.record(aRecord(seq, [told(seq)], { path }));
  process.send?.(seq);
}
await store.close();
process.exit(0);
