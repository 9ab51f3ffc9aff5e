import type { Calendar } from '../engine/calendar.js';
import type { EpochMs, Post, Told, UnitEvent } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';
import type { holdersOf } from './holders.js';
import type { LadderLengths } from './ladder-lengths.js';

/** What was said in a season, each word once, whoever heard it. */
export interface WordCounts {
  readonly open: number;
  readonly remind: number;
  readonly due: number;
  /** Rungs by level: the first number counts level 1. Those of acceptors are among them. */
  readonly levels: readonly number[];
  /** The last rung of a ladder, said again. */
  readonly repeats: number;
  /** Of all these, words to acceptors. */
  readonly toAcceptors: number;
  /** Missed during an outage and overtaken by a newer word. */
  readonly superseded: number;
}

/** What one person was told; a post that nobody held on the day stands for itself. */
export interface PersonTold {
  readonly person: string;
  readonly name: string | null;
  readonly title: string | null;
  readonly words: number;
  /** Between 22:00 and 06:00. */
  readonly atNight: number;
  /** The day with most words, the first of several. */
  readonly busiest: { readonly day: string; readonly words: number };
}

export interface DayTold {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly words: number;
  readonly people: number;
}

interface Ear {
  readonly holder: PostHolder | null;
  readonly days: Map<string, number>;
  atNight: number;
}

const NIGHT = { from: '22:00', to: '06:00' };

/** Counts words as they are shown to it, event by event, in any order. */
export function createTally(
  calendar: Calendar,
  holderOn: ReturnType<typeof holdersOf>,
  { rungs }: LadderLengths,
) {
  const said = { open: 0, remind: 0, due: 0, repeats: 0, toAcceptors: 0, superseded: 0 };
  const levels: number[] = [];
  const ears = new Map<string, Ear>();
  const whenOf = civilTimes(calendar);

  return {
    see(path: string, event: UnitEvent): void {
      if (event.type === 'superseded') said.superseded += 1;
      if (event.type === 'told') count(path, event);
      if ('to' in event) for (const post of new Set(event.to ?? [])) hear(post, event.at);
    },
    words: (): WordCounts => ({ ...said, levels: Array.from(levels, (times) => times ?? 0) }),
    /** Whoever was told most comes first. */
    people: (): PersonTold[] =>
      [...ears]
        .map(([person, ear]) => toldOf(person, ear))
        .sort((a, b) => b.words - a.words || (a.person < b.person ? -1 : 1)),
    /** The day with most words, the first of several; null where nobody was told anything. */
    busiestDay: (): DayTold | null => busiestOf(ears),
  };

  function count(path: string, { duty, action, rung, side }: Told): void {
    if (side === 'acceptor') said.toAcceptors += 1;
    const isRepeat = action === 'escalate' && rung >= (rungs(path, duty, side) || Infinity);
    if (isRepeat) said.repeats += 1;
    else if (action === 'escalate') levels[rung] = (levels[rung] ?? 0) + 1;
    else if (action !== 'gate') said[action] += 1;
  }

  function hear(post: Post, at: EpochMs): void {
    const { day, isNight } = whenOf(at);
    const holder = holderOn(post, day, at);
    const person = holder?.person ?? post;
    const ear = ears.get(person) ?? { holder, days: new Map<string, number>(), atNight: 0 };
    ear.days.set(day, (ear.days.get(day) ?? 0) + 1);
    if (isNight) ear.atNight += 1;
    ears.set(person, ear);
  }
}

function toldOf(person: string, { holder, days, atNight }: Ear): PersonTold {
  const [day, words] = greatest([...days].sort(byDay));
  return {
    person,
    name: holder?.name ?? null,
    title: holder?.title ?? null,
    words: [...days.values()].reduce((sum, one) => sum + one, 0),
    atNight,
    busiest: { day, words },
  };
}

function busiestOf(ears: ReadonlyMap<string, Ear>): DayTold | null {
  const days = new Map<string, { words: number; people: number }>();
  for (const { days: own } of ears.values())
    for (const [day, words] of own) {
      const before = days.get(day) ?? { words: 0, people: 0 };
      days.set(day, { words: before.words + words, people: before.people + 1 });
    }
  const counts = [...days].map(([day, { words }]) => [day, words] as const).sort(byDay);
  const [day, words] = greatest(counts);
  return counts.length === 0 ? null : { day, words, people: days.get(day)?.people ?? 0 };
}

const byDay = (a: readonly [string, number], b: readonly [string, number]): number =>
  a[0] < b[0] ? -1 : 1;

const greatest = (counts: readonly (readonly [string, number])[]): readonly [string, number] =>
  counts.reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0] as readonly [
    string,
    number,
  ]);

/** A season has few distinct instants and very many words, and formatting one costs 20 µs. */
function civilTimes(calendar: Calendar) {
  const known = new Map<EpochMs, { readonly day: string; readonly isNight: boolean }>();
  return (at: EpochMs) => {
    const before = known.get(at);
    if (before) return before;
    const time = calendar.timeOf(at);
    const when = { day: calendar.dateOf(at), isNight: time >= NIGHT.from || time < NIGHT.to };
    known.set(at, when);
    return when;
  };
}
