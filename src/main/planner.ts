import { Worker } from 'node:worker_threads';
import type { Bundle } from '../plan/bundle.js';
import { NotReachable } from '../service/outcome.js';
import type { Planner, PlanWish } from '../service/planner.js';
import type { PlanJob, PlanResult } from './plans-thread.js';
import { startThread } from './threads.js';

/** A national plan takes some 30 s to read and compile. */
const MOST_MS = 180_000;
const MOST_WAITING = 8;
/** What a plan needs is let go when nobody asks any more. */
const IDLE_MS = 60_000;
const MEMORY_MB = 4_096;

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Plans in a thread of their own, one after another, which is there while it is needed. */
export function createPlanner(): Planner & { close(): Promise<void> } {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let count = 0;

  const ask = (job: PlanJob['job'], bundle: Bundle, wish: PlanWish) =>
    new Promise<never>((resolve, reject) => {
      if (waiting.size >= MOST_WAITING) {
        reject(
          new NotReachable(
            '正有多个方案在核对，请稍后再试 · several plans are being checked, try again',
          ),
        );
        return;
      }
      clearTimeout(idle);
      count += 1;
      const id = count;
      const timer = setTimeout(
        () => end(new NotReachable('方案核对超时 · the plan took too long')),
        MOST_MS,
      );
      waiting.set(id, { resolve, reject, timer });
      thread ??= opened();
      thread.postMessage({ id, job, bundle, wish } satisfies PlanJob);
    });

  function opened(): Worker {
    const started = startThread('plans', { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    started.on('message', settle);
    started.on('error', (error: Error) => end(error));
    return started;
  }

  function settle(answer: PlanResult): void {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    clearTimeout(asked?.timer);
    if ('result' in answer) asked?.resolve(answer.result as never);
    else asked?.reject(new (answer.misused ? RangeError : Error)(answer.message));
    if (waiting.size === 0) idle = setTimeout(() => void close(), IDLE_MS).unref();
  }

  /** A thread that does not answer, or has died, takes its work with it. */
  function end(error: Error): void {
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    waiting.clear();
    void close();
  }

  async function close(): Promise<void> {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    await ending?.terminate();
  }

  return {
    prepare: (bundle, wish) => ask('prepare', bundle, wish),
    simulate: (bundle, wish) => ask('simulate', bundle, wish),
    close,
  };
}
