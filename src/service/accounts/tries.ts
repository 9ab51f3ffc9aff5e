import type { AccountRules } from './rules.js';

/** What becomes of a try to come in. The times are those of failures, ascending, in milliseconds. */
export interface Verdict {
  /** Not before this instant; null: now. */
  readonly until: number | null;
  /** With this try counted as a failure until it has turned out to be none. */
  readonly times: readonly number[];
}

type Lock = Pick<AccountRules, 'mostFailures' | 'failureWindowMs' | 'lockMs'>;

/**
 * Locks a name for a while after so many failures within the window. A try is counted before it is looked at: a
 * hundred at once would otherwise all be looked at. While it is locked nothing is counted, so that
 * nobody can keep somebody else out for ever by trying on.
 */
export function tryName(
  failures: readonly number[],
  now: number,
  { mostFailures, failureWindowMs, lockMs }: Lock,
): Verdict {
  const times = failures.slice(-mostFailures);
  const [first = now, last = now] = [times.at(-mostFailures), times.at(-1)];
  const isLocked =
    times.length >= mostFailures && last - first <= failureWindowMs && now < last + lockMs;
  if (isLocked) return { until: last + lockMs, times };
  return { until: null, times: [...times, now].slice(-mostFailures) };
}

type Slow = Pick<AccountRules, 'freeFailuresOfAddress' | 'failureWindowMs'>;

/**
 * Slows down an address: beyond its free failures within the window each further one doubles the wait, from
 * one second to the window's length.
 */
export function tryAddress(
  failures: readonly number[],
  now: number,
  { freeFailuresOfAddress, failureWindowMs }: Slow,
): Verdict {
  const times = failures.filter((at) => now - at < failureWindowMs);
  const beyond = times.length - freeFailuresOfAddress;
  const waitMs = beyond < 0 ? 0 : Math.min(1000 * 2 ** beyond, failureWindowMs);
  const until = (times.at(-1) ?? 0) + waitMs;
  // Beyond twenty doublings nothing is added to what is to be waited.
  if (now < until) return { until, times };
  return { until: null, times: [...times, now].slice(-(freeFailuresOfAddress + 20)) };
}

/** The times without one try that turned out to be no failure. */
export const withoutTry = (times: readonly number[], at: number): readonly number[] => {
  const n = times.lastIndexOf(at);
  return n < 0 ? times : [...times.slice(0, n), ...times.slice(n + 1)];
};
