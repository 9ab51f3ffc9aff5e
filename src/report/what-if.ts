import type { Post } from '../engine/model.js';
import { firingKey } from '../engine/simulate.js';
import type { Prepared } from '../service/prepare.js';
import { daysOf, rosterOf } from './people.js';
import { isUnder, namesOf, type SaidWord, type Word } from './words.js';

/** Somebody who would be told: the post, and who holds it on that day. */
export interface Hearer {
  readonly post: Post;
  readonly person: string | null;
  readonly name: string;
  readonly title: string;
}

/** A word of a what-if with its hearers by name. */
export interface HeardWord {
  readonly event: Word;
  readonly to: readonly Hearer[];
}

/** A duty, and what is said about it. */
export interface Consequence {
  readonly unit: string;
  readonly duty: string;
  readonly words: readonly HeardWord[];
}

/** A gate that misses something which it would have found done. */
export interface FailedGate extends Consequence {
  /** What it misses only because of this, as `<unit path>:<duty>`, sorted. */
  readonly missing: readonly string[];
}

/** What is said only because somebody did not do something. */
export interface Aftermath {
  readonly late: readonly Consequence[];
  readonly gates: readonly FailedGate[];
}

/** A step that nobody does: perhaps one occurrence of it, at a unit and all below it. */
export interface MissedStep {
  readonly step: string;
  readonly occurrence?: string;
  readonly unit?: string;
}

/** What follows when a step is not done. */
export interface Missing extends Aftermath {
  /** All that is said about the duties not done, their openings and reminders too. */
  readonly missed: readonly Consequence[];
}

/**
 * What follows when a step is not done: `without` holds the words of the season played without it, `well`
 * those of the same season with everybody doing everything in time.
 */
export function missingOf(
  prepared: Prepared,
  well: readonly SaidWord[],
  without: readonly SaidWord[],
  step: MissedStep,
): Missing {
  const isMissed = (word: SaidWord): boolean => isOf(word, step);
  const { late, gates } = aftermathOf(prepared, well, without, (word) => !isMissed(word));
  return { missed: byDuty(without.filter(isMissed), hearing(prepared)), late, gates };
}

/** What is said in the second season and not in the first, of the words that `counts` lets pass. */
export function aftermathOf(
  prepared: Prepared,
  well: readonly SaidWord[],
  otherwise: readonly SaidWord[],
  counts: (word: SaidWord) => boolean = () => true,
): Aftermath {
  const hear = hearing(prepared);
  const before = new Map(well.map((word) => [keyOf(word), word.event]));
  const missing = new Map<string, string[]>();
  const extra = otherwise.filter((word) => {
    if (!counts(word)) return false;
    const known = before.get(keyOf(word));
    const news = word.event.type === 'judged' ? newlyMissing(word.event, known) : [];
    const duty = dutyKey(word);
    if (news.length > 0) missing.set(duty, [...new Set([...(missing.get(duty) ?? []), ...news])]);
    return known === undefined || news.length > 0;
  });
  return {
    late: byDuty(
      extra.filter((word) => !missing.has(dutyKey(word))),
      hear,
    ),
    gates: byDuty(
      extra.filter((word) => missing.has(dutyKey(word))),
      hear,
    ).map((gate) => ({
      ...gate,
      missing: (missing.get(`${gate.unit}:${gate.duty}`) ?? []).sort(),
    })),
  };
}

/** Who hears a word, by name. */
function hearing({ posts, calendar }: Prepared): (word: SaidWord) => HeardWord {
  const roster = rosterOf(posts);
  const dayOf = daysOf(calendar);
  return ({ event }) => ({
    event,
    to: event.to.map((post) => {
      const holder = roster(post, dayOf(event.owedAt))[0];
      const { person = null, name = post, title = '' } = holder ?? {};
      return { post, person, name, title };
    }),
  });
}

function isOf({ unit: path, event }: SaidWord, { step, occurrence, unit }: MissedStep): boolean {
  const names = namesOf(event.duty);
  if (names.step !== step || !isUnder(path, unit)) return false;
  return (
    occurrence === undefined ||
    names.occurrence === occurrence ||
    (names.occurrence?.startsWith(`${occurrence}@`) ?? false)
  );
}

// A gate without an answer from somebody misses it as well.
const lackedBy = (event: Word | undefined): readonly string[] =>
  event?.type === 'judged' ? [...event.missing, ...event.silent] : [];

function newlyMissing(event: Word, before: Word | undefined): string[] {
  const known = new Set(lackedBy(before));
  return lackedBy(event).filter((what) => !known.has(what));
}

function byDuty(words: readonly SaidWord[], hear: (word: SaidWord) => HeardWord): Consequence[] {
  const duties = new Map<string, { unit: string; duty: string; words: HeardWord[] }>();
  for (const word of words) {
    const key = dutyKey(word);
    const found = duties.get(key);
    if (found) found.words.push(hear(word));
    else duties.set(key, { unit: word.unit, duty: word.event.duty, words: [hear(word)] });
  }
  return [...duties.values()];
}

const keyOf = ({ unit, event }: SaidWord): string => firingKey(unit, event);
const dutyKey = ({ unit, event }: SaidWord): string => `${unit}:${event.duty}`;
