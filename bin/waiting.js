// @ts-check
// Plain JavaScript: runs before anything is installed.
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks `check` until it gives something other than `undefined`, and answers that; answers `undefined`
 * when `forMs` have passed without. The only place of the set-up that sleeps.
 *
 * @template T
 * @param {() => Promise<T | undefined>} check asked at once and then every `everyMs`; what it throws ends the waiting
 * @param {{ everyMs: number, forMs: number }} pace in milliseconds
 * @returns {Promise<T | undefined>}
 */
export async function until(check, { everyMs, forMs }) {
  const end = performance.now() + forMs;
  for (;;) {
    const found = await check();
    if (found !== undefined) return found;
    if (performance.now() + everyMs > end) return undefined;
    await pause(everyMs);
  }
}
