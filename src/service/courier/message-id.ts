import { createHash } from 'node:crypto';
import type { Recipient } from '../../adapters/store/ledger-types.js';
import type { Word } from '../../courier/word.js';

/**
 * A message's name comes from whom it is to and what it tells: put together again after a crash, it bears the same one,
 * and a channel that can tell repeats apart does so by it.
 */
export function messageId(
  { person, rehearsal }: Recipient,
  words: readonly Pick<Word, 'season' | 'path' | 'seq' | 'post'>[],
): string {
  const names = words
    .map(({ season, path, seq, post }) => `${season}/${path}/${seq}/${post}`)
    .sort();
  const said = JSON.stringify([person, rehearsal, ...names]);
  return `m${createHash('sha256').update(said).digest('hex').slice(0, 24)}`;
}
