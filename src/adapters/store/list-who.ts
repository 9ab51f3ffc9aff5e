import { type RawBuilder, sql } from 'kysely';
import type { DutyQuery } from './list-types.js';

/** By whom duties are picked out: each an index's own question, any of them is enough. */
export type Whose = readonly RawBuilder<unknown>[];

/** The query's questions by person or body, the one that names fewest rows first. */
export function whoseIn({ posts, department, reach }: DutyQuery): readonly Whose[] {
  return [
    ...(posts === undefined ? [] : [heldBy(posts)]),
    ...(department === undefined ? [] : [ofDepartment(department)]),
    ...(reach === undefined ? [] : [[...reach.bodies.flatMap(ofBody), ...heldBy(reach.posts)]]),
  ];
}

/** The names of all rows that one of the questions means, each once. */
export const keysOf = (season: string, whose: Whose): RawBuilder<unknown> =>
  sql.join(
    or(whose).map(
      (one) =>
        sql`select board.path, board.duty from board where board.season = ${season} and ${one}`,
    ),
    sql` union `,
  );

/** Whether a row is one of them. */
export const isOf = (whose: Whose): RawBuilder<unknown> => sql`(${sql.join(or(whose), sql` or `)})`;

const or = (whose: Whose): Whose => (whose.length === 0 ? [sql`1 = 0`] : whose);

const POSTS = ['doer', 'answerable'].map((name) => sql.raw(`board.${name}`));

const heldBy = (posts: readonly string[]): Whose =>
  posts.length === 0 ? [] : POSTS.map((post) => sql`${post} in (${sql.join([...posts])})`);

/** What it owes itself, and what its posts do or answer for at other units. */
const ofDepartment = (path: string): Whose => [
  sql`board.path = ${path}`,
  ...POSTS.map((post) => ownPosts(post, path)),
];

/** The same of a unit and all below it. */
const ofBody = (path: string): Whose => [
  sql`board.path = ${path}`,
  sql`board.path >= ${`${path}/`} and board.path < ${`${path}0`}`,
  ...POSTS.flatMap((post) => [
    ownPosts(post, path),
    sql`${post} >= ${`${path}/`} and ${post} < ${`${path}0`}`,
  ]),
];

/** Posts are `<unit path>#<role>`; `$` is the character after `#`. */
const ownPosts = (post: RawBuilder<unknown>, path: string): RawBuilder<unknown> =>
  sql`${post} >= ${`${path}#`} and ${post} < ${`${path}$`}`;
