import type { OpenWord, Settling, Waits } from '../../adapters/store/ledger-types.js';
import type { ServeParts } from './serve.js';

/** What has been stopped, or is done by now, need not be said. */
export async function stillOwed(
  { store, lookUps, now }: Pick<ServeParts, 'store' | 'lookUps' | 'now'>,
  { person, words }: Waits,
): Promise<readonly OpenWord[]> {
  const asking = words.filter(({ duty, kind }) => duty !== null && ASKS.has(kind));
  const [withheld, isDone] = await Promise.all([
    lookUps.withheld(words),
    asking.length === 0 ? NOTHING_DONE : lookUps.done(asking),
  ]);
  const settled = words.flatMap((word): Settling[] => {
    const { notice, turn, kind } = word;
    const stopped = withheld.get(notice);
    if (stopped !== undefined) return [{ notice, turn, state: 'withheld', reason: stopped }];
    return ASKS.has(kind) && isDone(word)
      ? [{ notice, turn, state: 'superseded', reason: 'done' }]
      : [];
  });
  if (settled.length > 0) await store.ledger.settle(person, settled, now());
  const gone = new Set(settled.map(({ notice }) => notice));
  return words.filter(({ notice }) => !gone.has(notice));
}

/** Words that ask somebody to do what may have been done meanwhile. */
const ASKS: ReadonlySet<string> = new Set(['open', 'remind', 'due', 'escalate']);
const NOTHING_DONE = () => false;
