import type { Calendar } from '../engine/calendar.js';
import { groupedBy } from '../engine/grouped.js';
import type { EpochMs, Post } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';

/** Who holds which post on which day. */
export interface Offices {
  /** The persons on a post on the day of an instant, each once. */
  on(post: Post, at: EpochMs): readonly string[];
  /** Whether the post is held on every day there is: the usual case, asked for very often. */
  isAlwaysHeld(post: Post): boolean;
}

/** The offices of a season by its posts.csv. Days are those of the plan's zone. */
export function officesOf(holders: readonly PostHolder[], calendar: Calendar): Offices {
  const byPost = groupedBy(holders, ({ post }) => post);
  const always = new Set(
    holders.filter(({ from, to }) => from === '' && to === '').map(({ post }) => post),
  );
  // Few distinct instants, very many duties; formatting a date costs 20 µs.
  const days = new Map<EpochMs, string>();
  const dayOf = (at: EpochMs): string => {
    const day = days.get(at) ?? calendar.dateOf(at);
    days.set(at, day);
    return day;
  };
  return {
    on(post, at) {
      const rows = byPost.get(post) ?? [];
      const day = rows.some(({ from, to }) => from !== '' || to !== '') ? dayOf(at) : '';
      const there = rows.filter(
        ({ from, to }) => (from === '' || from <= day) && (to === '' || day <= to),
      );
      return [...new Set(there.map(({ person }) => person))];
    },
    isAlwaysHeld: (post) => always.has(post),
  };
}
