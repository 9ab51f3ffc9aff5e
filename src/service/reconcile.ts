import { WorkflowNotFoundError } from '@temporalio/client';
import type { Progress } from '../../workflows/messages.js';
import type { Unit } from '../adapters/store/types.js';
import { known } from './seasons.js';
import { catchUp, workflowIdOf } from './recover.js';
import { reseed } from './repair.js';
import type { Parts } from './service.js';

/** Why a unit was begun anew from its log. */
export type Restart =
  /** Temporal does not know it, or it has ended without being closed. */
  | 'missing'
  /** The log knows more than the unit: Temporal's data is older than the store. */
  | 'behind'
  /** The unit wrote what no history holds any more: it is taken back to its log. */
  | 'gap'
  | 'other-story';

export interface Reconciled {
  readonly season: string;
  readonly units: number;
  /** Events that the store had lost and Temporal's histories gave back, by unit. */
  readonly caughtUp: readonly { readonly path: string; readonly events: number }[];
  readonly restarted: readonly { readonly path: string; readonly why: Restart }[];
  /** Units that did not answer, left as they are: ask again. */
  readonly silent: readonly string[];
}

const ANSWER_WITHIN_MS = 10_000;
const AT_ONCE = 8;

/**
 * Makes store and Temporal tell one story again after one of them was put back from an older copy, unit by unit, by the
 * sequence of events. A log that lacks what its unit wrote is filled from Temporal's histories; a unit that
 * lacks what its log holds, or tells another story, is begun anew from the log, which is the truth of what
 * happened. Repeating it does no harm; where nothing was put back it does nothing.
 */
export async function reconcile(parts: Parts, id: string): Promise<Reconciled> {
  await known(parts, id);
  const units = await parts.store.units(id);
  const caughtUp: { path: string; events: number }[] = [];
  const restarts = new Map<string, Restart>();
  const silent: string[] = [];
  for (let at = 0; at < units.length; at += AT_ONCE)
    await Promise.all(
      units.slice(at, at + AT_ONCE).map(async (unit) => {
        const found = await standingOf(parts, unit);
        if (found === 'silent') silent.push(unit.path);
        else if (typeof found === 'string') restarts.set(unit.path, found);
        else if (found.events > 0) caughtUp.push({ path: unit.path, events: found.events });
      }),
    );
  if (restarts.size > 0) await reseed(parts, id, new Set(restarts.keys()));
  const restarted = [...restarts].map(([path, why]) => ({ path, why }));
  return { season: id, units: units.length, caughtUp, restarted, silent };
}

async function standingOf(
  parts: Parts,
  { season, path, head, alarm }: Unit,
): Promise<Restart | 'silent' | { readonly events: number }> {
  const seq = await seqOf(parts, season, path);
  if (seq === 'missing' || seq === 'silent') return seq;
  if (seq < head) return 'behind';
  if (seq === head && alarm === null) return { events: 0 };
  const caught = await catchUp(parts, season, path, head);
  return caught.kind === 'whole' ? caught : caught.kind;
}

async function seqOf(
  { client }: Parts,
  season: string,
  path: string,
): Promise<number | 'missing' | 'silent'> {
  const handle = client.workflow.getHandle(workflowIdOf(season, path));
  const soon = <Result>(ask: () => Promise<Result>) =>
    client.withDeadline(Date.now() + ANSWER_WITHIN_MS, ask);
  try {
    const { status } = await soon(() => handle.describe());
    const { seq, closed } = await soon(() => handle.query<Progress>('progress'));
    return status.name === 'RUNNING' || closed ? seq : 'missing';
  } catch (error) {
    // Whether it is there must be known: nothing is begun anew because a server was slow.
    return error instanceof WorkflowNotFoundError ? 'missing' : 'silent';
  }
}
