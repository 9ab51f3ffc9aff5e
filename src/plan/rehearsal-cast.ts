import { type Calendar, calendarOf } from '../engine/calendar.js';
import type { Post } from '../engine/model.js';
import type { PostHolder, SeasonPlan } from '../engine/season-plan.js';

/** Who plays in a rehearsal: the season, and the persons by post. Made once, used for every unit. */
export interface Cast {
  readonly plan: SeasonPlan;
  readonly calendar: Calendar;
  /** Ids of the persons on each post, in the order of posts.csv. */
  readonly holders: ReadonlyMap<Post, readonly string[]>;
}

/** Gathers the persons of a season for `buildScript`. */
export function castOf(plan: SeasonPlan, posts: readonly PostHolder[]): Cast {
  const holders = new Map<Post, string[]>();
  for (const { post, person } of posts) holders.set(post, [...(holders.get(post) ?? []), person]);
  return { plan, calendar: calendarOf(plan.timezone), holders };
}

/** The first on the post who is not among `except`; the post itself where nobody else is. */
export function personOn({ holders }: Cast, post: Post, except: readonly string[] = []): string {
  return (holders.get(post) ?? []).find((person) => !except.includes(person)) ?? post;
}
