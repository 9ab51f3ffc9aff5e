import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Status } from '../../engine/model.js';
import type { Index, Segment } from './list-segments.js';
import { stepsMeant, type TitledStep } from './list-steps.js';
import type { DutyQuery } from './list-types.js';
import { locksRows } from './postgres.js';
import type { Db } from './schema.js';

/** A query with all that must be known before the board is read. */
export interface Prepared {
  readonly query: DutyQuery;
  /** Null: of all steps. */
  readonly steps: readonly TitledStep[] | null;
  /** So few units that going through all of their duties costs least. */
  readonly isNarrow: boolean;
}

// With 60 duties each a few milliseconds; more are read in the order of an index.
const FEW_UNITS = 100;
// Beyond this the list of steps is longer than a look at each row's title is dear.
const MOST_STEPS = 2_000;

export async function prepared(db: Db, query: DutyQuery): Promise<Prepared> {
  return {
    query,
    steps: await stepsMeant(db, query),
    isNarrow: query.under !== undefined && (await isNarrow(db, query.season, query.under)),
  };
}

async function isNarrow(db: Db, season: string, under: string): Promise<boolean> {
  const rows = await db
    .selectFrom('units')
    .select('path')
    .where('season', '=', season)
    .where('path', '>=', under)
    .where('path', '<', `${under}0`)
    .limit(FEW_UNITS)
    .execute();
  return rows.length < FEW_UNITS;
}

/** Names of at most `limit` rows, in the order of the segment, behind `key`. */
export interface KeyWish {
  readonly segment: Segment;
  readonly key: readonly (string | number)[] | null;
  readonly isDescending: boolean;
  readonly limit: number;
}

/** Selects season, path and duty, so that only rows which are shown are fetched whole. */
export function keysQuery(db: Db, from: Prepared, wish: KeyWish): RawBuilder<unknown> {
  const { segment } = wish;
  const [one, ...more] = segment.statuses ?? [];
  const isMerged = one !== undefined && indexFor(from, segment.index) === 'board_due';
  if (!isMerged) return oneRun(db, from, wish, segment.statuses);
  if (more.length === 0) return oneRun(db, from, wish, [one]);
  // Each run stands in the index in order; of each no more than the whole page is needed.
  const runs = [one, ...more].map(
    (status) => sql`select * from (${oneRun(db, from, wish, [status])}) as run`,
  );
  return sql`select * from (${sql.join(runs, sql` union all `)}) as board
    order by ${orderOf(wish)} limit ${sql.lit(wish.limit)}`;
}

/** How many rows there are in all. */
export const countQuery = (db: Db, from: Prepared): RawBuilder<{ readonly count: number }> =>
  sql`select count(*) as count from ${sourceOf(db, from, indexFor(from, 'board_due'))}
    where ${sql.join(conditions(from, from.query.status ?? null), sql` and `)}`;

/** The order of a segment as a list of columns. */
export const orderOf = ({ segment, isDescending }: Omit<KeyWish, 'key' | 'limit'>) =>
  sql.join(segment.columns.map((one) => (isDescending ? sql`${one} desc` : one)));

function oneRun(
  db: Db,
  from: Prepared,
  wish: KeyWish,
  statuses: readonly Status[] | null,
): RawBuilder<unknown> {
  const { segment, key, isDescending, limit } = wish;
  const where = conditions(from, statuses ?? from.query.status ?? null);
  if (segment.where) where.push(sql`${segment.where}`);
  if (key) {
    const behind = isDescending ? sql`<` : sql`>`;
    where.push(sql`(${sql.join(segment.columns)}) ${behind} (${sql.join(key.map(literal))})`);
  }
  return sql`select board.season, board.path, board.duty, board.due_at
    from ${sourceOf(db, from, indexFor(from, segment.index))}
    where ${sql.join(where, sql` and `)}
    order by ${orderOf(wish)} limit ${sql.lit(limit)}`;
}

// A number without a declared type is text to PostgreSQL where it stands in an expression.
const literal = (value: string | number) =>
  typeof value === 'number' ? sql.lit(value) : sql`${value}`;

/** By posts: the rows named by their indexes. Else what narrows most, else what has the order already. */
function indexFor({ query, isNarrow: narrow }: Prepared, index: Index): Index | 'posts' {
  if (query.posts !== undefined || query.department !== undefined) return 'posts';
  if (narrow) return 'key';
  return query.overdueAt === undefined ? index : 'board_late';
}

/** SQLite keeps no figures about its rows and would guess; PostgreSQL does, and knows. */
function sourceOf(db: Db, from: Prepared, index: Index | 'posts'): RawBuilder<unknown> {
  if (index === 'posts') return sql`(${postKeys(from.query)}) as mine cross join board`;
  if (locksRows(db)) return sql`board`;
  return index === 'key' ? sql`board not indexed` : sql`board indexed by ${sql.ref(index)}`;
}

function postKeys({ season, posts, department }: DutyQuery): RawBuilder<unknown> {
  const keys = (where: RawBuilder<unknown>) =>
    sql`select path, duty from board where season = ${season} and ${where}`;
  const runs: RawBuilder<unknown>[] = [];
  for (const post of ['doer', 'answerable'].map((name) => sql.raw(name))) {
    if (posts !== undefined)
      runs.push(keys(posts.length === 0 ? sql`1 = 0` : sql`${post} in (${sql.join(posts)})`));
    // Posts are `<unit path>#<role>`; `$` is the character after `#`.
    if (posts === undefined)
      runs.push(keys(sql`${post} >= ${`${department}#`} and ${post} < ${`${department}$`}`));
  }
  if (posts === undefined) runs.push(keys(sql`path = ${department}`));
  return sql.join(runs, sql` union `);
}

function conditions(from: Prepared, statuses: readonly Status[] | null): RawBuilder<unknown>[] {
  const { query, steps } = from;
  const { season, under, department, posts, step, level, kind, overdueAt, dueFrom, dueTo } = query;
  const all: RawBuilder<unknown>[] = [sql`board.season = ${season}`];
  if (posts !== undefined || department !== undefined)
    all.push(sql`board.path = mine.path and board.duty = mine.duty`);
  if (posts !== undefined && department !== undefined) all.push(concerns(department));
  // One range that an index serves, without those whose names only begin alike.
  if (under !== undefined)
    all.push(
      sql`board.path >= ${under} and board.path < ${`${under}0`}`,
      sql`(board.path = ${under} or board.path >= ${`${under}/`})`,
    );
  if (step !== undefined) all.push(sql`board.step = ${step}`);
  if (steps !== null) all.push(ofSteps(query, steps));
  if (statuses !== null) all.push(isIn('status', statuses));
  if (kind !== undefined) all.push(isIn('kind', kind));
  if (level !== undefined) all.push(sql`board.level = ${level}`);
  if (overdueAt !== undefined) all.push(sql`board.late_at <= ${overdueAt}`);
  if (dueFrom !== undefined) all.push(sql`board.due_at >= ${dueFrom}`);
  if (dueTo !== undefined) all.push(sql`board.due_at < ${dueTo}`);
  return all;
}

const isIn = (name: 'status' | 'kind', values: readonly string[]): RawBuilder<SqlBool> =>
  values.length === 0 ? sql`1 = 0` : sql`${sql.raw(`board.${name}`)} in (${sql.join([...values])})`;

/** What the department owes itself, and what its posts do or answer for at other units. */
const concerns = (department: string): RawBuilder<SqlBool> => {
  const [from, to] = [`${department}#`, `${department}$`];
  return sql`(board.path = ${department} or (board.doer >= ${from} and board.doer < ${to})
    or (board.answerable >= ${from} and board.answerable < ${to}))`;
};

function ofSteps({ text }: DutyQuery, steps: readonly TitledStep[]): RawBuilder<unknown> {
  const ids = [...new Set(steps.map(({ step }) => step))];
  const planned = steps.filter(({ isAdded }) => !isAdded).map(({ step }) => step);
  const isOneOf = (names: readonly string[]) =>
    names.length === 0 ? sql`1 = 0` : sql`board.step in (${sql.join([...names])})`;
  if (ids.length === planned.length) return sql`${isOneOf(ids)} and board.title is null`;
  const said = sql`${contained(text ?? '')}`;
  return ids.length > MOST_STEPS
    ? sql`(${isOneOf(planned)} and board.title is null or ${said})`
    : sql`${isOneOf(ids)} and (board.title is null and ${isOneOf(planned)} or ${said})`;
}

const contained = (text: string) =>
  sql`board.title is not null and lower(board.title) like ${`%${escaped(text)}%`} escape '\\'`;

const escaped = (text: string): string => text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&');
