import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Status } from '../../engine/model.js';
import type { ColumnOf, Index, Segment } from './list-segments.js';
import { stepsMeant, type StepsMeant } from './list-steps.js';
import type { DutyQuery } from './list-types.js';
import { isOf, keysOf, whoseIn } from './list-who.js';
import { locksRows } from './postgres.js';
import type { Db } from './schema.js';

/** A query with all that must be known before the board is read. */
export interface Prepared {
  readonly query: DutyQuery;
  /** Null: of all steps. */
  readonly steps: StepsMeant | null;
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
    (status) => sql`select * from (${oneRun(db, from, wish, [status], DUE)}) as run`,
  );
  return sql`select season, path, duty from (${sql.join(runs, sql` union all `)}) as board
    order by ${orderOf(wish)} limit ${sql.lit(wish.limit)}`;
}

/** How many rows there are in all. */
export const countQuery = (db: Db, from: Prepared): RawBuilder<{ readonly count: number }> =>
  sql`select count(*) as count from ${sourceOf(db, from, indexFor(from, 'board_due'))}
    where ${sql.join(conditions(from, from.query.status ?? null, plain), sql` and `)}`;

/** The order of a segment as a list of columns. */
export const orderOf = ({ segment, isDescending }: Omit<KeyWish, 'key' | 'limit'>) =>
  sql.join(segment.columns.map((one) => (isDescending ? sql`${one} desc` : one)));

// Only where runs are merged by it: asked for elsewhere, it would cost a look at every row.
const DUE = sql`, board.due_at`;

function oneRun(
  db: Db,
  from: Prepared,
  wish: KeyWish,
  statuses: readonly Status[] | null,
  more: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const { segment, key, isDescending, limit } = wish;
  const index = indexFor(from, segment.index);
  const of = index === 'key' && !locksRows(db) ? signed : plain;
  const where = conditions(from, statuses ?? from.query.status ?? null, of);
  if (of === signed) where.push(IN_NO_INDEX);
  if (segment.where) where.push(segment.where(of));
  if (key) {
    const behind = isDescending ? sql`<` : sql`>`;
    where.push(sql`(${sql.join(segment.columns)}) ${behind} (${sql.join(key.map(literal))})`);
  }
  return sql`select board.season, board.path, board.duty${more}
    from ${sourceOf(db, from, index)}
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
  if (query.reach !== undefined) return 'posts';
  return query.overdueAt === undefined ? index : 'board_late';
}

/** SQLite keeps no figures about its rows and would guess; PostgreSQL does, and knows. */
function sourceOf(db: Db, from: Prepared, index: Index | 'posts'): RawBuilder<unknown> {
  const [first] = whoseIn(from.query);
  if (index === 'posts' && first !== undefined)
    return sql`(${keysOf(from.query.season, first)}) as mine cross join board`;
  if (locksRows(db) || index === 'key') return sql`board`;
  return sql`board indexed by ${sql.ref(index)}`;
}

function conditions(
  from: Prepared,
  statuses: readonly Status[] | null,
  of: ColumnOf,
): RawBuilder<unknown>[] {
  const { query, steps } = from;
  const { season, under, step, level, kind, overdueAt, dueFrom, dueTo } = query;
  const whose = whoseIn(query);
  const isNamed = indexFor(from, 'key') === 'posts';
  const all: RawBuilder<unknown>[] = [sql`board.season = ${season}`];
  if (isNamed) all.push(sql`board.path = mine.path and board.duty = mine.duty`);
  all.push(...whose.slice(isNamed ? 1 : 0).map(isOf));
  // One range that an index serves, without those whose names only begin alike.
  if (under !== undefined)
    all.push(
      sql`board.path >= ${under} and board.path < ${`${under}0`}`,
      sql`(board.path = ${under} or board.path >= ${`${under}/`})`,
    );
  if (step !== undefined) all.push(sql`${of('step')} = ${step}`);
  if (steps !== null) all.push(ofSteps(query, steps, of));
  if (statuses !== null) all.push(isIn(of('status'), statuses));
  if (kind !== undefined) all.push(isIn(of('kind'), kind));
  if (level !== undefined) all.push(sql`${of('level')} = ${level}`);
  if (overdueAt !== undefined) all.push(sql`${of('late_at')} <= ${overdueAt}`);
  if (dueFrom !== undefined) all.push(sql`${of('due_at')} >= ${dueFrom}`);
  if (dueTo !== undefined) all.push(sql`${of('due_at')} < ${dueTo}`);
  return all;
}

/**
 * Going by unit and duty: a column with a sign before it invites SQLite to no other index, and one that stands in
 * none makes none of them enough.
 */
const signed: ColumnOf = (name) => sql.raw(`+board.${name}`);
const plain: ColumnOf = (name) => sql.raw(`board.${name}`);
const IN_NO_INDEX = sql`board.seq >= 0`;

const isIn = (column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<SqlBool> =>
  values.length === 0 ? sql`1 = 0` : sql`${column} in (${sql.join([...values])})`;

/** A title of its own is looked for only where there are any: they stand in the rows alone. */
function ofSteps({ text }: DutyQuery, { meant, hasAdded }: StepsMeant, of: ColumnOf) {
  const ids = [...new Set(meant.map(({ step }) => step))];
  if (text === undefined || !hasAdded) return isIn(of('step'), ids);
  const planned = meant.filter(({ isAdded }) => !isAdded).map(({ step }) => step);
  const byPlan = sql`board.title is null and ${isIn(of('step'), planned)}`;
  const byTitle = sql`board.title is not null and lower(board.title) like ${`%${escaped(text)}%`} escape '\\'`;
  const either = sql`(${byPlan} or ${byTitle})`;
  return ids.length > MOST_STEPS ? either : sql`${isIn(of('step'), ids)} and ${either}`;
}

const escaped = (text: string): string => text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&');
