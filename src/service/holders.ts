import type { TakeOver } from '../adapters/store/take-overs.js';
import { groupedBy } from '../engine/grouped.js';
import type { Post } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';
import { servingFor } from '../registers/engagement.js';

/** Somebody who serves on a post at an instant, and in whose place, where it is not his own. */
export type Holding = PostHolder & { readonly insteadOf?: string };

/**
 * Who holds a post on a day (`YYYY-MM-DD`); of several the first by id, to whom its notices go. With an instant: who serves
 * in his place then.
 */
export function holdersOf(
  posts: readonly PostHolder[],
  takeOvers: readonly TakeOver[] = [],
): (post: Post, day: string, at?: number) => Holding | null {
  const sorted = [...posts].sort((a, b) => (a.person < b.person ? -1 : 1));
  const byPost = groupedBy(sorted, ({ post }) => post);
  return (post, day, at) => {
    const holder = byPost.get(post)?.find((one) => isInOffice(one, day)) ?? null;
    return holder && at !== undefined ? servedBy(holder, takeOvers, at) : holder;
  };
}

function servedBy(holder: PostHolder, takeOvers: readonly TakeOver[], at: number): Holding {
  if (takeOvers.length === 0) return holder;
  const hours = { fromAt: at, untilAt: at + 1 };
  const person = servingFor(takeOvers, holder.post, holder.person, hours);
  const found = takeOvers.find((one) => one.person === person && one.post === holder.post);
  if (person === holder.person || !found) return holder;
  const { name, title } = found;
  return { ...holder, person, name, title, insteadOf: holder.name };
}

const isInOffice = ({ from, to }: PostHolder, day: string): boolean =>
  (from === '' || from <= day) && (to === '' || to >= day);
