import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createBriefActivities } from '../../activities/brief.js';
import { createGateActivities } from '../../activities/gate.js';
import { createMorningActivities } from '../../activities/morning.js';
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
  /** Proves a season's morning; none: this worker is asked for no reports. */
  readonly prove?: Parameters<typeof createMorningActivities>[0];
  /** Makes a season's briefs; none: this worker is asked for none. */
  readonly tellBrief?: Parameters<typeof createBriefActivities>[0];
  /** Of `converterOf`, the same as the client's; none: everything in plain JSON. */
  readonly dataConverter?: DataConverter;
  /** Takes tasks by version (docs/upgrade.md); none: as they come. */
  readonly version?: { readonly deployment: string; readonly buildId: string } | null;
}

/** A worker for every workflow and activity of the service; the caller runs and stops it. */
export async function createWorker({
  connection,
  client,
  store,
  namespace,
  taskQueue,
  prove,
  tellBrief,
  dataConverter = {},
  version,
}: WorkerParts): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: taskQueue ?? TASK_QUEUE,
    dataConverter,
    workflowBundle: await workflowBundle(dataConverter.failureConverterPath),
    activities: {
      ...createRecordActivities(store),
      ...createGateActivities(store, unitsOf(client)),
      ...(prove && createMorningActivities(prove)),
      ...(tellBrief && createBriefActivities(tellBrief)),
    },
    // A unit that answers within milliseconds stays in memory: some 200 KB each.
    maxCachedWorkflows: 2_000,
    shutdownGraceTime: '10 seconds',
    shutdownForceTime: '20 seconds',
    ...(version ? { workerDeploymentOptions: byVersion(version) } : {}),
  });
}

/**
 * A unit lives for months and continues as new every hundred events: it moves to the current version by
 * itself, the patches and the recorded histories see to it that it can. Nothing is pinned.
 */
const byVersion = ({ deployment, buildId }: NonNullable<WorkerParts['version']>) => ({
  useWorkerVersioning: true as const,
  version: { deploymentName: deployment, buildId },
  defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
});

/** The connection that workers poll on. */
export const connectWorker = (to: string | Reach): Promise<NativeConnection> =>
  NativeConnection.connect(reachOf(to));
