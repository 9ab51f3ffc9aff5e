import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { openKeys } from '../adapters/secrets/keys.js';
import type { KeyRing } from '../adapters/secrets/key-ring.js';
import { openStore, type Store } from '../adapters/store/store.js';
import { NotReachable } from '../service/outcome.js';
import { createService, type Service } from '../service/service.js';
import { answersTcp } from '../setup/ports.js';
import { readServerRecord } from '../setup/server-record.js';
import { converterOf } from '../temporal/codec.js';
import { connectClient, lazyClient, type Reach } from '../temporal/connect.js';
import type { Lang } from '../text/lang.js';
import { createInstruments, type Instruments } from './instruments.js';
import type { Place } from './place.js';

/** What every process of the service stands on. */
export interface Parts {
  readonly keys: KeyRing;
  readonly dataConverter: DataConverter;
  readonly store: Store;
  readonly client: Client;
  readonly service: Service;
  readonly instruments: Instruments;
  close(): Promise<void>;
}

/** Opens store and client; throws where one of them does not answer. */
export async function openParts(place: Place, reach: Reach): Promise<Parts> {
  const { keys, dataConverter } = secretsOf(place);
  const client = await connectClient(reach, place.namespace, dataConverter);
  const store = await openStore(place.storeUrl).catch(async (error: unknown) => {
    await client.connection.close();
    throw error;
  });
  return partsOf(place, { keys, dataConverter, store, client });
}

/** The same on a store that is open, with a client that connects when it is used: Temporal may be away. */
export function partsOn(place: Place, reach: Reach, store: Store): Parts {
  const secrets = secretsOf(place);
  const client = lazyClient(reach, place.namespace, secrets.dataConverter);
  return partsOf(place, { ...secrets, store, client });
}

function secretsOf({ keys, isEncrypted }: Place): Pick<Parts, 'keys' | 'dataConverter'> {
  const ring = openKeys(keys);
  return { keys: ring, dataConverter: converterOf(ring, isEncrypted) };
}

function partsOf(
  place: Place,
  parts: Pick<Parts, 'keys' | 'dataConverter' | 'store' | 'client'>,
): Parts {
  const { client } = parts;
  const { instruments, store } = createInstruments(place, parts);
  const { onBatch } = instruments;
  return {
    ...parts,
    ...{ store, instruments },
    service: createService({ store, client, taskQueue: place.taskQueue, now: Date.now, onBatch }),
    async close() {
      await client.connection.close();
      await store.close();
    },
  };
}

const NOT_RUNNING: Readonly<Record<Lang, string>> = {
  zh: '服务未启动，请先运行 npm start',
  en: 'not running; run npm start first',
};

/** The server that is set, else the one that `kaowu up` runs in the data folder. */
export async function reachedFrom({ reach, dataFolder, lang }: Place): Promise<Reach> {
  if (reach) return reach;
  const record = await readServerRecord(dataFolder);
  // Knocking first: a client would wait for seconds.
  if (record && (await answersTcp(record.port))) return { address: `127.0.0.1:${record.port}` };
  throw new NotReachable(NOT_RUNNING[lang]);
}
