import type { EpochMs, Post } from '../engine/model.js';
import type { Prepared } from '../service/prepare.js';
import { atOnceIn } from './at-once.js';
import { daysOf, rosterOf } from './people.js';
import type { SaidWord } from './words.js';

/** More than this a person should not get on a day, what is critical not counted. */
export const MOST_A_DAY = 12;

/** What is said on one day. `words` counts every word once for each addressee, `messages` after digests. */
export interface DayLoad {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly words: number;
  readonly messages: number;
  /** How many of the messages went out at once. */
  readonly atOnce: number;
  readonly people: number;
  /** Messages of those who got any. */
  readonly median: number;
  readonly most: number;
}

export interface PersonLoad {
  /** The person's id; the post where nobody holds it. */
  readonly person: string;
  readonly name: string;
  readonly title: string;
  readonly words: number;
  readonly messages: number;
  readonly atOnce: number;
  /** The day with most messages, the first of several. */
  readonly busiest: { readonly day: string; readonly messages: number; readonly atOnce: number };
}

export interface Load {
  readonly windowMs: number;
  readonly words: number;
  readonly messages: number;
  readonly atOnce: number;
  readonly days: readonly DayLoad[];
  /** By the messages of their busiest day, the most first. */
  readonly people: readonly PersonLoad[];
  /** The minute in which most words fall due. */
  readonly busiestMinute: { readonly at: EpochMs; readonly words: number } | null;
  readonly busiestDay: DayLoad | null;
  /** Who gets more than twelve messages on a day, what is critical not counted. */
  readonly over: readonly {
    readonly person: string;
    readonly name: string;
    readonly day: string;
    readonly messages: number;
  }[];
}

interface Delivery {
  readonly at: EpochMs;
  readonly atOnce: boolean;
}

interface Reader {
  readonly name: string;
  readonly title: string;
  readonly deliveries: Delivery[];
}

/** Half an hour: what comes to one person meanwhile is one message. */
const DIGEST_MS = 30 * 60_000;

/**
 * How much is said to whom: by day, person and minute, raw and after digests. Critical words go at once: those
 * of one instant are one message. The others wait `windowMs` from the first; what falls due to the same
 * person meanwhile is one message, of the day and the instant of its first word.
 */
export function loadOf(
  prepared: Prepared,
  words: readonly SaidWord[],
  windowMs: number = DIGEST_MS,
): Load {
  const dayOf = daysOf(prepared.calendar);
  const readers = readersOf(prepared, words, dayOf);
  const byPerson = [...readers].map(([person, reader]) => ({
    person,
    reader,
    days: tally(reader.deliveries, windowMs, dayOf),
  }));
  const people = byPerson.map(({ person, reader, days }) => personLoad(person, reader, days));
  const days = dayLoads(byPerson.map((one) => one.days));
  return {
    windowMs,
    words: sum(days, ({ words }) => words),
    messages: sum(days, ({ messages }) => messages),
    atOnce: sum(days, ({ atOnce }) => atOnce),
    days,
    people: people.sort(
      (a, b) => b.busiest.messages - a.busiest.messages || b.messages - a.messages,
    ),
    busiestMinute: busiestMinute(words),
    busiestDay: greatest(days, ({ messages }) => messages),
    over: byPerson
      .flatMap(({ person, reader: { name }, days }) =>
        [...days]
          .map(([day, { ordinary }]) => ({ person, name, day, messages: ordinary }))
          .filter(({ messages }) => messages > MOST_A_DAY),
      )
      .sort((a, b) => b.messages - a.messages || (a.day < b.day ? -1 : 1)),
  };
}

function readersOf(
  prepared: Prepared,
  words: readonly SaidWord[],
  dayOf: (at: EpochMs) => string,
): Map<string, Reader> {
  const roster = rosterOf(prepared.posts);
  const isAtOnce = atOnceIn(prepared);
  const readers = new Map<string, Reader>();
  const deliver = (post: Post, delivery: Delivery): void => {
    const [holder] = roster(post, dayOf(delivery.at));
    const id = holder?.person ?? post;
    const reader = readers.get(id) ?? {
      name: holder?.name ?? post,
      title: holder?.title ?? '',
      deliveries: [],
    };
    reader.deliveries.push(delivery);
    readers.set(id, reader);
  };
  for (const word of words) {
    const delivery = { at: word.event.owedAt, atOnce: isAtOnce(word) };
    for (const post of word.event.to) deliver(post, delivery);
  }
  return readers;
}

interface Tally {
  readonly words: number;
  readonly atOnce: number;
  readonly ordinary: number;
}

/** One person's days. `deliveries` are in the order of time. */
function tally(
  deliveries: readonly Delivery[],
  windowMs: number,
  dayOf: (at: EpochMs) => string,
): Map<string, Tally> {
  const days = new Map<string, Tally>();
  const count = (at: EpochMs, what: keyof Tally): void => {
    const day = dayOf(at);
    const before = days.get(day) ?? { words: 0, atOnce: 0, ordinary: 0 };
    days.set(day, { ...before, [what]: before[what] + 1 });
  };
  let lastAtOnce = -1;
  let digestUntil = -1;
  for (const { at, atOnce } of deliveries) {
    count(at, 'words');
    if (atOnce && at !== lastAtOnce) count(at, 'atOnce');
    if (atOnce) lastAtOnce = at;
    // A window of nothing still makes one message of what falls on one instant.
    else if (at >= digestUntil) {
      count(at, 'ordinary');
      digestUntil = at + Math.max(windowMs, 1);
    }
  }
  return days;
}

function personLoad(
  person: string,
  { name, title }: Reader,
  days: ReadonlyMap<string, Tally>,
): PersonLoad {
  const tallies = [...days].map(([day, { words, atOnce, ordinary }]) => ({
    ...{ day, words, atOnce },
    messages: atOnce + ordinary,
  }));
  const { day, messages, atOnce } = greatest(tallies, (one) => one.messages) ?? {
    ...{ day: '', messages: 0, atOnce: 0 },
  };
  return {
    person,
    name,
    title,
    words: sum(tallies, ({ words }) => words),
    messages: sum(tallies, ({ messages }) => messages),
    atOnce: sum(tallies, ({ atOnce }) => atOnce),
    busiest: { day, messages, atOnce },
  };
}

function dayLoads(byPerson: readonly ReadonlyMap<string, Tally>[]): DayLoad[] {
  const days = new Map<string, Tally[]>();
  for (const person of byPerson)
    for (const [day, tallied] of person) {
      const all = days.get(day);
      if (all) all.push(tallied);
      else days.set(day, [tallied]);
    }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, tallies]) => {
      // What came after midnight into a digest begun before it is no message of this day.
      const counts = tallies
        .map(({ atOnce, ordinary }) => atOnce + ordinary)
        .filter((count) => count > 0)
        .sort((a, b) => a - b);
      return {
        day,
        words: sum(tallies, ({ words }) => words),
        messages: sum(counts, (one) => one),
        atOnce: sum(tallies, ({ atOnce }) => atOnce),
        people: counts.length,
        median: median(counts),
        most: counts.at(-1) ?? 0,
      };
    });
}

function busiestMinute(words: readonly SaidWord[]): Load['busiestMinute'] {
  const minutes = new Map<number, number>();
  for (const { event } of words) {
    const minute = Math.floor(event.owedAt / 60_000) * 60_000;
    minutes.set(minute, (minutes.get(minute) ?? 0) + event.to.length);
  }
  const most = greatest([...minutes], ([, count]) => count);
  return most && { at: most[0] as EpochMs, words: most[1] };
}

/** The first of those for which `size` is greatest; null of none. */
function greatest<Thing>(things: readonly Thing[], size: (thing: Thing) => number): Thing | null {
  let most: Thing | null = null;
  for (const thing of things) if (most === null || size(thing) > size(most)) most = thing;
  return most;
}

const sum = <Thing>(things: readonly Thing[], of: (thing: Thing) => number): number =>
  things.reduce((total, thing) => total + of(thing), 0);

/** Of numbers in ascending order. */
function median(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}
