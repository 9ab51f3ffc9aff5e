import type { Hours } from './hours.js';

/** Somebody, or a device, that is taken up at a place for a time: `fromAt` ≤ t < `untilAt`. */
export interface Busy extends Hours {
  /** Id of the person or device. */
  readonly subject: string;
  /** Path of a unit. The same path is the same place in every season. */
  readonly place: string;
}

/** Two that cannot both be: the same subject, hours that overlap, different places. `fromAt` and `untilAt` bound the hours they share. */
export interface Clash<T extends Busy> extends Hours {
  readonly a: T;
  readonly b: T;
}

/**
 * Every pair that clashes, each once, by subject and time. Several posts at one unit never clash, nor does what
 * merely touches. O(n log n + pairs): what has ended is dropped, and what is at the same place is not looked at.
 */
export function clashesIn<T extends Busy>(items: readonly T[]): Clash<T>[] {
  const bySubject = new Map<string, T[]>();
  for (const item of items) {
    if (item.untilAt <= item.fromAt) continue;
    const own = bySubject.get(item.subject);
    if (own) own.push(item);
    else bySubject.set(item.subject, [item]);
  }
  const found: Clash<T>[] = [];
  // Nearly everybody is at one place only.
  for (const own of bySubject.values())
    if (own.some(({ place }) => place !== own[0]?.place)) sweep(own, found);
  return found.sort(inOrder);
}

function sweep<T extends Busy>(own: T[], found: Clash<T>[]): void {
  own.sort((a, b) => a.fromAt - b.fromAt);
  const active = new Map<string, T[]>();
  for (const item of own) {
    for (const [place, there] of active) {
      if (place === item.place) continue;
      const going = there.filter(({ untilAt }) => untilAt > item.fromAt);
      for (const other of going) found.push(clashOf(other, item));
      if (going.length > 0) active.set(place, going);
      else active.delete(place);
    }
    const here = active.get(item.place);
    if (here) here.push(item);
    else active.set(item.place, [item]);
  }
}

/** The pair in one order, whichever was looked at first. */
function clashOf<T extends Busy>(one: T, other: T): Clash<T> {
  const isFirst =
    one.fromAt < other.fromAt || (one.fromAt === other.fromAt && one.place < other.place);
  const [a, b] = isFirst ? [one, other] : [other, one];
  return {
    ...{ a, b, fromAt: Math.max(a.fromAt, b.fromAt) },
    untilAt: Math.min(a.untilAt, b.untilAt),
  };
}

function inOrder<T extends Busy>(one: Clash<T>, other: Clash<T>): number {
  return (
    compare(one.a.subject, other.a.subject) ||
    one.fromAt - other.fromAt ||
    one.untilAt - other.untilAt ||
    compare(one.a.place, other.a.place) ||
    compare(one.b.place, other.b.place) ||
    one.a.fromAt - other.a.fromAt ||
    one.b.fromAt - other.b.fromAt ||
    one.a.untilAt - other.a.untilAt ||
    one.b.untilAt - other.b.untilAt
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
