import { setTimeout as sleep } from 'node:timers/promises';

/** A worker has 20 seconds for what it has begun, the rest takes no time; supervisors wait for 30. */
export const GRACE_MS = 25_000;

/** Waits for a stop, but no longer than `forMs`; answers whether it was done in time. */
export async function withinGrace(stopping: Promise<unknown>, forMs = GRACE_MS): Promise<boolean> {
  const over = new AbortController();
  const patience = sleep(forMs, false as const, { signal: over.signal, ref: false }).catch(
    () => false as const,
  );
  try {
    return await Promise.race([stopping.then(() => true as const), patience]);
  } finally {
    over.abort();
  }
}

/** Steps of a stop, done in the opposite order of their beginnings; one that fails does not hold up the others. */
export interface Endings {
  add(end: () => Promise<unknown>): void;
  stop(): Promise<void>;
}

export function endings(tell: (line: string) => void): Endings {
  const ends: (() => Promise<unknown>)[] = [];
  return {
    add: (end) => void ends.push(end),
    async stop() {
      for (let end = ends.pop(); end; end = ends.pop())
        await end().catch((error: unknown) =>
          tell(error instanceof Error ? error.message : String(error)),
        );
    },
  };
}
