import { openStore, type Store } from '../adapters/store/store.js';
import { createService, type Service } from '../service/service.js';
import { NotReachable } from '../service/outcome.js';
import { answersTcp } from '../setup/ports.js';
import { readServerRecord } from '../setup/server-record.js';
import { connectClient } from '../temporal/connect.js';
import type { Place } from './place.js';

export interface OpenService {
  readonly service: Service;
  readonly store: Store;
  close(): Promise<void>;
}

/** The service for a command: on the store and the server that `kaowu up` runs, or the address given. */
export async function openService(place: Place): Promise<OpenService> {
  const address = place.address ?? (await addressOfUp(place));
  const client = await connectClient(address, place.namespace).catch((error: unknown) => {
    throw new NotReachable(
      `Temporal ${address}: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const store = await openStore(place.storeUrl);
  const service = createService({ store, client, taskQueue: place.taskQueue, now: Date.now });
  return {
    service,
    store,
    async close() {
      await store.close();
      await client.connection.close();
    },
  };
}

async function addressOfUp({ dataFolder }: Place): Promise<string> {
  const record = await readServerRecord(dataFolder);
  // Knocking first: a client would wait for seconds.
  if (record && (await answersTcp(record.port))) return `127.0.0.1:${record.port}`;
  throw new NotReachable('服务未启动，请先运行 npm start · not running; run npm start first');
}
