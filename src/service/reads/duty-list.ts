import type { DutyOrder, DutyQuery, DutySort } from '../../adapters/store/list-types.js';
export { DUTY_SORTS, STATUSES } from '../../adapters/store/list-types.js';
import type { DutyView, Season } from '../../adapters/store/types.js';
import type { EpochMs } from '../../engine/model.js';
import type { Lang } from '../../text/lang.js';
import { servedPosts } from '../courier/on-duty.js';
import { personsOn, type Person } from '../persons.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';
import { badCursor, cursorOf, questionOf, stopOf, type Stop } from './cursor.js';

/** What a list is asked for; of posts, those that a person holds today. */
export interface DutyWish extends Omit<DutyQuery, 'season' | 'overdueAt' | 'posts' | 'reach'> {
  /** None: of all seasons that are not closed, one after another. */
  readonly season?: string;
  /** Late now. */
  readonly isOverdue?: boolean;
  /** Id of a person: what he does or answers for. */
  readonly person?: string;
  /** What whoever asks may see at all of a season; said by the guard, never by a client. */
  readonly narrowed?: (season: string) => Promise<Pick<DutyQuery, 'under' | 'reach'>>;
}

export interface PageWish {
  readonly sort?: DutySort;
  readonly isDescending?: boolean;
  readonly lang?: Lang;
  /** Of the page before. */
  readonly cursor?: string;
  /** 1 to 500. */
  readonly limit?: number;
  /** Whether to say how many there are in all. */
  readonly isCounted?: boolean;
}

/** A duty with the persons behind its posts today. */
export interface DutyLine {
  readonly view: DutyView;
  /** Plan time at which this was asked. */
  readonly now: EpochMs;
  /** Null: not late. */
  readonly lateMs: number | null;
  readonly doer: readonly Person[];
  readonly told: readonly Person[];
  /** Whom a word about it did not reach. */
  readonly unreached: readonly Person[];
  readonly next: readonly Person[];
}

export interface SeasonAsked {
  readonly season: Season;
  readonly now: EpochMs;
}

export interface DutyList {
  readonly seasons: readonly SeasonAsked[];
  readonly lines: readonly DutyLine[];
  /** Of the next page; null: this is the last one. */
  readonly next: string | null;
  /** Null: was not asked for. */
  readonly total: number | null;
}

type ListParts = Pick<Parts, 'store' | 'now'>;

export const MOST_LINES = 500;
const USUAL_LINES = 100;

/** One page of a list of duties. Refuses an unknown season and a cursor that belongs to another question. */
export async function dutyList(
  parts: ListParts,
  wish: DutyWish,
  page: PageWish = {},
): Promise<DutyList> {
  const order = orderOf(page);
  const question = questionOf([wish, order]);
  const seasons = await seasonsAsked(parts, wish.season);
  const stop = page.cursor === undefined ? null : stopOf(question, order.sort, page.cursor);
  const limit = Math.min(Math.max(1, page.limit ?? USUAL_LINES), MOST_LINES);
  const { lines, next } = await linesFrom(parts, seasons, stop, { wish, order, limit });
  return {
    ...{ seasons, lines, next: next && cursorOf(question, next) },
    total: page.isCounted ? await totalOf(parts, wish, seasons) : null,
  };
}

interface Wanted {
  readonly wish: DutyWish;
  readonly order: DutyOrder;
  readonly limit: number;
}

async function linesFrom(
  parts: ListParts,
  seasons: readonly SeasonAsked[],
  stop: Stop | null,
  { wish, order, limit }: Wanted,
): Promise<{ readonly lines: readonly DutyLine[]; readonly next: Stop | null }> {
  const first = stop ? seasons.findIndex(({ season }) => season.id === stop.season) : 0;
  if (first < 0) throw badCursor();
  const lines: DutyLine[] = [];
  for (const [n, asked] of seasons.slice(first).entries()) {
    const season = asked.season.id;
    if (lines.length === limit) return { lines, next: { season, place: null } };
    const behind = n === 0 ? (stop?.place ?? null) : null;
    const query = await queryOf(parts, wish, asked);
    const found = await parts.store.lists.page(query, order, behind, limit - lines.length);
    lines.push(...(await linesOf(parts, asked, found.rows)));
    if (found.next !== null) return { lines, next: { season, place: found.next } };
  }
  return { lines, next: null };
}

const orderOf = ({ sort = 'due', isDescending = false, lang = 'zh' }: PageWish): DutyOrder => ({
  ...{ sort, isDescending, lang },
});

/** The one season, or all that are not closed, each with its own time. */
async function seasonsAsked(
  parts: ListParts,
  id: string | undefined,
): Promise<readonly SeasonAsked[]> {
  const all =
    id === undefined
      ? (await parts.store.seasons()).filter(({ status }) => status !== 'closed')
      : [await known(parts, id)];
  return Promise.all(all.map(async (season) => ({ season, now: await planNow(parts, season) })));
}

/** What a wish means in one season today. */
async function queryOf(
  parts: ListParts,
  { season: _, isOverdue, person, narrowed, ...filter }: DutyWish,
  { season, now }: SeasonAsked,
): Promise<DutyQuery> {
  return {
    ...filter,
    ...(await narrowed?.(season.id)),
    season: season.id,
    ...(isOverdue && { overdueAt: now }),
    ...(person !== undefined && {
      posts: await servedPosts(parts.store, season, person, now),
    }),
  };
}

/** The rows with the persons behind their posts on the season's day. */
async function linesOf(
  parts: ListParts,
  { season, now }: SeasonAsked,
  rows: readonly DutyView[],
): Promise<readonly DutyLine[]> {
  const posts = rows.flatMap(({ doer, told, unreached, nextTo }) => [
    doer,
    ...told,
    ...unreached,
    ...nextTo,
  ]);
  const person = await personsOn(parts, season, posts, now);
  return rows.map((view) => ({
    ...{ view, now },
    lateMs: view.lateAt !== null && view.lateAt <= now ? now - view.lateAt : null,
    doer: [person(view.doer)],
    told: view.told.map(person),
    unreached: view.unreached.map(person),
    next: view.nextTo.map(person),
  }));
}

async function totalOf(
  parts: ListParts,
  wish: DutyWish,
  seasons: readonly SeasonAsked[],
): Promise<number> {
  let total = 0;
  for (const asked of seasons)
    total += await parts.store.lists.count(await queryOf(parts, wish, asked));
  return total;
}
