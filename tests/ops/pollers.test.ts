import { expect, it } from 'vitest';
import { healthChecks } from '../../src/service/health-checks.js';

const NOW = 1_000_000_000;
const VERSIONED = 2;
const UNVERSIONED = 1;

/** A worker that asked so many milliseconds ago. */
const worker = (buildId: string | null, agoMs = 0) => ({
  identity: `worker of ${buildId ?? 'no'} build`,
  lastAccessTime: { seconds: (NOW - agoMs) / 1_000 },
  deploymentOptions:
    buildId === null
      ? { deploymentName: '', buildId: '', workerVersioningMode: UNVERSIONED }
      : { deploymentName: 'kaowu', buildId, workerVersioningMode: VERSIONED },
});
const build = (buildId: string) => ({ deploymentName: 'kaowu', buildId });

/** What the check of workers says of a task queue as the server describes it. */
async function pollersOf(queue: object) {
  const client = {
    options: { namespace: 'kaowu' },
    withDeadline: (_until: number, ask: () => Promise<unknown>) => ask(),
    workflowService: { describeTaskQueue: async () => queue },
  };
  const checks = healthChecks({
    ...{ client: client as never, store: {} as never, taskQueue: 'kaowu', now: () => NOW },
    auditTrouble: () => null,
    freeBytes: async () => 0,
  });
  const { state, say } = (await checks.find(({ name }) => name === 'pollers')?.look()) ?? {};
  const words = { noPollers: () => 'nobody', noPollersOf: String, pollers: String };
  return [state, say?.(words as never)];
}

it('counts the workers that have asked of late', async () => {
  const pollers = [worker(null), worker('b', 119_000)];
  expect(await pollersOf({ pollers })).toEqual(['ok', '2']);
  expect(await pollersOf({ pollers: [worker(null, 121_000)] })).toEqual(['bad', 'nobody']);
  expect(await pollersOf({ pollers: [] })).toEqual(['bad', 'nobody']);
});

it('is bad where workers are there and none is of the build that gets the tasks', async () => {
  const current = { currentDeploymentVersion: build('b') };
  const [old, fresh] = [worker('a'), worker('b')];
  const stranded = { pollers: [old, worker(null)], versioningInfo: current };
  expect(await pollersOf(stranded)).toEqual(['bad', 'kaowu/b']);
  expect(await pollersOf({ pollers: [old, fresh], versioningInfo: current })).toEqual(['ok', '2']);
  // No version is current: tasks are for workers without one.
  expect(await pollersOf({ pollers: [old] })).toEqual(['bad', '']);
  expect(await pollersOf({ pollers: [old, worker(null)] })).toEqual(['ok', '2']);
});

it('is bad where a build that gets a share has no worker', async () => {
  const versioningInfo = {
    currentDeploymentVersion: build('a'),
    rampingDeploymentVersion: build('b'),
    rampingVersionPercentage: 10,
  };
  expect(await pollersOf({ pollers: [worker('a')], versioningInfo })).toEqual(['bad', 'kaowu/b']);
  const none = { ...versioningInfo, rampingVersionPercentage: 0 };
  expect(await pollersOf({ pollers: [worker('a')], versioningInfo: none })).toEqual(['ok', '1']);
});
