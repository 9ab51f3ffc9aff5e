import { styleText } from 'node:util';
import { createFeed, type FeedLookup } from '../cli/rehearsal-feed.js';
import type { Season } from '../adapters/store/types.js';
import type { Seen, SeasonEvent } from '../service/happenings.js';
import { personsOn, type OverdueLine } from '../service/overdue.js';
import { feedWords, filled } from '../text/feed-words.js';
import type { Lang } from '../text/lang.js';
import { startLoop, type Loop } from './loops.js';
import type { Machine } from './machine.js';
import { farewell } from './tour.js';

const FEED_MS = 500;

/** The season whose happenings the terminal shows, from which point on. */
export interface Shown {
  readonly season: Season;
  readonly seen: Seen;
}

/** Shows a rehearsal as it runs, until all its duties are done or it is stopped. */
export function watch(
  { service, store, address, temporal }: Machine,
  shown: Shown,
  lang: Lang,
  out: (line: string) => void,
): Loop {
  const { season } = shown;
  const feed = createFeed(season, lang);
  let { seen } = shown;
  let held: readonly SeasonEvent[] = [];
  let isOver = false;
  const show = (lines: readonly { text: string; loud: boolean }[]) => {
    for (const { text, loud } of lines) out(loud ? styleText('yellow', text) : text);
  };
  return startLoop(
    FEED_MS,
    async () => {
      if (isOver) return;
      const happened = await service.happenings(season.id, seen);
      seen = happened.seen;
      const status = await service.statusOf(season.id);
      const open = Object.entries(status.counts).reduce(
        (sum, [is, n]) => (is === 'accepted' || is === 'waived' || is === 'void' ? sum : sum + n),
        0,
      );
      const late = (await service.overdue({ season: season.id })).lines;
      const left = () => leftOf(lang, open, late);
      // Units do not keep step with each other: what the last has not come to yet is held back.
      held = [...held, ...happened.events].sort((a, b) => a.event.at - b.event.at);
      const ripe = open === 0 ? held : held.filter(({ event }) => event.at < status.now);
      held = held.slice(ripe.length);
      show(feed.tell(ripe, await lookupIn({ service, store }, season, status.now), left));
      const isDone = open === 0 && happened.events.length === 0 && status.units.recorded > 0;
      if (!isDone) return;
      isOver = true;
      show(feed.end(left));
      out(await farewell(service, season, { temporal, address }, lang));
    },
    out,
  );
}

// The first few by name: one wants to see them go.
function leftOf(lang: Lang, open: number, late: readonly OverdueLine[]): string {
  const names = late
    .slice(0, 2)
    .map(({ view }) => `${view.unit.title[lang]}「${view.title[lang]}」`);
  const more = late.length > names.length ? ' …' : '';
  const list = names.length === 0 ? '' : `：${names.join('、')}${more}`;
  return filled(feedWords[lang].left, { open, overdue: late.length }) + list;
}

async function lookupIn(
  { store }: Pick<Machine, 'service' | 'store'>,
  season: Season,
  now: Season['startedAt'],
): Promise<FeedLookup> {
  const duties = await store.duties({ season: season.id });
  const byId = new Map(duties.map((view) => [`${view.path}:${view.duty}`, view]));
  const posts = duties.flatMap((view) => [
    view.doer,
    view.answerable,
    ...view.told,
    ...view.nextTo,
  ]);
  const version = await store.planVersion(season.id);
  const names = new Map(version?.posts.map(({ person, name }) => [person, name]));
  const person = await personsOn({ store }, season, posts, now);
  return {
    name: (id) => names.get(id) ?? id,
    duty: (path, duty) => byId.get(`${path}:${duty}`),
    person: (post) => {
      const { name, title } = person(post);
      return name === null ? post : `${title ?? ''}${name}`;
    },
  };
}
