import type { Client } from '@temporalio/client';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import { readConfig } from '../../src/main/config.js';
import { placeOf, type Place } from '../../src/main/place.js';
import { createService, type Service } from '../../src/service/service.js';
import { startTemporal, type RunningTemporal } from '../../src/setup/start-temporal.js';
import { connectClient, SEARCH_ATTRIBUTES } from '../../src/temporal/connect.js';
import { spawnWorker } from './real-process.js';

/** One machine that runs on a data folder: server, worker as a process, service. */
export interface RunningMachine {
  readonly place: Place;
  readonly store: Store;
  readonly client: Client;
  readonly service: Service;
  /** Everything ends, the worker by force, as in a power cut. */
  stop(): Promise<void>;
}

/** The place of a data folder; nothing runs yet. */
export function placeIn(folder: string): Place {
  const config = readConfig({ KAOWU_DATA: folder });
  if ('faults' in config) throw new Error(config.faults.en.join('; '));
  return placeOf(config);
}

/** Starts what is in the folder, or begins a new one. */
export async function runMachine(folder: string): Promise<RunningMachine> {
  const place = placeIn(folder);
  const server = await startTemporal({
    ...{ dataFolder: folder, namespace: place.namespace, headless: true, report: () => {} },
    searchAttributes: SEARCH_ATTRIBUTES,
  });
  try {
    return await onServer(place, server);
  } catch (error) {
    // It would outlive the test.
    await server.stop();
    throw error;
  }
}

async function onServer(place: Place, server: RunningTemporal): Promise<RunningMachine> {
  const store = await openStore(place.storeUrl);
  const client = await connectClient(server.address, place.namespace);
  const worker = await spawnWorker(server.address, place.namespace, place.storeUrl);
  const { taskQueue } = place;
  return {
    ...{ place, store, client },
    service: createService({ store, client, taskQueue, now: Date.now }),
    async stop() {
      await worker.kill();
      await client.connection.close();
      await store.close();
      await server.stop();
    },
  };
}
