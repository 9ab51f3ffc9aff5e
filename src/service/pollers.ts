import type { Client } from '@temporalio/client';

/** Somebody who takes tasks, as the server has seen him. */
export interface Poller {
  readonly name: string;
  /** Real time at which he last asked for a task. */
  readonly at: number;
  /** His build as `deployment/build`; null: he takes what has no version. */
  readonly version: string | null;
}

/** A task queue: who asks, and which builds the server gives its tasks to. */
export interface Queue {
  readonly pollers: readonly Poller[];
  /** The current one and, while it gets a share, the ramping one; null: workers without a version. */
  readonly routed: readonly (string | null)[];
}

/** Pollers come back at least once a minute. */
const POLLER_MS = 120_000;

/** Without those who have not asked for two minutes. */
export const livingOf = ({ pollers, routed }: Queue, now: number): Queue => ({
  routed,
  pollers: pollers.filter(({ at }) => now - at < POLLER_MS),
});

/**
 * The builds that are given tasks and have nobody to take them: their units wait, however many workers of other builds
 * are there (docs/upgrade.md).
 */
export const idleIn = ({ pollers, routed }: Queue): readonly (string | null)[] =>
  routed.filter((wanted) => !pollers.some(({ version }) => version === wanted));

interface Asked {
  readonly client: Client;
  readonly taskQueue: string;
  readonly withinMs: number;
}

/** Asks the server about both kinds of tasks; throws where it does not answer in time. */
export async function pollersOf({ client, taskQueue, withinMs }: Asked): Promise<Queue> {
  const { namespace } = client.options;
  const seen = new Map<string, Poller>();
  const routed = new Set<string | null>();
  for (const taskQueueType of [WORKFLOW_TASKS, ACTIVITY_TASKS]) {
    const { pollers, versioningInfo } = await client.withDeadline(Date.now() + withinMs, () =>
      client.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: taskQueue },
        taskQueueType,
      }),
    );
    for (const version of routedIn(versioningInfo)) routed.add(version);
    for (const { identity, lastAccessTime, deploymentOptions } of pollers ?? []) {
      const at = Number(lastAccessTime?.seconds ?? 0) * 1_000 + (lastAccessTime?.nanos ?? 0) / 1e6;
      const name = identity ?? '';
      const isVersioned = deploymentOptions?.workerVersioningMode === VERSIONED;
      const version = isVersioned ? nameOf(deploymentOptions) : null;
      seen.set(name, { name, version, at: Math.max(at, seen.get(name)?.at ?? 0) });
    }
  }
  return { pollers: [...seen.values()], routed: [...routed] };
}
// TASK_QUEUE_TYPE_WORKFLOW and _ACTIVITY, WORKER_VERSIONING_MODE_VERSIONED of Temporal's API.
const WORKFLOW_TASKS = 1;
const ACTIVITY_TASKS = 2;
const VERSIONED = 2;

type Answer = Awaited<ReturnType<Client['workflowService']['describeTaskQueue']>>;

// A share without a version goes to workers without one; so does everything where no version is current.
function routedIn(info: Answer['versioningInfo']): readonly (string | null)[] {
  const current = nameOf(info?.currentDeploymentVersion);
  return (info?.rampingVersionPercentage ?? 0) > 0
    ? [current, nameOf(info?.rampingDeploymentVersion)]
    : [current];
}

interface Named {
  readonly deploymentName?: string | null | undefined;
  readonly buildId?: string | null | undefined;
}

const nameOf = (version: Named | null | undefined): string | null =>
  version ? `${version.deploymentName}/${version.buildId}` : null;
