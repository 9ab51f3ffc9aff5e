import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Tries until it works or the process is told to stop; null in that case. A process that is started before
 * what it needs – after a power cut everything starts at once – waits for it instead of dying again and again.
 */
export async function waitFor<Thing>(
  tryIt: () => Promise<Thing>,
  tell: (error: unknown) => void,
  stopped: Promise<void>,
): Promise<Thing | null> {
  const stopping = new AbortController();
  void stopped.then(() => stopping.abort());
  let last = '';
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    if (stopping.signal.aborted) return null;
    try {
      return await tryIt();
    } catch (error) {
      // The same trouble is told once.
      if (String(error) !== last) tell(error);
      last = String(error);
    }
    // Rejects when the stop comes, which is what ends it.
    await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
}
