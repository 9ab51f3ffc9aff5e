import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { unitId, type Steps, type UnitInput } from '../../workflows/messages.js';
import type { Clock } from '../engine/clock.js';
import { known, reachable, startWorkflow } from './seasons.js';
import type { Parts } from './service.js';
import { logsOf } from './unit-log.js';

export interface Repaired {
  readonly units: number;
  /** Units that did not answer or were already there, with the reason. */
  readonly left: readonly string[];
}

/** Restores the board from what the units themselves say; the log is not touched. */
export async function rebuild(parts: Parts, id: string): Promise<Repaired> {
  const season = await known(parts, id);
  const left: string[] = [];
  let units = 0;
  for (const { path } of await logsOf(parts, season)) {
    const isDone = await rebuildUnit(parts, id, path).catch((error: unknown) => {
      left.push(`${path}: ${reachable(error).message}`);
      return null;
    });
    if (isDone) units += 1;
    else if (isDone === false) left.push(`${path}: still writing, try again`);
  }
  return { units, left };
}

async function rebuildUnit(
  { client, store }: Parts,
  season: string,
  path: string,
): Promise<boolean> {
  const handle = client.workflow.getHandle(unitId(season, path));
  const { steps: rows, asOf, nextWakeAt, seq: head } = await handle.query<Steps>('steps');
  return store.replaceBoard({ season, path, rows, head, asOf, nextWakeAt });
}

/**
 * Restarts a season's units on a new server from what the log says: after the loss of the server's
 * data, or an upgrade that cannot read it. Units that run already are left alone.
 */
export async function reseed(parts: Parts, id: string): Promise<Repaired> {
  const season = await known(parts, id);
  const left: string[] = [];
  let units = 0;
  // Children first: a parent starts those it does not find, and would start them from nothing.
  for (const { path, fold } of [...(await logsOf(parts, season))].reverse()) {
    const { plan, state } = fold();
    const hashes = await parts.store.unitHashes(id, plan.version);
    const planHash = hashes[path] ?? '';
    const clock = season.clock as Clock;
    const input: UnitInput = {
      season: id,
      path,
      planVersion: plan.version,
      planHash,
      clock,
      state,
    };
    try {
      await parts.client.workflow.start('unit', {
        args: [input],
        workflowId: unitId(id, path),
        taskQueue: parts.taskQueue,
        workflowIdConflictPolicy: 'FAIL',
        staticSummary: plan.title,
      });
      units += 1;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw reachable(error);
      left.push(`${path}: runs already`);
    }
  }
  await startWorkflow(parts, season, { afresh: true });
  return { units, left };
}
