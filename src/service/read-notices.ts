import { groupedBy } from '../engine/grouped.js';
import type { DutyView, Notice } from '../adapters/store/types.js';
import { calendarOf, isoIn } from '../engine/calendar.js';
import type { Post } from '../engine/model.js';
import type { Title } from '../engine/season-plan.js';
import { shortCode } from '../policy/short-code.js';
import type { Lang } from '../text/lang.js';
import { noticeFactsOf } from '../text/notice-of.js';
import { noticeLine } from '../text/notices.js';
import { dutyKey, firstRungsOf, viewsOf } from './courier/notice-duties.js';
import { createPlanWords } from './courier/plan-words.js';
import { personsOn } from './persons.js';
import type { Parts } from './service.js';

/** A notice as its reader gets it, to be handed over and then marked. */
export interface ReadableNotice {
  readonly id: number;
  readonly season: string;
  /** With plan time and addressee before it; null where the event owes nobody a word. */
  readonly line: string | null;
}

/** Notices in the words of their reader, in their order. */
type NoticeReader = (lang: Lang, notices: readonly Notice[]) => Promise<readonly ReadableNotice[]>;

/** Reads notices out; keeps the words of the plans that they come from. */
export function createNoticeReader(parts: Pick<Parts, 'store'>): NoticeReader {
  const planWords = createPlanWords(parts);
  return async (lang, notices) => {
    const scenes = new Map<string, Scene>();
    for (const [id, mine] of groupedBy(notices, ({ season }) => season))
      scenes.set(id, await sceneOf(parts, planWords, id, mine));
    return notices.map((notice) => ({
      id: notice.id,
      season: notice.season,
      line: scenes.get(notice.season)?.(notice, lang) ?? null,
    }));
  };
}

type Scene = (notice: Notice, lang: Lang) => string | null;

async function sceneOf(
  parts: Pick<Parts, 'store'>,
  planWords: ReturnType<typeof createPlanWords>,
  id: string,
  mine: readonly Notice[],
): Promise<Scene> {
  const season = await parts.store.season(id);
  const words = season && (await planWords.of(season));
  if (!season || !words) return () => null;
  const views = await viewsOf(parts, mine);
  const firstRung = await firstRungsOf(words, mine);
  const posts = [
    ...mine.map(({ to }) => to),
    ...firstRung.values(),
    ...[...views.values()].flatMap(({ doer, nextTo }) => [doer, ...nextTo]),
  ];
  const at = mine.at(-1)?.firedAt ?? season.startedAt;
  const person = await personsOn(parts, season, posts, at);
  const calendar = calendarOf(season.timezone);

  return (notice: Notice, lang: Lang): string | null => {
    const view = views.get(dutyKey(notice));
    const facts = noticeFactsOf(notice.event, {
      ...{ lang, calendar, season, to: notice.to },
      unit: words.unit(notice.path),
      duty: view
        ? { title: view.title, dueAt: view.dueAt, lateAt: view.lateAt, doer: view.doer }
        : null,
      // Somebody may have acted since: then nobody knows who is next.
      next:
        view && view.seq === notice.seq && view.nextAt !== null
          ? { to: view.nextTo, at: view.nextAt }
          : null,
      ...(firstRung.has(dutyKey(notice)) && { firstRung: firstRung.get(dutyKey(notice)) ?? '' }),
      person: (post: Post) => ({ ...person(post) }),
      name: words.name,
      needed: (what) => neededName(what, words.unit, views, lang),
    });
    const code = shortCode({ season: id, path: notice.path, duty: notice.duty });
    return (
      facts &&
      `${isoIn(calendar, notice.firedAt)} ${id} ${notice.to} ${noticeLine(lang, { ...facts, code })}`
    );
  };
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
