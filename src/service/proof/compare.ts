import type { ExpectedWord, SaidWord } from '../../engine/expected.js';
import type { Action, EpochMs, Post, UnitEvent } from '../../engine/model.js';
import { firingKey } from '../../engine/simulate.js';

/**
 * What can be wrong with a word. `missing`: owed and not said; `unowed`: said, and nobody owed it; `early`; `late`: said, or
 * on record, more than 30 s after it could be; `doubled`; `nobody`: for a post that nobody holds that day, or for none;
 * `lost`: said, and no notice of it in the ledger.
 */
export type FaultKind = 'missing' | 'unowed' | 'early' | 'late' | 'doubled' | 'nobody' | 'lost';

export interface WordFault {
  readonly kind: FaultKind;
  readonly unit: string;
  readonly duty: string;
  readonly action: Action;
  readonly rung: number;
  /** Plan time. */
  readonly owedAt: EpochMs;
  readonly to: readonly Post[];
  /** Of a late word: by how much, in real time. */
  readonly lateMs?: number;
}

/** A word of the log with what the store knows of it. */
export interface Spoken {
  readonly event: SaidWord;
  /** From the instant at which it was owed and could be said until it stood on record, in real time. */
  readonly delayMs: (at: EpochMs) => number;
  /** Whether the ledger has a notice of it for a post. */
  readonly isNoticed: (post: Post) => boolean;
}

export interface DaySaid {
  readonly expected: number;
  readonly said: number;
  /** Of these, passed over for a newer word that went out with it. */
  readonly passedOver: number;
  readonly faults: readonly WordFault[];
}

export interface Day {
  /** Plan time: from this instant … */
  readonly from: EpochMs;
  /** … until before this. */
  readonly until: EpochMs;
  readonly isHeld: (post: Post, at: EpochMs) => boolean;
}

const LATE_MS = 30_000;

/** Holds the words that a unit's plan owed for a day against what was said, word by word. */
export function compared(
  unit: string,
  { from, until, isHeld }: Day,
  words: readonly ExpectedWord[],
  spoken: readonly Spoken[],
): DaySaid {
  const owed = byKey(unit, words, (word) => word);
  const said = byKey(unit, spoken, ({ event }) => event);
  const isOfDay = (at: EpochMs) => at >= from && at < until;
  const faults: WordFault[] = [];
  let expected = 0;
  let found = 0;
  let passedOver = 0;
  const fault = (kind: FaultKind, word: ExpectedWord | SaidWord, lateMs?: number) =>
    faults.push(faultOf(kind, unit, word, lateMs));

  for (const [key, all] of owed) {
    const answers = said.get(key) ?? [];
    for (const [n, word] of all.entries()) {
      if (!isOfDay(word.at)) continue;
      expected += 1;
      const answer = answers[n];
      if (!answer) {
        fault('missing', word);
        continue;
      }
      found += 1;
      if (answer.event.type === 'superseded') passedOver += 1;
      const lateMs = answer.delayMs(word.at);
      if (lateMs > LATE_MS) fault('late', word, lateMs);
      if (answer.event.at < answer.event.owedAt) fault('early', answer.event);
      for (const kind of deafness(answer, isHeld)) fault(kind, answer.event);
    }
  }
  for (const [key, all] of said) {
    const due = owed.get(key)?.length ?? 0;
    for (const { event } of all.slice(due))
      if (isOfDay(event.at)) fault(due === 0 ? 'unowed' : 'doubled', event);
  }
  return { expected, said: found, passedOver, faults };
}

/** Whether somebody hears of it at all. */
function deafness({ event, isNoticed }: Spoken, isHeld: Day['isHeld']): FaultKind[] {
  if (event.type !== 'told') return [];
  const isDeaf = event.to.length === 0 || event.to.some((post) => !isHeld(post, event.at));
  const isLost = event.to.some((post) => !isNoticed(post));
  return [...(isDeaf ? (['nobody'] as const) : []), ...(isLost ? (['lost'] as const) : [])];
}

function byKey<Thing>(
  unit: string,
  things: readonly Thing[],
  wordOf: (thing: Thing) => ExpectedWord | SaidWord,
): ReadonlyMap<string, readonly Thing[]> {
  const found = new Map<string, Thing[]>();
  for (const thing of things) {
    const key = firingKey(unit, wordOf(thing));
    const same = found.get(key);
    if (same) same.push(thing);
    else found.set(key, [thing]);
  }
  return found;
}

function faultOf(
  kind: FaultKind,
  unit: string,
  word: ExpectedWord | SaidWord,
  lateMs?: number,
): WordFault {
  const { duty, action, rung, owedAt } = word;
  const to = 'to' in word ? word.to : [];
  return { kind, unit, duty, action, rung, owedAt, to, ...(lateMs !== undefined && { lateMs }) };
}

/** Whatever is not a word and names somebody is owed a notice, too. */
export const isFactToTell = (event: UnitEvent): event is UnitEvent & { to: readonly Post[] } =>
  event.type !== 'told' && 'to' in event && (event.to?.length ?? 0) > 0;
