import type { DutyView, Notice, Season } from '../adapters/store/types.js';
import { calendarOf, isoIn } from '../engine/calendar.js';
import type { Post } from '../engine/model.js';
import type { Title } from '../engine/season-plan.js';
import { shortCode } from '../policy/short-code.js';
import type { Lang } from '../text/lang.js';
import { noticeFactsOf } from '../text/notice-of.js';
import { noticeLine } from '../text/notices.js';
import { personsOn } from './persons.js';
import type { Parts } from './service.js';

/** A notice as its reader gets it, to be handed over and then marked. */
export interface ReadableNotice {
  readonly id: number;
  readonly season: string;
  /** With plan time and addressee before it; null where the event owes nobody a word. */
  readonly line: string | null;
}

type Lookup = Pick<Parts, 'store'>;

/** Notices in the words of their reader, in their order. */
export async function readableNotices(
  parts: Lookup,
  lang: Lang,
  notices: readonly Notice[],
): Promise<readonly ReadableNotice[]> {
  const seasons = [...new Set(notices.map(({ season }) => season))];
  const scenes = new Map(
    await Promise.all(seasons.map(async (id) => [id, await sceneOf(parts, id, notices)] as const)),
  );
  return notices.map((notice) => ({
    id: notice.id,
    season: notice.season,
    line: scenes.get(notice.season)?.(notice, lang) ?? null,
  }));
}

async function sceneOf(parts: Lookup, id: string, notices: readonly Notice[]) {
  const season = await parts.store.season(id);
  const version = await parts.store.planVersion(id);
  if (!season || !version) return () => null;
  const mine = notices.filter((notice) => notice.season === id);
  const views = await viewsOf(parts, season, mine);
  const firstRung = await firstRungs(parts, season, mine);
  const posts = [
    ...mine.map(({ to }) => to),
    ...firstRung.values(),
    ...[...views.values()].flatMap(({ doer, nextTo }) => [doer, ...nextTo]),
  ];
  const at = mine.at(-1)?.firedAt ?? season.startedAt;
  const person = await personsOn(parts, season, posts, at);
  const names = new Map(version.posts.map((holder) => [holder.person, holder.name]));
  const units = new Map(version.plan.units.map(({ path, title }) => [path, title]));
  const unitTitle = (path: string): Title => units.get(path) ?? { zh: path, en: path };
  const calendar = calendarOf(season.timezone);

  return (notice: Notice, lang: Lang): string | null => {
    const view = views.get(keyOf(notice));
    const facts = noticeFactsOf(notice.event, {
      ...{ lang, calendar, season, to: notice.to },
      unit: unitTitle(notice.path),
      duty: view
        ? { title: view.title, dueAt: view.dueAt, lateAt: view.lateAt, doer: view.doer }
        : null,
      // Somebody may have acted since: then nobody knows who is next.
      next:
        view && view.seq === notice.seq && view.nextAt !== null
          ? { to: view.nextTo, at: view.nextAt }
          : null,
      ...(firstRung.has(keyOf(notice)) && { firstRung: firstRung.get(keyOf(notice)) ?? '' }),
      person: (post: Post) => ({ ...person(post) }),
      name: (one) => names.get(one) ?? one,
      needed: (what) => neededName(what, unitTitle, views, lang),
    });
    const code = shortCode({ season: id, path: notice.path, duty: notice.duty });
    return (
      facts &&
      `${isoIn(calendar, notice.firedAt)} ${id} ${notice.to} ${noticeLine(lang, { ...facts, code })}`
    );
  };
}

// A reminder says who hears of it if it is not heeded.
async function firstRungs(
  { store }: Lookup,
  season: Season,
  notices: readonly Notice[],
): Promise<Map<string, Post>> {
  const early = notices.filter(({ kind }) => kind === 'open' || kind === 'remind');
  const hashes = early.length > 0 ? await store.unitHashes(season.id, season.version) : {};
  const posts = new Map<string, Post>();
  for (const path of new Set(early.map((notice) => notice.path))) {
    const plan = await store.unitPlan(hashes[path] ?? '');
    for (const { id, ladder } of plan?.duties ?? [])
      if (ladder.rungs[0]) posts.set(`${path}:${id}`, ladder.rungs[0].to);
  }
  return posts;
}

async function viewsOf(
  parts: Lookup,
  season: Season,
  notices: readonly Notice[],
): Promise<Map<string, DutyView>> {
  const views = new Map<string, DutyView>();
  for (const notice of notices) {
    const key = keyOf(notice);
    if (notice.duty === null || views.has(key)) continue;
    const view = await parts.store.duty(season.id, notice.path, notice.duty);
    if (view) views.set(key, view);
  }
  return views;
}

function neededName(
  what: string,
  unitTitle: (path: string) => Title,
  views: ReadonlyMap<string, DutyView>,
  lang: Lang,
): string {
  const [path = '', duty] = what.split(':');
  const unit = unitTitle(path)[lang];
  return duty === undefined ? unit : `${unit} ${views.get(what)?.title[lang] ?? duty}`;
}

const keyOf = ({ path, duty }: Notice): string => `${path}:${duty}`;
