import type { Desk } from './desk.js';

/** Sooner nobody begins to wonder. */
const EVERY_MS = 5_000;

/** Does something that may take long, and says beside the answer how long it has been at it. */
export async function whileWaiting<Result>(
  { context }: Pick<Desk, 'context'>,
  say: (seconds: number) => string,
  work: () => Promise<Result>,
  everyMs = EVERY_MS,
): Promise<Result> {
  const since = performance.now();
  const telling = setInterval(
    () => context.err(say(Math.round((performance.now() - since) / 1_000))),
    everyMs,
  );
  try {
    return await work();
  } finally {
    clearInterval(telling);
  }
}
