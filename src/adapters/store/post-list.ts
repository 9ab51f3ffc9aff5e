import type { PostHolder, Title } from '../../engine/season-plan.js';
import type { Db } from './schema.js';

/** Which posts of a season are asked for; what is left out does not narrow. */
export interface PostQuery {
  readonly season: string;
  /** This unit and all below it. */
  readonly under?: string;
  /** Id of a person: the posts that he holds, has held or will hold. */
  readonly person?: string;
  /** The post behind which to begin. */
  readonly after?: string;
  readonly limit: number;
}

/** A post with all who hold it at any time of the season, by the first day and by name. */
export interface PostHeld {
  readonly post: string;
  readonly path: string;
  readonly unitTitle: Title;
  readonly holders: readonly PostHolder[];
}

/** Posts in their order; a page begins behind the last post of the one before. */
export async function postPage(db: Db, query: PostQuery): Promise<readonly PostHeld[]> {
  const posts = await postsOf(db, query);
  if (posts.length === 0) return [];
  const rows = await db
    .selectFrom('post_holders')
    .selectAll()
    .where('season', '=', query.season)
    .where('post', 'in', posts)
    .orderBy('post')
    .orderBy('from_day')
    .orderBy('person')
    .execute();
  const byPost = new Map<string, PostHolder[]>(posts.map((post) => [post, []]));
  for (const { post, person, name, title, from_day: from, to_day: to } of rows)
    byPost.get(post)?.push({ post, person, name, title, from, to });
  const titles = await titlesOf(db, query.season, posts.map(unitOf));
  return [...byPost].map(([post, holders]) => {
    const path = unitOf(post);
    return { post, path, unitTitle: titles.get(path) ?? { zh: path, en: path }, holders };
  });
}

/** `<unit>#<role>` */
const unitOf = (post: string): string => post.split('#')[0] ?? post;

async function titlesOf(db: Db, season: string, paths: readonly string[]) {
  const rows = await db
    .selectFrom('units')
    .select(['path', 'title_zh', 'title_en'])
    .where('season', '=', season)
    .where('path', 'in', [...new Set(paths)])
    .execute();
  return new Map(rows.map(({ path, title_zh: zh, title_en: en }) => [path, { zh, en }]));
}

async function postsOf(db: Db, { season, under, person, after, limit }: PostQuery) {
  let query = db
    .selectFrom('post_holders')
    .select('post')
    .distinct()
    .where('season', '=', season)
    .orderBy('post')
    .limit(limit);
  if (after !== undefined) query = query.where('post', '>', after);
  if (person !== undefined) query = query.where('person', '=', person);
  // `<unit>#<role>`: `$` comes after `#`, and `0` after `/`.
  if (under !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb.and([eb('post', '>=', `${under}#`), eb('post', '<', `${under}$`)]),
        eb.and([eb('post', '>=', `${under}/`), eb('post', '<', `${under}0`)]),
      ]),
    );
  return (await query.execute()).map(({ post }) => post);
}
