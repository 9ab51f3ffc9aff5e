import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/codec-helpers.js';
import { seasonId, unitId } from '../../workflows/messages.js';
import type { Store } from '../adapters/store/store.js';
import { RecordConflict, type UnitRecord } from '../adapters/store/types.js';
import { SEASON_PATH } from '../engine/model.js';

/** How a log stands after Temporal's histories were read into it. */
export type CaughtUp =
  | { readonly kind: 'whole'; readonly events: number }
  /** What comes next is in no history any more. */
  | { readonly kind: 'gap' }
  /** The store tells another story than the unit. */
  | { readonly kind: 'other-story' };

interface Parts {
  readonly client: Client;
  readonly store: Pick<Store, 'record' | 'units'>;
}

/**
 * Brings a unit's log up to what the unit has written once, from Temporal's histories: they hold every write as it was
 * ordered. For a store that was put back from a backup while Temporal kept its data; writing twice does no harm.
 */
export async function catchUp(
  { client, store }: Parts,
  season: string,
  path: string,
  head: number,
): Promise<CaughtUp> {
  const records = await recordsAfter(client, workflowIdOf(season, path), head);
  let reached = head;
  for (const record of records) {
    const last = record.firstSeq + record.events.length - 1;
    if (last <= reached && reached > head) continue;
    if (record.firstSeq > reached + 1) return { kind: 'gap' };
    try {
      await store.record(record);
    } catch (error) {
      if (!(error instanceof RecordConflict)) throw error;
      return { kind: 'other-story' };
    }
    reached = Math.max(reached, last);
  }
  return { kind: 'whole', events: reached - head };
}

export const workflowIdOf = (season: string, path: string): string =>
  path === SEASON_PATH ? seasonId(season) : unitId(season, path);

/** The writes that reach beyond `head`, and the one that touches it, in their order. */
async function recordsAfter(
  client: Client,
  workflowId: string,
  head: number,
): Promise<readonly UnitRecord[]> {
  const found: UnitRecord[] = [];
  for (const runId of await runsOf(client, workflowId)) {
    const ofRun = await recordsOf(client, workflowId, runId);
    found.push(...ofRun);
    // Runs before this one are in the store already.
    if (ofRun.some(({ firstSeq }) => firstSeq <= head + 1)) break;
  }
  return found
    .filter(({ firstSeq, events }) => firstSeq + events.length - 1 >= head)
    .sort((a, b) => a.firstSeq - b.firstSeq);
}

/** The newest first. */
async function runsOf(client: Client, workflowId: string): Promise<readonly string[]> {
  const runs: { readonly runId: string; readonly at: number }[] = [];
  const query = `WorkflowId = '${workflowId}'`;
  for await (const { runId, startTime } of client.workflow.list({ query }))
    runs.push({ runId, at: startTime.getTime() });
  return runs.sort((a, b) => b.at - a.at).map(({ runId }) => runId);
}

async function recordsOf(client: Client, workflowId: string, runId: string): Promise<UnitRecord[]> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const records: UnitRecord[] = [];
  for (const { activityTaskScheduledEventAttributes: scheduled } of events ?? []) {
    if (scheduled?.activityType?.name !== 'record') continue;
    const converter = client.options.loadedDataConverter;
    const [record] = await decodeArrayFromPayloads(converter, scheduled.input?.payloads);
    // Written by our own workflow, which knows no other shape.
    records.push(record as UnitRecord);
  }
  return records;
}
