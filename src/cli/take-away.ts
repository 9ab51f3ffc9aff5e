import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { NotReachable } from '../service/outcome.js';
import type { Desk } from './desk.js';
import { misuse } from './misuse.js';

/**
 * Writes what comes over the network into a file, and puts it into its place only when it is whole: what was cut off
 * is no export. Throws `Misuse` where the file cannot be written, `NotReachable` where the answer broke off.
 */
export async function takeAway(desk: Desk, { body }: Response, out: string): Promise<void> {
  const partial = `${out}.part`;
  try {
    await pipeline(arriving(desk, body), createWriteStream(partial));
    await rename(partial, out);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    if (error instanceof NotReachable) throw error;
    throw misuse(desk.lang, (words) => words.notWritten('--out', out, reasonOf(error)));
  }
}

async function* arriving({ t }: Desk, body: Response['body']): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of body ?? []) yield bytes as Uint8Array;
  } catch (error) {
    throw new NotReachable(t.outgoing.cutOff(reasonOf(error)));
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
