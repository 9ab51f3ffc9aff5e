import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../engine/model.js';

/** The board is asked in well under a second; a unit that answers late has until the second pause. */
const PAUSES_MS = [1_500, 3_000];

/**
 * Sends a command, and again while the unit is asking others about what the duty needs of them: it refuses
 * until it knows, and nobody should have to press twice for something that is done. Each try has a key of
 * its own, `<key>~2`, since the refusal stands on record under the one before.
 */
export async function tryAgain<Message extends { readonly key?: string }>(
  message: Message,
  send: (message: Message) => Promise<Answer>,
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<Answer> {
  const key = message.key ?? randomUUID();
  let answer = await send({ ...message, key });
  for (const [n, pauseMs] of pausesMs.entries()) {
    if (!answer.asked) return answer;
    await sleep(pauseMs);
    answer = await send({ ...message, key: `${key}~${n + 2}` });
  }
  return answer;
}
