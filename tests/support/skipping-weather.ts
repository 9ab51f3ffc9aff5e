import { Worker } from '@temporalio/worker';
import { vi } from 'vitest';
import type { Store } from '../../src/adapters/store/store.js';
import type { ClockPoint } from '../../src/engine/clock.js';
import { epochMs } from '../../src/engine/model.js';
import { on } from './skipping-notes.js';

/** Whether the store that the worker writes to answers; the story's own view of it always does. */
export interface Weather {
  storeAway: boolean;
  /** So many of the next writes are made, and not answered for. */
  answersLost: number;
  /** Writes tried so far, with those that failed. */
  writes: number;
}

/** The store as the worker sees it: away or forgetful when the weather says so. */
export function clouded(store: Store, weather: Weather): Store {
  return {
    ...store,
    async record(unit) {
      weather.writes += 1;
      if (weather.storeAway) throw new Error('the store is away');
      await store.record(unit);
      if (weather.answersLost === 0) return;
      weather.answersLost -= 1;
      throw new Error('the store has written, and its answer is lost');
    },
  };
}

/**
 * A stretch of the season that goes by in a millisecond. The server does not skip time while a task
 * waits for a worker, so this is how a long time passes for a unit that has none.
 */
export interface Gap {
  readonly from: string;
  readonly to: string;
}

/** A season's clock that shows `begin` at a real instant and runs at the pace of real time. */
export function clockFrom(realAt: number, begin: string, gap?: Gap): ClockPoint[] {
  const point = (ms: number, planAt: number) => ({
    realAt: epochMs(realAt + ms),
    planAt: epochMs(planAt),
  });
  // The last piece is a millisecond long, the others less than a day: longer ones would lose
  // milliseconds in the division.
  const start = on(begin);
  if (!gap) return [point(0, start), point(1, start + 1)];
  const [from, to] = [on(gap.from), on(gap.to)];
  return [
    point(0, start),
    point(from - start, from),
    point(from - start + 1, to),
    point(from - start + 2, to + 1),
  ];
}

/**
 * A real server gives the tasks of a worker that has gone to another one; this one keeps them for it
 * for ever, unless the worker never asked for tasks of its own.
 */
export async function withoutCache(create: () => Promise<Worker>): Promise<Worker> {
  const original = Worker.create.bind(Worker);
  const spy = vi
    .spyOn(Worker, 'create')
    .mockImplementation((options) => original({ ...options, maxCachedWorkflows: 0 }));
  return create().finally(() => spy.mockRestore());
}
