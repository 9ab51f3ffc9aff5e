import type { DutyView, Season } from '../adapters/store/types.js';
import { calendarOf } from '../engine/calendar.js';
import type { EpochMs, Post } from '../engine/model.js';
import type { PostHolder } from '../engine/season-plan.js';
import { known, planNow } from './seasons.js';
import type { Parts } from './service.js';

export interface OverdueWish {
  readonly season?: string;
  readonly under?: string;
  readonly department?: string;
  readonly phase?: string;
  /** Exactly so many rungs told. */
  readonly level?: number;
}

/** A duty that is late, with the persons behind its posts today. */
export interface OverdueLine {
  readonly view: DutyView;
  /** Plan time at which this was asked. */
  readonly now: EpochMs;
  readonly lateMs: number;
  readonly doer: readonly Person[];
  readonly told: readonly Person[];
  readonly next: readonly Person[];
}

export interface Person {
  readonly post: Post;
  readonly name: string | null;
  readonly title: string | null;
}

export interface OverdueList {
  readonly seasons: readonly { readonly season: Season; readonly now: EpochMs }[];
  readonly lines: readonly OverdueLine[];
}

/** What is late now, who was told of it, and who is next: from the board, the longest late first. */
export async function overdueIn(parts: Parts, wish: OverdueWish = {}): Promise<OverdueList> {
  const { season: id, ...filter } = wish;
  const all = id === undefined ? await parts.store.seasons() : [await known(parts, id)];
  const asked = all.filter((season) => id !== undefined || season.status !== 'closed');
  const seasons = await Promise.all(
    asked.map(async (season) => ({ season, now: await planNow(parts, season) })),
  );
  const at = Object.fromEntries(seasons.map(({ season, now }) => [season.id, now]));
  const views = seasons.length === 0 ? [] : await parts.store.overdue({ ...filter, at });
  const lines: OverdueLine[] = [];
  for (const { season, now } of seasons) {
    const mine = views.filter((view) => view.season === season.id);
    const people = await personsOn(
      parts,
      season,
      mine.flatMap((view) => [view.doer, ...view.told, ...view.nextTo]),
      now,
    );
    lines.push(...mine.map((view) => lineOf(view, now, people)));
  }
  return { seasons, lines };
}

/** Who holds these posts on the day of an instant. */
export async function personsOn(
  parts: Pick<Parts, 'store'>,
  season: Season,
  posts: readonly Post[],
  at: EpochMs,
): Promise<(post: Post) => Person> {
  const day = calendarOf(season.timezone).dateOf(at);
  const holders = await parts.store.holders(season.id, [...new Set(posts)], day);
  const byPost = new Map<string, PostHolder>();
  for (const holder of holders) if (!byPost.has(holder.post)) byPost.set(holder.post, holder);
  return (post) => {
    const holder = byPost.get(post);
    return { post, name: holder?.name ?? null, title: holder?.title ?? null };
  };
}

function lineOf(view: DutyView, now: EpochMs, person: (post: Post) => Person): OverdueLine {
  return {
    view,
    now,
    lateMs: now - (view.lateAt ?? now),
    doer: [person(view.doer)],
    told: view.told.map(person),
    next: view.nextTo.map(person),
  };
}
