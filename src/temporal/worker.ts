import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createGateActivities } from '../../activities/gate.js';
import { createRecordActivities } from '../../activities/record.js';
import type { Store } from '../adapters/store/store.js';
import { unitsOf } from '../adapters/units.js';
import { workflowBundle } from './bundle.js';
import { reachOf, type Reach } from './connect.js';

export const TASK_QUEUE = 'kaowu';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly store: Store;
  readonly namespace: string;
  readonly taskQueue?: string;
}

/** A worker for every workflow and activity of the service; the caller runs and stops it. */
export async function createWorker({
  connection,
  client,
  store,
  namespace,
  taskQueue,
}: WorkerParts): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: taskQueue ?? TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: {
      ...createRecordActivities(store),
      ...createGateActivities(store, unitsOf(client)),
    },
    // A unit that answers within milliseconds stays in memory: some 200 KB each.
    maxCachedWorkflows: 2_000,
    shutdownGraceTime: '10 seconds',
  });
}

/** The connection that workers poll on. */
export const connectWorker = (to: string | Reach): Promise<NativeConnection> =>
  NativeConnection.connect(reachOf(to));
