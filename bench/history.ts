import type { World } from '../tests/support/real.js';

export interface Run {
  readonly events: number;
  /** Writes of its record. */
  readonly writes: number;
}

/** Every run of a workflow, the first one first. */
export async function runsOf({ client }: World, id: string): Promise<Run[]> {
  const runs: Run[] = [];
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${id}'` })) {
    const { events } = await client.workflow.getHandle(id, runId).fetchHistory();
    const writes = (events ?? []).filter(
      ({ activityTaskScheduledEventAttributes: one }) => one?.activityType?.name === 'record',
    );
    runs.unshift({ events: events?.length ?? 0, writes: writes.length });
  }
  return runs;
}

/** All runs of a workflow together. */
export const total = (runs: readonly Run[], of: keyof Run): number =>
  runs.reduce((all, run) => all + run[of], 0);
