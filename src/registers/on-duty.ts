import type { PostHolder } from '../engine/season-plan.js';
import { servingFor, type Shift, type StandIn } from './engagement.js';

/** Somebody who serves on a post at an instant, and why it is he. */
export interface Serving {
  readonly person: string;
  readonly as: 'shift' | 'stand-in' | 'holder' | 'deputy' | 'on-shift';
  /** Whom he deputizes (副职). */
  readonly deputyOf?: string;
  /** In whose place he serves (顶岗). */
  readonly for?: string;
}

/** What is known of a post at an instant. */
export interface PostNow {
  readonly post: string;
  readonly at: number;
  /** Those in office that day; the first by id is the post's own, the others deputies. */
  readonly holders: readonly PostHolder[];
  /** Whoever stands in, for the post or for one of its holders; the last named last. */
  readonly standIns: readonly StandIn[];
  /** Those of the watches that the post owes which the instant lies in. */
  readonly shifts: readonly Shift[];
}

/**
 * Who is to be told what a post is owed, and whom to try next: the leading officer of the shift, whoever stands in for the
 * post, its holders – each by whoever serves in his place –, and who else is on shift. Each person once.
 */
export function servingOn({ post, at, holders, standIns, shifts }: PostNow): Serving[] {
  const hours = { fromAt: at, untilAt: at + 1 };
  const now = standIns.filter(({ fromAt, untilAt }) => fromAt <= at && at < untilAt);
  const [own, ...others] = [...holders].sort((a, b) => (a.person < b.person ? -1 : 1));
  const named = now.filter((one) => one.absent === undefined && one.post === post).reverse();
  const byName = named.map(({ person }): Serving => {
    return { person, as: 'stand-in', ...(own && own.person !== person && { for: own.person }) };
  });
  const inOffice = [own, ...others].flatMap((holder, n): Serving[] => {
    if (!holder) return [];
    const person = servingFor(now, post, holder.person, hours);
    const deputy = n > 0 && own ? { deputyOf: own.person } : {};
    if (person !== holder.person)
      return [{ person, as: 'stand-in', for: holder.person, ...deputy }];
    return [{ person, as: n === 0 ? 'holder' : 'deputy', ...deputy }];
  });
  // Whoever is replaced as the only one there is, is away.
  const remaining = named.length > 0 && others.length === 0 ? [] : inOffice;
  const onShift = (role: Shift['role'], as: Serving['as']): Serving[] =>
    shifts
      .filter((one) => one.role === role)
      .map(({ person, absent }) => ({ person, as, ...(absent !== undefined && { for: absent }) }));
  return once([
    ...onShift('head', 'shift'),
    ...byName,
    ...remaining,
    ...onShift('member', 'on-shift'),
  ]);
}

function once(all: readonly Serving[]): Serving[] {
  const known = new Set<string>();
  return all.filter(({ person }) => !known.has(person) && known.add(person));
}
