import type { ClockPoint } from './clock.js';
import { epochMs, type EpochMs } from './model.js';

const DAY_MS = 86_400_000;
// How many events a day's mere passing weighs: weeks in which nothing happens go by in a moment.
const QUIET_DAY = 2;

/**
 * The clock of a rehearsal: plan days get real time by what happens in them, so that no stretch asks
 * more of the machine than another. Runs from a day before the first instant to a day after the last.
 */
export function pacedClock(
  instants: readonly EpochMs[],
  realAt: EpochMs,
  lengthMs: number,
): ClockPoint[] {
  const sorted = [...instants].sort((a, b) => a - b);
  const first = (sorted[0] ?? realAt) - DAY_MS / 24;
  const last = (sorted.at(-1) ?? realAt) + DAY_MS / 2;
  const slices = weights(sorted, first, last);
  const total = slices.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  const points = slices.map((weight, n) => {
    passed += weight;
    const planAt = Math.min(first + (n + 1) * SLICE_MS, last);
    return {
      realAt: epochMs(Math.round(realAt + (passed / total) * lengthMs)),
      planAt: epochMs(planAt),
    };
  });
  return [{ realAt, planAt: epochMs(first) }, ...ascending(points, realAt)];
}

// Quarter days: exam mornings are slow, the nights between them are not.
const SLICE_MS = DAY_MS / 4;

function weights(sorted: readonly EpochMs[], first: number, last: number): number[] {
  const count = Math.max(1, Math.ceil((last - first) / SLICE_MS));
  const slices = Array.from({ length: count }, () => QUIET_DAY / 4);
  for (const at of sorted) {
    const slice = Math.min(count - 1, Math.floor((at - first) / SLICE_MS));
    slices[slice] = (slices[slice] ?? 0) + 1;
  }
  return slices;
}

// Both times must ascend, or the clock could not be read backwards.
function ascending(points: readonly ClockPoint[], from: EpochMs): ClockPoint[] {
  let before: number = from;
  return points.map(({ realAt, planAt }) => {
    before = Math.max(realAt, before + 1);
    return { realAt: epochMs(before), planAt };
  });
}
