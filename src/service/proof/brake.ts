import type { Season } from '../../adapters/store/types.js';
import type { Word } from '../../courier/word.js';
import { planTime, type Clock } from '../../engine/clock.js';
import type { EpochMs } from '../../engine/model.js';
import type { Brake } from '../courier/brake-port.js';
import type { ProofParts } from './proof.js';
import { wordId } from './word-id.js';

/** Why a season's words stay inside: it only shows what it would send. */
export const ONLY_SHOWN = 'only-shown';

/**
 * Holds back what somebody has stopped, and all of a season that only shows what it would send. What is held back stands in
 * the ledger with who and why; the unit knows nothing of it, so its ladder goes on.
 */
export function createBrake({ store }: Pick<ProofParts, 'store'>): Brake {
  return {
    async withheld(words, at) {
      const held = new Map<number, string>();
      for (const season of new Set(words.map((word) => word.season))) {
        const mine = words.filter((word) => word.season === season);
        if (await isShadowed(season, at))
          for (const { notice } of mine) held.set(notice, ONLY_SHOWN);
        else await holdStopped(season, mine, held);
      }
      return held;
    },
  };

  async function isShadowed(id: string, at: EpochMs): Promise<boolean> {
    // Asked for every batch: most seasons have never been held back.
    if ((await store.proof.shadowUntil(id)) === null) return false;
    const season = await store.season(id);
    return season !== null && isOnlyShown(store, season, at);
  }

  async function holdStopped(season: string, words: readonly Word[], held: Map<number, string>) {
    // Most seasons have nothing stopped, and most words are looked at no further.
    const stopped = new Map((await store.proof.stopped(season)).map((one) => [one.word, one]));
    if (stopped.size === 0) return;
    for (const { id, path, to, event } of await store.noticesById(words.map((w) => w.notice))) {
      if (event.type !== 'told') continue;
      const stop = stopped.get(wordId(season, path, event, to));
      if (stop) held.set(id, `${stop.by}: ${stop.reason}`);
    }
  }
}

/** Whether a season only shows what it would send; real time. */
export async function isOnlyShown(
  { proof }: Pick<ProofParts['store'], 'proof'>,
  { id, clock }: Pick<Season, 'id' | 'clock'>,
  at: EpochMs,
): Promise<boolean> {
  const until = await proof.shadowUntil(id);
  return until !== null && planTime(clock as Clock, at) < until;
}
