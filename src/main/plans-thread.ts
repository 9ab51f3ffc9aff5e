import { parentPort } from 'node:worker_threads';
import type { Bundle } from '../plan/bundle.js';
import { saidWords } from '../report/words.js';
import { simulatedLines } from '../report/simulated-lines.js';
import type { PlanWish } from '../service/planner.js';
import { prepareHere } from '../service/planner.js';
import { prepareBundle } from '../service/prepare.js';

/** What the thread is asked, and what it answers under the same number. */
export interface PlanJob {
  readonly id: number;
  readonly job: 'prepare' | 'simulate';
  readonly bundle: Bundle;
  readonly wish: PlanWish;
}
export type PlanResult =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly misused: boolean; readonly message: string };

parentPort?.on('message', (job: PlanJob) => {
  void done(job).then((answer) => parentPort?.postMessage(answer));
});

async function done({ id, job, bundle, wish }: PlanJob): Promise<PlanResult> {
  try {
    const result = job === 'prepare' ? await prepareHere(bundle, wish) : simulated(bundle, wish);
    return { id, result };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, misused: error instanceof RangeError, message };
  }
}

function simulated(bundle: Bundle, wish: PlanWish) {
  const prepared = prepareBundle(bundle, wish);
  return 'faults' in prepared ? prepared : simulatedLines(prepared.calendar, saidWords(prepared));
}
