import type { Season } from '../adapters/store/types.js';
import type { EpochMs, Post } from '../engine/model.js';
import { onDuty, type OnDuty, type OnDutyStore } from './courier/on-duty.js';

export interface Person {
  readonly post: Post;
  readonly name: string | null;
  readonly title: string | null;
  /** The name of the one in whose place he serves (代). */
  readonly insteadOf?: string;
}

/** Who serves on these posts at an instant: who is on shift, holds them, or stands in. */
export async function personsOn(
  parts: { readonly store: OnDutyStore },
  season: Season,
  posts: readonly Post[],
  at: EpochMs,
): Promise<(post: Post) => Person> {
  const serving = await onDuty(parts, season, posts, at);
  return (post) => personOf(post, serving(post));
}

/** As lists show him; nobody on the post: without a name. */
export function personOf(post: Post, one: OnDuty | null): Person {
  const { name = null, title = null, forName } = one ?? {};
  return { post, name, title, ...(forName !== undefined && { insteadOf: forName }) };
}
