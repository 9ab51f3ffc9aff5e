import { calendarOf } from '../../engine/calendar.js';
import type { Title } from '../../engine/season-plan.js';
import { maskName } from '../../policy/mask.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';

export interface PostWish {
  /** This unit and all below it. */
  readonly under?: string;
  /** Id of a person: only what he holds on the day. */
  readonly person?: string;
  /** `YYYY-MM-DD`; none: the season's today. */
  readonly day?: string;
  /** The post behind which to begin: `next` of the page before. */
  readonly after?: string;
  /** 1 to 500. */
  readonly limit?: number;
}

export interface PostLine {
  readonly post: string;
  readonly path: string;
  readonly unitTitle: Title;
  /** Who holds it on the day; nobody: it is vacant. */
  readonly holders: readonly Holder[];
}

interface Holder {
  /** Null: not for whoever asks, and the name is masked. */
  readonly person: string | null;
  readonly name: string;
  readonly title: string;
  /** `YYYY-MM-DD`, inclusive; empty: always. */
  readonly from: string;
  readonly to: string;
}

export interface PostList {
  readonly season: string;
  /** `YYYY-MM-DD` in the season's zone. */
  readonly day: string;
  readonly posts: readonly PostLine[];
  /** The post behind which the next page begins; null: this is the last one. */
  readonly next: string | null;
}

const USUAL_POSTS = 100;
const MOST_POSTS = 500;

/** A page of the posts of a season and who holds them on a day; those that nobody holds then are vacant. */
export async function postList(
  parts: Pick<Parts, 'store' | 'now'>,
  id: string,
  { day: asked, limit = USUAL_POSTS, ...wish }: PostWish = {},
): Promise<PostList> {
  const season = await known(parts, id);
  const day = asked ?? calendarOf(season.timezone).dateOf(await planNow(parts, season));
  const most = Math.min(Math.max(1, limit), MOST_POSTS);
  const found = await parts.store.postPage({ season: id, ...wish, limit: most });
  const posts = found.map(({ holders, ...line }): PostLine => {
    const there = holders.filter(
      ({ from, to }) => (from === '' || from <= day) && (to === '' || day <= to),
    );
    return { ...line, holders: there.map(({ post: _, ...holder }) => holder) };
  });
  const holds = ({ holders }: PostLine) => holders.some(({ person }) => person === wish.person);
  return {
    ...{ season: id, day },
    posts: wish.person === undefined ? posts : posts.filter(holds),
    next: found.length === most ? (found.at(-1)?.post ?? null) : null,
  };
}

/**
 * The same for eyes that may not see everybody: a post of others is there, its name masked. Which posts one person
 * holds is said only where he may be seen, or the mask would be none.
 */
export function maskedPosts(
  list: PostList,
  { person }: PostWish,
  isSeen: (line: PostLine) => boolean,
): PostList {
  const posts = list.posts.flatMap((line): PostLine[] => {
    if (isSeen(line)) return [line];
    if (person !== undefined) return [];
    const holders = line.holders.map((one) => ({ ...one, person: null, name: maskName(one.name) }));
    return [{ ...line, holders }];
  });
  return { ...list, posts };
}
