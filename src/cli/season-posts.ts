import type { Command } from 'commander';
import type { Port } from '../service/port.js';
import type { PostLine, PostList, PostWish } from '../service/reads/posts.js';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { leaf } from './leaf.js';
import { daySaid } from './readings.js';
import { table, type Cell } from './table.js';

interface Options {
  readonly season?: string;
  readonly unit?: string;
  readonly person?: string;
  readonly day?: string;
}

/** `season posts`: which posts there are, who holds them on a day, and which are vacant. */
export function addPosts(season: Command, desk: Desk): void {
  const { t } = desk;
  leaf(season, 'posts', t.outgoing.posts, desk)
    .option('--season <id>', t.options.season)
    .option('--unit <path>', t.options.unit)
    .option('--person <id>', t.outgoing.person)
    .option('--day <day>', t.outgoing.day)
    .action((options: Options) =>
      desk.withService(async (service) => {
        const { id } = await seasonMeant(desk, service, options.season);
        const list = await wholeList(service, id, wishOf(desk, options));
        desk.answer(
          () => ({ season: id, day: list.day, posts: list.posts }),
          () => linesOf(desk, list),
        );
      }),
    );
}

const wishOf = (desk: Desk, { unit, person, day }: Options): PostWish => ({
  ...(unit !== undefined && { under: unit }),
  ...(person !== undefined && { person }),
  ...(day !== undefined && { day: daySaid(desk, '--day', day) }),
});

/** Page after page, as the service gives them. */
async function wholeList(service: Port, season: string, wish: PostWish): Promise<PostList> {
  const posts: PostLine[] = [];
  for (let after: string | null = null; ; ) {
    const list: PostList = await service.posts(season, {
      ...wish,
      limit: 500,
      ...(after && { after }),
    });
    posts.push(...list.posts);
    after = list.next;
    if (after === null) return { ...list, posts };
  }
}

function linesOf(desk: Desk, { posts, day }: PostList): string[] {
  const { t, paper } = desk;
  if (posts.length === 0) return [t.outgoing.noPosts];
  const { unit, post, holder, term } = t.outgoing.columns;
  return [
    ...table(
      [unit, post, holder, term],
      posts.flatMap((line) => rowsOf(desk, line)),
      paper,
    ),
    t.outgoing.holders(posts.length, day),
  ];
}

function rowsOf({ t, lang, paper }: Desk, { post, unitTitle, holders }: PostLine): Cell[][] {
  const head = [unitTitle[lang], post];
  if (holders.length === 0)
    return [[...head, { text: t.outgoing.vacant, style: paper.yellow }, '']];
  return holders.map(({ person, name, title, from, to }, n) => {
    const who = `${title === '' ? name : t.person(name, title)}${person === null ? '' : ` ${person}`}`;
    const { always, since, until, term } = t.outgoing;
    const when =
      from === '' ? (to === '' ? always : until(to)) : to === '' ? since(from) : term(from, to);
    return [...(n === 0 ? head : ['', '']), who, when];
  });
}
