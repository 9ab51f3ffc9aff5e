import type { Season } from '../adapters/store/types.js';
import { calendarOf } from '../engine/calendar.js';
import type { EpochMs, Post } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';
import type { Parts } from './service.js';

export interface Person {
  readonly post: Post;
  readonly name: string | null;
  readonly title: string | null;
}

/** Who holds these posts on the day of an instant. */
export async function personsOn(
  parts: Pick<Parts, 'store'>,
  season: Season,
  posts: readonly Post[],
  at: EpochMs,
): Promise<(post: Post) => Person> {
  const day = calendarOf(season.timezone).dateOf(at);
  const holders = await parts.store.holders(season.id, [...new Set(posts)], day);
  const byPost = new Map<string, PostHolder>();
  for (const holder of holders) if (!byPost.has(holder.post)) byPost.set(holder.post, holder);
  return (post) => {
    const holder = byPost.get(post);
    return { post, name: holder?.name ?? null, title: holder?.title ?? null };
  };
}
