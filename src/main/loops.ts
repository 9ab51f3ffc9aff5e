import { setTimeout as sleep } from 'node:timers/promises';

/** A job that comes round until it is stopped; an error is told, and the next round tried. */
export interface Loop {
  stop(): Promise<void>;
}

/** One that also comes round as soon as it is told to. */
export interface WakingLoop extends Loop {
  wake(): void;
}

/** Runs `work` every `everyMs` and once more at the stop. The one place of the service that sleeps. */
export function startLoop(
  everyMs: number,
  work: () => Promise<void>,
  tell: (line: string) => void,
): WakingLoop {
  const stopping = new AbortController();
  let waking = new AbortController();
  const round = () =>
    work().catch((error: unknown) => tell(error instanceof Error ? error.message : String(error)));
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await round();
      // Rejects when it is aborted, which is what it waits for.
      await sleep(everyMs, undefined, { signal: waking.signal }).catch(() => undefined);
      // Whoever wakes it during a round means the next one.
      waking = new AbortController();
    }
    await round();
  })();
  return {
    wake: () => waking.abort(),
    async stop() {
      stopping.abort();
      waking.abort();
      await running;
    },
  };
}
