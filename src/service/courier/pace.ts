const FEWEST = 16;
const FIRST = 64;
const MOST = 256;
const QUICK_MS = 1_500;
const SLOW_MS = 4_000;

/**
 * To how many persons a courier writes side by side. What is found out for many at once costs each less; but whatever
 * is due to somebody later than he was claimed waits until all of them are served, so it is as many as are served in a
 * few seconds: with channels that answer slowly, few.
 */
export function createPace() {
  let most = FIRST;
  return {
    atOnce: (): number => most,
    took(persons: number, ms: number): void {
      if (ms > SLOW_MS) most = Math.max(FEWEST, Math.floor(most / 2));
      else if (ms < QUICK_MS && persons === most) most = Math.min(MOST, most * 2);
    },
  };
}
