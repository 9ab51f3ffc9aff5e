import { openStore, type Store } from '../adapters/store/store.js';
import { isAlive } from '../../bin/lock.js';
import { createService, type Service } from '../service/service.js';
import { isPortFree } from '../setup/ports.js';
import { readServerRecord } from '../setup/server-record.js';
import { findTemporalCli } from '../setup/temporal-server.js';
import { startTemporal, type RunningTemporal } from '../setup/start-temporal.js';
import { connectClient, SEARCH_ATTRIBUTES } from '../temporal/connect.js';
import { connectWorker, createWorker } from '../temporal/worker.js';
import { raiseAlarm } from '../adapters/alarms.js';
import { logTemporalTo, openLog } from './log.js';
import { startLoop } from './loops.js';
import type { Place } from './place.js';
import { createTeller, look } from './sentinel.js';

/** Where the server is to listen, if somebody cares. */
export interface Ports {
  readonly port?: number;
  readonly uiPort?: number;
}

export interface Machine {
  readonly address: string;
  readonly uiAddress: string | null;
  /** Temporal's own command line, for people who want to look from outside. */
  readonly temporal: string;
  readonly service: Service;
  readonly store: Store;
  /** Stops what was started, the last first; may be called once. */
  stop(): Promise<void>;
}

const SENTINEL_MS = 60_000;
const REVIVE_MS = 2_000;
// Temporal's own pages, where its users expect them.
const UI_PORT = 8233;
const FRONTEND_PORT = 7233;

/** Starts everything on one machine: server, store, worker, sentinel. */
export async function startMachine(
  place: Place,
  ports: Ports,
  report: (line: string) => void,
): Promise<Machine> {
  const log = openLog(place.logFile);
  logTemporalTo(log);
  let server = place.address === null ? await startServer(place, ports, report) : null;
  const address = place.address ?? server?.address ?? '';
  const store = await openStore(place.storeUrl);
  const client = await connectClient(address, place.namespace);
  const connection = await connectWorker(address);
  const worker = await createWorker({ ...place, connection, client, store });
  const working = worker.run();
  const service = createService({ store, client, taskQueue: place.taskQueue, now: Date.now });
  const tell = createTeller((line) => {
    log.warn(line);
    raiseAlarm(place.alarmsFile, line, report);
  });
  const sentinel = startLoop(
    SENTINEL_MS,
    async () => tell(await look(store, client, Date.now()), Date.now()),
    report,
  );
  // A server that died is started again on the same data and port; worker and client find it.
  const keeper = startLoop(
    REVIVE_MS,
    async () => {
      if (server && !isAlive(server.pid)) server = await startServer(place, ports, report);
    },
    report,
  );

  log.info({ address, store: place.storeUrl }, 'everything runs');
  return {
    address,
    uiAddress: server?.uiAddress ?? null,
    temporal: await findTemporalCli(() => {}).catch(() => 'temporal'),
    service,
    store,
    async stop() {
      await Promise.all([sentinel.stop(), keeper.stop()]);
      worker.shutdown();
      await working;
      await connection.close();
      await client.connection.close();
      await store.close();
      await server?.stop();
    },
  };
}

async function startServer(
  place: Place,
  ports: Ports,
  report: (line: string) => void,
): Promise<RunningTemporal> {
  const uiPort = ports.uiPort ?? (await pagesPort(place));
  const port = ports.port ?? (await usualPort(place));
  return startTemporal({
    dataFolder: place.dataFolder,
    namespace: place.namespace,
    searchAttributes: SEARCH_ATTRIBUTES,
    report,
    ...(port !== null && { port }),
    ...(uiPort !== null && { uiPort }),
  });
}

// A new folder gets the port that Temporal's users expect, if it is free; an old one keeps its own.
async function usualPort({ dataFolder }: Place): Promise<number | null> {
  const isNew = (await readServerRecord(dataFolder)) === undefined;
  return isNew && (await isPortFree(FRONTEND_PORT)) ? FRONTEND_PORT : null;
}

// The port of the last time, so that a server which outlived a kill is found to be as wanted.
async function pagesPort({ dataFolder }: Place): Promise<number | null> {
  const args = (await readServerRecord(dataFolder))?.running?.args ?? [];
  const last = args.indexOf('--ui-port');
  if (last >= 0) return Number(args[last + 1]);
  return (await isPortFree(UI_PORT)) ? UI_PORT : null;
}
