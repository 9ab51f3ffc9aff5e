import type { EpochMs, Post } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';
import type { Calendar } from '../engine/calendar.js';

/** Who holds a post on a day (`YYYY-MM-DD`), in the order of the list; words go to the first. */
export type Roster = (post: Post, day: string) => readonly PostHolder[];

/** The holders of every post, looked up by day. */
export function rosterOf(posts: readonly PostHolder[]): Roster {
  const byPost = new Map<Post, PostHolder[]>();
  for (const holder of posts) {
    const holders = byPost.get(holder.post);
    if (holders) holders.push(holder);
    else byPost.set(holder.post, [holder]);
  }
  return (post, day) => (byPost.get(post) ?? []).filter((holder) => isInOffice(holder, day));
}

/** Whether somebody holds his post on a day. */
export const isInOffice = ({ from, to }: PostHolder, day: string): boolean =>
  (from === '' || from <= day) && (to === '' || to >= day);

/** The day of an instant. A season has few distinct instants and very many words; formatting costs 20 µs. */
export function daysOf(calendar: Calendar): (at: EpochMs) => string {
  const known = new Map<EpochMs, string>();
  return (at) => {
    const day = known.get(at) ?? calendar.dateOf(at);
    known.set(at, day);
    return day;
  };
}
