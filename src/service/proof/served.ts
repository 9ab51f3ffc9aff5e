import type { Season } from '../../adapters/store/types.js';
import { calendarOf } from '../../engine/calendar.js';
import { groupedBy } from '../../engine/grouped.js';
import type { EpochMs, Post } from '../../engine/model.js';
import { onDuty } from '../courier/on-duty.js';
import { holdersOf } from '../holders.js';
import type { ProofParts } from './proof.js';

/** A post that a word was for, at the instant at which it was said. */
export interface Wanted {
  readonly post: Post;
  readonly at: EpochMs;
}

export type Served = (wanted: readonly Wanted[]) => Promise<(one: Wanted) => boolean>;

/**
 * On which posts somebody served when a word was said, as the courier asks. A post with a holder is served, be it by another
 * in his place; of the others it is asked who was on shift, and who was named to stand in.
 */
export async function servedIn(parts: ProofParts, season: Season): Promise<Served> {
  const { posts = [] } = (await parts.store.planVersion(season.id)) ?? {};
  const holderOn = holdersOf(posts);
  const { dateOf } = calendarOf(season.timezone);
  const isHeld = ({ post, at }: Wanted): boolean => holderOn(post, dateOf(at)) !== null;
  return async (wanted) => {
    const vacant = wanted.filter((one) => !isHeld(one));
    const served = await servedOtherwise(parts, season, vacant);
    return (one) => isHeld(one) || served(one);
  };
}

async function servedOtherwise(
  parts: ProofParts,
  season: Season,
  wanted: readonly Wanted[],
): Promise<(one: Wanted) => boolean> {
  const served = new Set<string>();
  for (const [at, some] of groupedBy(wanted, (one) => one.at)) {
    const posts = new Set(some.map(({ post }) => post));
    const serving = await onDuty(parts, season, [...posts], at);
    for (const post of posts) if (serving(post) !== null) served.add(`${at} ${post}`);
  }
  return ({ post, at }) => served.has(`${at} ${post}`);
}
