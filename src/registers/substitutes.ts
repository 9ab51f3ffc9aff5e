import { naturally, unitOfPost } from '../engine/tree.js';
import { overlap, type Hours } from './hours.js';
import type { Engagement } from './engagement.js';

/** Somebody who might step in: where he serves now. */
export interface Reserve {
  readonly person: string;
  readonly name: string;
  /** A post that he holds. */
  readonly post: string;
}

/** No list of stand-ins is longer: it is read on an exam day. */
const MOST_SUBSTITUTES = 5;

/**
 * Who can lawfully step in at a unit for these hours: eligible, free, the nearest first, each person once. `mayHold`
 * says who is eligible; it is asked of the nearest only, until there are enough.
 */
export function substitutesFor(
  { post, hours, except }: { post: string; hours: readonly Hours[]; except: ReadonlySet<string> },
  pool: readonly Reserve[],
  busy: (person: string) => readonly Engagement[],
  mayHold: (person: string) => boolean,
): Reserve[] {
  const unit = unitOfPost(post);
  const found: Reserve[] = [];
  const seen = new Set(except);
  for (const reserve of nearestFirst(pool, unit)) {
    if (found.length === MOST_SUBSTITUTES) break;
    if (seen.has(reserve.person)) continue;
    seen.add(reserve.person);
    const isFree = !busy(reserve.person).some(
      (one) => one.place !== unit && hours.some((hour) => overlap(one, hour)),
    );
    if (isFree && mayHold(reserve.person)) found.push(reserve);
  }
  return found;
}

/** Those at the same unit first, then by how far theirs is through the tree; in one order, however they come. */
export const nearestFirst = (pool: readonly Reserve[], unit: string): Reserve[] =>
  pool
    .map((reserve) => ({ reserve, far: distance(unit, unitOfPost(reserve.post)) }))
    .sort(
      (a, b) =>
        a.far - b.far ||
        naturally(a.reserve.post, b.reserve.post) ||
        naturally(a.reserve.person, b.reserve.person),
    )
    .map(({ reserve: { person, name, post } }) => ({ person, name, post }));

/** Steps from one unit to the other through the tree. */
function distance(from: string, to: string): number {
  const [a, b] = [from.split('/'), to.split('/')];
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared += 1;
  return a.length + b.length - 2 * shared;
}
