import { groupedBy } from '../engine/grouped.js';
import type { EpochMs } from '../engine/model.js';
import { sooner, type Word } from './word.js';

/** A word that says it all, and the older or equal ones that it stands for. */
export interface Standing {
  /** As urgent as the most urgent of those it stands for. */
  readonly word: Word;
  /** The first instant at which one of them may go out: whoever is overtaken holds nobody up. */
  readonly at: EpochMs;
  readonly overtaken: readonly number[];
}

/**
 * The words to one person that are left when the newest of each duty has overtaken the older ones of the clock, and
 * an event that reaches him on two posts is one word. What was done by people is overtaken by nothing.
 */
export function standing(
  words: readonly Word[],
  earliestOf: (word: Word) => EpochMs,
): readonly Standing[] {
  return [...groupedBy(words, keyOf).values()].map((group) => {
    const [newest, ...older] = group.sort(newestFirst) as [Word, ...Word[]];
    const urgency = group.map((word) => word.urgency).reduce(sooner);
    const at = Math.min(...group.map(earliestOf)) as EpochMs;
    return {
      word: urgency === newest.urgency ? newest : { ...newest, urgency },
      at,
      overtaken: older.map(({ notice }) => notice),
    };
  });
}

const keyOf = ({ season, path, duty, seq, isOfClock }: Word): string =>
  isOfClock && duty !== null
    ? JSON.stringify([season, path, duty])
    : JSON.stringify([season, path, seq]);

const newestFirst = (one: Word, other: Word): number =>
  other.seq - one.seq || one.notice - other.notice;
