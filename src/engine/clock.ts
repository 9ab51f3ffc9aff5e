import { epochMs, type EpochMs } from './model.js';

/**
 * Maps real time to plan time: `null` is the identity, a real season. A rehearsal's (演练) is
 * piecewise linear – quiet weeks fast, exam days slow – by points with both times ascending, and
 * runs on at the speed of real time.
 */
export type Clock = readonly ClockPoint[] | null;
export interface ClockPoint {
  readonly realAt: EpochMs;
  readonly planAt: EpochMs;
}

/** The plan's time at a real instant. */
export const planTime = (clock: Clock, realAt: number): EpochMs =>
  epochMs(Math.floor(mapped(clock, realAt, 'realAt', 'planAt')));

/** The real instant of a plan time; at it, `planTime` has reached the plan time and not less. */
export function realTime(clock: Clock, planAt: number): EpochMs {
  const realAt = Math.ceil(mapped(clock, planAt, 'planAt', 'realAt'));
  return epochMs(planTime(clock, realAt) < planAt ? realAt + 1 : realAt);
}

function mapped(clock: Clock, at: number, from: keyof ClockPoint, to: keyof ClockPoint): number {
  if (clock === null || clock.length < 2) return at;
  const last = clock.at(-1);
  if (last && at >= last[from]) return last[to] + (at - last[from]);
  const end = Math.max(
    1,
    clock.findIndex((point) => at < point[from]),
  );
  const [a, b] = [clock[end - 1], clock[end]];
  if (!a || !b) return at;
  return a[to] + ((at - a[from]) * (b[to] - a[to])) / (b[from] - a[from]);
}
