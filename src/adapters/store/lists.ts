import type { Kysely } from 'kysely';
import {
  countQuery,
  keysQuery,
  type KeyWish,
  orderOf,
  prepared,
  type Prepared,
} from './list-keys.js';
import { isBefore, type Segment, segmentsOf } from './list-segments.js';
import type { DutyOrder, DutyPage, DutyQuery, Place } from './list-types.js';
import type { Tables } from './schema.js';
import { talliesOn } from './tally.js';
import type { DutyView } from './types.js';
import { toView, viewsOf } from './views.js';

/** Lists of duties, read from the board; on a file by a reader beside the writer. */
export const listsOn = (db: Kysely<Tables>) => ({
  page: (query: DutyQuery, order: DutyOrder, after: Place | null, limit: number) =>
    page(db, query, order, after, limit),
  /** How many rows all pages have together. */
  count: (query: DutyQuery) => count(db, query),
  /** Every row, part by part. */
  all: (query: DutyQuery, order: DutyOrder) => all(db, query, order),
  /** A season's duties by how they stand and how far they have climbed. */
  tally: talliesOn(db),
});

/**
 * The rows behind a place of the list. Places are keys, not numbers: whatever changes in between, no unchanged
 * row is left out or comes twice.
 */
async function page(
  db: Kysely<Tables>,
  query: DutyQuery,
  order: DutyOrder,
  after: Place | null,
  limit: number,
): Promise<DutyPage> {
  const from = await prepared(db, query);
  const rows: DutyView[] = [];
  let last: Place | null = null;
  for (const { segment, key } of await left(db, from, order, after)) {
    const wish = { segment, key, isDescending: order.isDescending };
    // One more than is shown tells whether this is the last page.
    const found = await viewsIn(db, from, { ...wish, limit: limit + 1 - rows.length });
    for (const view of found) {
      if (rows.length === limit) return { rows, next: last };
      rows.push(view);
      last = { segment: segment.name, key: segment.keyOf(view) };
    }
  }
  return { rows, next: null };
}

interface Left {
  readonly segment: Segment;
  /** Null: from its beginning. */
  readonly key: Place['key'] | null;
}

/** The segments behind a place, the first of them perhaps in part. */
async function left(
  db: Kysely<Tables>,
  { query, steps }: Prepared,
  order: DutyOrder,
  after: Place | null,
): Promise<readonly Left[]> {
  const all = await segmentsOf(db, query, order);
  const meant = steps && new Set(steps.meant.map(({ step }) => step));
  const wanted =
    meant === null || order.sort !== 'title'
      ? all
      : all.filter(({ name: [, step] }) => step !== undefined && meant.has(step));
  const inTurn = order.isDescending ? [...wanted].reverse() : wanted;
  if (after === null) return inTurn.map((segment) => ({ segment, key: null }));
  return inTurn.flatMap((segment): Left[] => {
    const isEarlier = isBefore(order, segment.name, after.segment);
    const isLater = isBefore(order, after.segment, segment.name);
    if (!isEarlier && !isLater) return [{ segment, key: after.key }];
    return isEarlier === order.isDescending ? [{ segment, key: null }] : [];
  });
}

async function viewsIn(
  db: Kysely<Tables>,
  from: Prepared,
  wish: KeyWish,
): Promise<readonly DutyView[]> {
  const keys = keysQuery(db, from, wish);
  const rows = await viewsOf(db, keys).orderBy(orderOf(wish)).execute();
  return rows.map(toView);
}

async function count(db: Kysely<Tables>, query: DutyQuery): Promise<number> {
  const from = await prepared(db, query);
  const { rows } = await countQuery(db, from).execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Asked for page by page: what is read in one go would keep everybody else waiting, and on a file keep its log from
 * being copied back. Each row is as it stood when its page was read.
 */
async function* all(
  db: Kysely<Tables>,
  query: DutyQuery,
  order: DutyOrder,
): AsyncGenerator<readonly DutyView[]> {
  let after: Place | null = null;
  do {
    const { rows, next }: DutyPage = await page(db, query, order, after, ROWS_A_PART);
    if (rows.length > 0) yield rows;
    after = next;
  } while (after !== null);
}

/** On a file a few milliseconds' work. */
const ROWS_A_PART = 250;
