import type { Target } from './actor.js';

/** Whether a unit is this one or lies below it; the empty path is above all. */
export const within = (path: string, unit: string): boolean =>
  unit === '' || path === unit || path.startsWith(`${unit}/`);

/**
 * Whether a body – a unit with all below it – owes the target or has a post in it. No body has a share in anything:
 * a right that should name one and does not reaches nothing.
 */
export function concerns({ path, posts = [] }: Target, body: string): boolean {
  if (body === '') return false;
  if (path !== undefined && within(path, body)) return true;
  return posts.some((post) => within(unitOf(post), body));
}

/** `<unit>#<role>` */
const unitOf = (post: string): string => post.slice(0, Math.max(post.indexOf('#'), 0));
