import type { Post } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';

/** Who holds a post on a day (`YYYY-MM-DD`); of several the first by id, to whom its notices go. */
export function holdersOf(
  posts: readonly PostHolder[],
): (post: Post, day: string) => PostHolder | null {
  const byPost = new Map<Post, PostHolder[]>();
  for (const holder of [...posts].sort((a, b) => (a.person < b.person ? -1 : 1))) {
    const known = byPost.get(holder.post);
    if (known) known.push(holder);
    else byPost.set(holder.post, [holder]);
  }
  return (post, day) => byPost.get(post)?.find((holder) => isInOffice(holder, day)) ?? null;
}

const isInOffice = ({ from, to }: PostHolder, day: string): boolean =>
  (from === '' || from <= day) && (to === '' || to >= day);
