import { styleText } from 'node:util';
import { createFeed, type FeedLookup } from '../cli/rehearsal-feed.js';
import { createLedger, type Ledger } from '../cli/rehearsal-ledger.js';
import type { DutyView, Season } from '../adapters/store/types.js';
import { calendarOf } from '../engine/calendar.js';
import type { Clock } from '../engine/clock.js';
import { holdersOf } from '../service/holders.js';
import type { Seen, SeasonEvent } from '../service/happenings.js';
import { planNow } from '../service/seasons.js';
import type { Lang } from '../text/lang.js';
import { startLoop, type Loop } from './loops.js';
import type { Machine } from './machine.js';
import { farewell } from './tour.js';

const FEED_MS = 500;
// Looking at a large season costs the worker time on the same thread: at most a tenth of it.
const REST_AFTER_LOOKING = 10;
// A unit that waits for another one's answer owes nothing for a moment.
const SILENT_MS = 10_000;
const ENDED: ReadonlySet<string> = new Set(['accepted', 'waived', 'void']);

/** The season whose happenings the terminal shows, from which point on. */
export interface Shown {
  readonly season: Season;
  readonly seen: Seen;
}

/** Shows a rehearsal as it runs, until nothing is owed any more or it is stopped; then its report. */
export function watch(
  { service, store, address, temporal }: Machine,
  shown: Shown,
  lang: Lang,
  out: (line: string) => void,
): Loop {
  const { season } = shown;
  let { seen } = shown;
  let held: readonly SeasonEvent[] = [];
  let isOver = false;
  let heardAt = Date.now();
  let restUntil = 0;
  let names: Promise<Names> | null = null;
  let feed: ReturnType<typeof createFeed> | null = null;
  const show = (lines: readonly { text: string; loud: boolean }[]) => {
    for (const { text, loud } of lines) out(loud ? styleText('yellow', text) : text);
  };
  return startLoop(
    FEED_MS,
    async () => {
      const startedAt = Date.now();
      if (isOver || startedAt < restUntil) return;
      // How all stands is read before what happens: counted on from there, nothing is counted twice.
      feed ??= createFeed(season, lang, await ledgerFrom(store, season));
      const happened = await service.happenings(season.id, seen);
      seen = happened.seen;
      if (happened.events.length > 0) heardAt = Date.now();
      const units = await store.units(season.id);
      const now = await planNow({ store, now: Date.now }, season);
      const duties = await store.duties({ season: season.id });
      const open = duties.filter(({ status }) => !ENDED.has(status)).length;
      const isSilent =
        Date.now() > heardAt + SILENT_MS &&
        units.every(({ nextWakeAt }) => nextWakeAt === null) &&
        isPlayed(season);
      const isDone =
        happened.events.length === 0 &&
        units.some(({ recordedAt }) => recordedAt !== null) &&
        (open === 0 || isSilent);
      // Units do not keep step with each other: what the last has not come to yet is held back.
      held = [...held, ...happened.events].sort((a, b) => a.event.at - b.event.at);
      const ripe = isDone || open === 0 ? held : held.filter(({ event }) => event.at < now);
      held = held.slice(ripe.length);
      names ??= namesIn(store, season);
      const lookup = lookupIn(duties, await names, now);
      show(feed.tell(ripe, lookup));
      restUntil = Date.now() + (Date.now() - startedAt) * REST_AFTER_LOOKING;
      if (!isDone) return;
      isOver = true;
      show(feed.end(lookup));
      out(await farewell(service, season, { temporal, address }, lang));
    },
    out,
  );
}

// Past its last point a rehearsal's clock has nothing more to hurry to.
const isPlayed = ({ clock }: Season): boolean =>
  Date.now() > ((clock as Clock)?.at(-1)?.realAt ?? 0);

async function ledgerFrom(store: Machine['store'], season: Season): Promise<Ledger> {
  const now = await planNow({ store, now: Date.now }, season);
  const duties = await store.duties({ season: season.id });
  const late = new Set(duties.filter(({ lateAt }) => lateAt !== null && lateAt < now).map(keyOf));
  return createLedger(duties, (view) => late.has(keyOf(view)));
}

const keyOf = ({ path, duty }: Pick<DutyView, 'path' | 'duty'>): string => `${path}:${duty}`;

interface Names {
  readonly name: (person: string) => string;
  readonly holder: (post: string, at: Season['startedAt']) => string;
}

// Read once: the plan of a city is megabytes, and a rehearsal has one version.
async function namesIn({ planVersion }: Machine['store'], season: Season): Promise<Names> {
  const { posts = [] } = (await planVersion(season.id)) ?? {};
  const byPerson = new Map(posts.map(({ person, name }) => [person, name]));
  const holderOn = holdersOf(posts);
  const calendar = calendarOf(season.timezone);
  return {
    name: (id) => byPerson.get(id) ?? id,
    holder: (post, at) => {
      const holder = holderOn(post, calendar.dateOf(at));
      return holder ? `${holder.title}${holder.name}` : post;
    },
  };
}

function lookupIn(
  duties: readonly DutyView[],
  { name, holder }: Names,
  now: Season['startedAt'],
): FeedLookup {
  const byId = new Map(duties.map((view) => [keyOf(view), view]));
  return {
    name,
    duty: (path, duty) => byId.get(`${path}:${duty}`),
    person: (post) => holder(post, now),
  };
}
