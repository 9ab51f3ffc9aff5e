import { planTime, type Clock } from '../../engine/clock.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import { Refusal } from '../outcome.js';
import { known, planNow } from '../seasons.js';
import { comingWords, type ComingWord } from './coming-words.js';
import type { ProofParts } from './proof.js';

/** So far ahead a word can be held back. */
const AHEAD_MS = 8 * 86_400_000;

/**
 * Holds back one word that has not been said yet. The duty is not silenced: its further words, up the ladder, go out as
 * they are owed. Words of statutory and secret duties cannot be held back.
 */
export async function stopWord(
  parts: ProofParts,
  id: string,
  word: string,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<ComingWord> {
  if (!reason.trim()) throw new Refusal('reason-missing', '须写明理由', 'a reason is needed');
  const found = await foundAhead(parts, id, word);
  if (found.isStatutory)
    throw new Refusal(
      'statutory',
      '试卷安全、涉密、一票否决事项的通知不得扣发',
      'words of statutory and secret duties cannot be held back',
    );
  const { path, duty, to, owedAt } = found;
  const at = epochMs(parts.now());
  await parts.store.proof.stop(id, { word, path, duty, to, owedAt, by, reason, at });
  const [stopped] = await parts.store.proof.stopped(id, [word]);
  return { ...found, stopped: stopped ? { by: stopped.by, reason: stopped.reason } : null };
}

/** The word of that number, where it has not been said yet. Throws `Refusal`. */
export async function foundAhead(parts: ProofParts, id: string, word: string): Promise<ComingWord> {
  const season = await known(parts, id);
  const from = await planNow(parts, season);
  const ahead = await comingWords(parts, season, { from, until: epochMs(from + AHEAD_MS) });
  const found = ahead.find((one) => one.word === word);
  if (found) return found;
  throw new Refusal(
    'unknown-word',
    `未来8天内没有编号为 ${word} 的通知：可能已经发出，或在8天之后`,
    `no word ${word} within the next 8 days: it may have been said, or lies further ahead`,
  );
}

/** Until an instant of the plan a season only shows what it would send; one that lies behind ends it. */
export async function showOnly(
  parts: ProofParts,
  id: string,
  until: EpochMs | null,
  by: string,
): Promise<EpochMs> {
  const { clock } = await known(parts, id);
  const at = until ?? planTime(clock as Clock, parts.now());
  await parts.store.proof.setShadow(id, at, by, parts.now());
  return at;
}
