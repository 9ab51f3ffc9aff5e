import { isAlive } from '../../bin/lock.js';
import { isPortFree } from '../setup/ports.js';
import { readServerRecord } from '../setup/server-record.js';
import { findTemporalCli } from '../setup/temporal-server.js';
import { startTemporal, type RunningTemporal } from '../setup/start-temporal.js';
import { SEARCH_ATTRIBUTES } from '../temporal/connect.js';
import { startCaretaker } from './caretaker.js';
import { endings } from './grace.js';
import { caretakersLease } from './lease.js';
import { openLog } from './log.js';
import { startLoop } from './loops.js';
import { startOperations } from './operations.js';
import { openParts, type Parts } from './parts.js';
import type { Place } from './place.js';
import { runWorker } from './run-worker.js';
import { showTemporal } from './show-temporal.js';

/** Where the server is to listen, if somebody cares. */
export interface Ports {
  readonly port?: number;
  readonly uiPort?: number;
}

export interface Machine extends Omit<Parts, 'close'> {
  readonly address: string;
  readonly uiAddress: string | null;
  /** Temporal's own command line, for people who want to look from outside. */
  readonly temporal: string;
  /** Stops what was started, the last first; may be called once. */
  stop(): Promise<void>;
}

const REVIVE_MS = 2_000;
// Temporal's own pages, where its users expect them.
const UI_PORT = 8233;
const FRONTEND_PORT = 7233;

/** Starts everything on one machine: server, store, worker, caretaker. */
export async function startMachine(
  place: Place,
  ports: Ports,
  report: (line: string) => void,
): Promise<Machine> {
  const log = openLog(place.logFile, place.logLevel);
  const started = endings(report);
  let isServing = false;
  try {
    const server = place.reach === null ? await keepServer(place, ports, report) : null;
    if (server) started.add(() => server.stop());
    const reach = place.reach ?? { address: server?.running.address ?? '' };
    const parts = await openParts(place, reach);
    started.add(() => parts.close());
    await showTemporal(place, parts, log);
    const operations = await startOperations(place, parts.instruments, () => isServing);
    if (operations) started.add(() => operations.close());
    const worker = await runWorker(place, reach, parts);
    started.add(() => worker.stop());
    const caretaker = startCaretaker({ ...parts, place, log, report }, caretakersLease(place));
    started.add(() => caretaker.stop());
    isServing = true;
    log.info({ address: reach.address }, 'everything runs');
    return {
      ...parts,
      address: reach.address,
      uiAddress: server?.running.uiAddress ?? null,
      temporal: await findTemporalCli(() => {}).catch(() => 'temporal'),
      stop() {
        isServing = false;
        return started.stop();
      },
    };
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** The server, started again on the same data and port when it dies; worker and client find it. */
async function keepServer(place: Place, ports: Ports, report: (line: string) => void) {
  let running = await startServer(place, ports, report);
  const keeper = startLoop(
    REVIVE_MS,
    async () => {
      if (!isAlive(running.pid)) running = await startServer(place, ports, report);
    },
    report,
  );
  return {
    running,
    async stop() {
      await keeper.stop();
      await running.stop();
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
