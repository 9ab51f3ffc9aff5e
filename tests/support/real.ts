import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { DataConverter } from '@temporalio/common';
import { openKeys } from '../../src/adapters/secrets/keys.js';
import { openStore, type Store } from '../../src/adapters/store/store.js';
import { createService, type Service } from '../../src/service/service.js';
import { freePort } from '../../src/setup/ports.js';
import { withoutTemporalSettings } from '../../src/setup/server-command.js';
import { startTemporal, type RunningTemporal } from '../../src/setup/start-temporal.js';
import { findTemporalCli } from '../../src/setup/temporal-server.js';
import { converterOf } from '../../src/temporal/codec.js';
import { connectClient, SEARCH_ATTRIBUTES } from '../../src/temporal/connect.js';
import { makingBriefs } from '../../src/main/briefs.js';
import { provingMornings } from '../../src/main/morning.js';
import { connectWorker, createWorker, TASK_QUEUE } from '../../src/temporal/worker.js';
import { spawnWorker, type WorkerProcess } from './real-process.js';

const NAMESPACE = 'kaowu';

/** What the `temporal` CLI said: its exit code, what it printed, and that as JSON where it is JSON. */
export interface CliAnswer<Json = unknown> {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly json: Json;
}

/** The product on a real Temporal server, in a folder of its own. */
export interface World {
  readonly folder: string;
  readonly storeUrl: string;
  readonly store: Store;
  readonly client: Client;
  readonly service: Service;
  server(): RunningTemporal;
  /** How often the server has written the state of a workflow since it started. */
  workflowWrites(): Promise<number>;
  /** Runs the real `temporal` CLI against this server, as a stranger would. */
  temporal<Json = unknown>(...args: readonly string[]): Promise<CliAnswer<Json>>;
  /** A worker in a process of its own, to be killed. */
  startWorker(): Promise<WorkerProcess>;
  /** Sees to it that the server runs: after a kill, or after its data was thrown away. */
  startServer(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldWish {
  /** `none`: the test starts its workers itself, as processes. */
  readonly worker: 'inside' | 'none';
  /** Count the server's writes, too. */
  readonly metrics?: true;
  /** Payloads are encrypted, by a key of the folder. */
  readonly encrypt?: true;
}

/** Opens a world; what it starts, `close` ends. */
export async function openWorld({ worker, metrics, encrypt }: WorldWish): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-real-'));
  const storeUrl = `file:${join(folder, 'kaowu.db')}`;
  const report = () => {};
  const metricsPort = metrics ? await freePort() : undefined;
  const start = () =>
    startTemporal({
      dataFolder: folder,
      namespace: NAMESPACE,
      headless: true,
      ...(metricsPort !== undefined && { metricsPort }),
      searchAttributes: SEARCH_ATTRIBUTES,
      report,
    });
  let server = await start();
  const cli = await findTemporalCli(report);
  const store = await openStore(storeUrl);
  const converter = encrypt ? converterIn(folder) : {};
  const client = await connectClient(server.address, NAMESPACE, converter);
  const inside =
    worker === 'inside' ? await runInside(server.address, client, store, converter, folder) : null;
  const processes: WorkerProcess[] = [];

  return {
    folder,
    storeUrl,
    store,
    client,
    service: createService({ store, client, taskQueue: TASK_QUEUE, now: Date.now }),
    server: () => server,
    workflowWrites: () => workflowWrites(metricsPort),
    temporal: (...args) => runCli(cli, server.address, args),
    async startWorker() {
      const started = await spawnWorker(server.address, NAMESPACE, storeUrl, encrypt && folder);
      processes.push(started);
      return started;
    },
    async startServer() {
      server = await start();
    },
    async close() {
      await Promise.all(processes.map((one) => one.kill()));
      await inside?.();
      await client.connection.close();
      await store.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Encrypts by the keys of a folder, which are made where there are none. */
export const converterIn = (dataFolder: string): DataConverter =>
  converterOf(keysIn(dataFolder), true);

const keysIn = (dataFolder: string) =>
  openKeys({ dataFolder, keys: null, keysFile: null, shared: false });

async function runInside(
  address: string,
  client: Client,
  store: Store,
  dataConverter: DataConverter,
  dataFolder: string,
) {
  quiet();
  const connection = await connectWorker(address);
  const prove = provingMornings(store, { lang: 'zh' });
  const courier = { file: join(dataFolder, 'courier.yaml'), isNamed: false };
  const keys = keysIn(dataFolder);
  const tellBrief = makingBriefs({ lang: 'zh', courier }, { store, keys });
  const parts = {
    ...{ connection, client, store, namespace: NAMESPACE },
    dataConverter,
    prove,
    tellBrief,
  };
  const worker = await createWorker(parts);
  const running = worker.run();
  return async (): Promise<void> => {
    worker.shutdown();
    await running;
    await connection.close();
  };
}

function runCli<Json>(
  cli: string,
  address: string,
  args: readonly string[],
): Promise<CliAnswer<Json>> {
  const where = ['--address', address, '--namespace', NAMESPACE, '-o', 'json'];
  const options = {
    env: withoutTemporalSettings(process.env),
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  };
  return new Promise((resolve) => {
    execFile(cli, [...args, ...where], options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      resolve({ code, stdout, stderr, json: parsed(stdout) as Json });
    });
  });
}

const WRITES = [
  'CreateWorkflowExecution',
  'UpdateWorkflowExecution',
  'ConflictResolveWorkflowExecution',
];

/** From the server's counters: the requests to its database that write a workflow. */
async function workflowWrites(port: number | undefined): Promise<number> {
  if (port === undefined) throw new Error('this world was opened without metrics');
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return page
    .split('\n')
    .filter((line) => line.startsWith('persistence_requests{'))
    .filter((line) => WRITES.some((operation) => line.includes(`operation="${operation}"`)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// One runtime a process: the SDK refuses a second, and without a worker it would keep us running.
let isQuiet = false;
function quiet(): void {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
  });
}
