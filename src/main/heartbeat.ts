import { rename, writeFile } from 'node:fs/promises';

const ANSWER_WITHIN_MS = 5_000;

/**
 * Tells somebody outside that the service lives: calls an address, or writes the time into a file. Whoever watches raises
 * the alarm when it stops, which is all that is left to notice when this process is gone. Throws where it could not be
 * told; redirects are not followed.
 */
async function tellAlive(to: string, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  if (!/^https?:\/\//.test(to)) {
    // Renamed into place: whoever reads it finds the whole of it.
    await writeFile(`${to}.new`, `${at}\n`);
    return rename(`${to}.new`, to);
  }
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const answer = await fetch(to, { redirect: 'error', signal });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`heartbeat: ${new URL(to).host} answers ${answer.status}`);
}

export interface HeartbeatParts {
  readonly to: string | null;
  readonly now: () => number;
  /** Fail where store or Temporal do not answer: a service that can do nothing is no living one. */
  readonly checks: readonly (() => Promise<unknown>)[];
}

/** One beat: only while store and Temporal answer, and never in anybody's way. */
export async function heartbeat({ to, now, checks }: HeartbeatParts): Promise<void> {
  if (to === null) return;
  for (const check of checks) await check();
  await tellAlive(to, now());
}
