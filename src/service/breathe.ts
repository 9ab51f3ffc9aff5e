import { setImmediate as others } from 'node:timers/promises';

/** Nobody notices that he waited so long. */
const AT_A_TIME_MS = 20;

/** Lets others come in between, in long work that waits for nothing: awaited often, it gives way when it has been so long. */
export function breathing(atATimeMs = AT_A_TIME_MS): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < atATimeMs) return;
    await others();
    since = performance.now();
  };
}
