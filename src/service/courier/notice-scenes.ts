import { gatheredReads } from '../../adapters/store/gather.js';
import { groupedBy } from '../../engine/grouped.js';
import type { DutyView, Notice, Season } from '../../adapters/store/types.js';
import type { Label } from '../../courier/model.js';
import { calendarOf, type Calendar } from '../../engine/calendar.js';
import { epochMs, type EpochMs, type Post } from '../../engine/model.js';
import { shortCode } from '../../policy/short-code.js';
import type { Lang } from '../../text/lang.js';
import type { Addressee, NoticeFacts } from '../../text/notice-facts.js';
import { noticeFactsOf } from '../../text/notice-of.js';
import { texts } from '../../text/texts.js';
import type { Parts } from '../service.js';
import { labelOf } from './duty-traits.js';
import { onDuty, type OnDuty } from './on-duty.js';
import { dutyKey, firstRungsOf, viewsOf } from './notice-duties.js';
import { createPlanWords, type PlanWords } from './plan-words.js';

/** What there is to say of a notice to one reader. */
export interface Tellable {
  readonly season: Season;
  readonly facts: NoticeFacts;
  readonly label: Label;
  /** The duty's short code; null where the notice is about a unit as a whole. */
  readonly code: string | null;
  /** Who holds the post, where that is somebody else than the reader. */
  readonly behalf: string | null;
}

/** Tells what notices say; null where one owes nobody a word. Each notice by itself: one that throws spoils no other. */
export type Scene = (notice: Notice, reader: string, lang: Lang) => Tellable | null;

/** Gathers what the notices of one letter need, season by season. Throws only where the store does not answer. */
export function createNoticeScenes({ store }: Pick<Parts, 'store'>) {
  const planWords = createPlanWords({ store });
  const calendars = new Map<string, Calendar>();

  // Letters that are made at the same time need nearly the same.
  return gatheredReads(LETTERS_AT_ONCE, async (asked: readonly (readonly Notice[])[]) => {
    const scene = await sceneOf(asked.flat());
    return () => scene;
  });

  async function sceneOf(notices: readonly Notice[]): Promise<Scene> {
    const scenes = new Map<string, Scene>();
    for (const [id, mine] of groupedBy(notices, ({ season }) => season))
      scenes.set(id, await seasonScene(id, mine));
    return (notice, reader, lang) => scenes.get(notice.season)?.(notice, reader, lang) ?? null;
  }

  async function seasonScene(id: string, notices: readonly Notice[]): Promise<Scene> {
    const season = await store.season(id);
    const words = season && (await planWords.of(season));
    if (!season || !words) return () => null;
    const views = await viewsOf({ store }, notices);
    const labels = await labelsOf(words, views);
    const firstRungs = await firstRungsOf(words, notices);
    const calendar = calendarIn(season.timezone);
    const holders = await holdersOf(season, notices, views, firstRungs);
    return (notice, reader, lang) =>
      tellable({ season, words, calendar, views, labels, firstRungs, holders }, notice, {
        ...{ reader, lang },
      });
  }

  /** One for each zone: a storm's letters are nearly all of one. */
  function calendarIn(timezone: string): Calendar {
    const calendar = calendars.get(timezone) ?? calendarOf(timezone);
    calendars.set(timezone, calendar);
    return calendar;
  }

  async function labelsOf(
    words: PlanWords,
    views: ReadonlyMap<string, DutyView>,
  ): Promise<ReadonlyMap<string, Label>> {
    const labels = new Map<string, Label>();
    for (const [key, view] of views) labels.set(key, await labelOf({ store }, words, view));
    return labels;
  }

  /** By minute and post, of all posts that letters name: who serves there at the last of its instants. */
  async function holdersOf(
    season: Season,
    notices: readonly Notice[],
    views: ReadonlyMap<string, DutyView>,
    firstRungs: ReadonlyMap<string, Post>,
  ): Promise<ReadonlyMap<string, OnDuty>> {
    const held = new Map<string, OnDuty>();
    for (const [minute, some] of groupedBy(notices, ({ firedAt }) => minuteOf(firedAt))) {
      const posts = new Set(some.flatMap((notice) => postsOf(notice, views, firstRungs)));
      const at = epochMs(Math.max(...some.map(({ firedAt }) => firedAt)));
      const serving = await onDuty({ store }, season, [...posts], at);
      for (const post of posts) {
        const one = serving(post);
        if (one) held.set(`${minute} ${post}`, one);
      }
    }
    return held;
  }
}

const LETTERS_AT_ONCE = 64;

/** Nobody comes and goes within one: of a thousand words that fell due in it each bears an instant of its own. */
const minuteOf = (at: EpochMs): string => `${Math.floor(at / 60_000)}`;

function postsOf(
  notice: Notice,
  views: ReadonlyMap<string, DutyView>,
  firstRungs: ReadonlyMap<string, Post>,
): readonly Post[] {
  const view = views.get(dutyKey(notice));
  const first = firstRungs.get(dutyKey(notice));
  const { event } = notice;
  return [
    notice.to,
    ...(view ? [view.doer, ...view.nextTo] : []),
    ...(first === undefined ? [] : [first]),
    ...(event.type === 'handedOn' ? [event.doer] : []),
    ...('post' in event ? [event.post] : []),
  ];
}

interface Gathered {
  readonly season: Season;
  readonly words: PlanWords;
  readonly calendar: Calendar;
  readonly views: ReadonlyMap<string, DutyView>;
  readonly labels: ReadonlyMap<string, Label>;
  readonly firstRungs: ReadonlyMap<string, Post>;
  readonly holders: ReadonlyMap<string, OnDuty>;
}

function tellable(
  { season, words, calendar, views, labels, firstRungs, holders }: Gathered,
  notice: Notice,
  { reader, lang }: { readonly reader: string; readonly lang: Lang },
): Tellable | null {
  const view = views.get(dutyKey(notice));
  const you = texts(lang).letters.you;
  const on = (post: Post): OnDuty | undefined => holders.get(`${minuteOf(notice.firedAt)} ${post}`);
  const person = (post: Post): Addressee => {
    const { person: id, name = null, title = null, forName } = on(post) ?? {};
    if (id === reader) return { post, name: you, title: null };
    return { post, name, title, ...(forName !== undefined && { insteadOf: forName }) };
  };
  const firstRung = firstRungs.get(dutyKey(notice));
  const isNow = view && view.seq === notice.seq && view.nextAt !== null;
  const facts = noticeFactsOf(notice.event, {
    ...{ lang, calendar, season, to: notice.to, unit: words.unit(notice.path) },
    duty: view
      ? {
          title: words.titled(view.title, view.session),
          ...{ dueAt: view.dueAt, lateAt: view.lateAt, doer: view.doer },
        }
      : null,
    // Somebody may have acted since: then nobody knows who is next.
    next: isNow ? { to: view.nextTo, at: view.nextAt } : null,
    ...(firstRung !== undefined && { firstRung }),
    person,
    name: (id) => (id === reader ? you : words.name(id)),
    needed: (what) => words.needed(what, lang),
  });
  if (facts === null) return null;
  return {
    ...{ season, facts, label: labels.get(dutyKey(notice)) ?? 'internal' },
    code:
      notice.duty === null
        ? null
        : shortCode({ season: season.id, path: notice.path, duty: notice.duty }),
    behalf: behalfOf(on(notice.to), reader),
  };
}

/** In whose place the reader is told: of the one he stands in for, or who should have been reached first. */
function behalfOf(serving: OnDuty | undefined, reader: string): string | null {
  if (serving === undefined) return null;
  return serving.person === reader ? (serving.forName ?? null) : serving.name;
}
