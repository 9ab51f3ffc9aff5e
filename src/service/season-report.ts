import type { DutyView, Season, Unit } from '../adapters/store/types.js';
import { calendarOf } from '../engine/calendar.js';
import { realTime, type Clock } from '../engine/clock.js';
import { SEASON_PATH, type EpochMs, type Post } from '../engine/model.js';
import type { PostHolder, Title } from '../engine/season-plan.js';
import { holdersOf } from './holders.js';
import { ladderLengths, type LadderLengths } from './ladder-lengths.js';
import type { Person } from './persons.js';
import { known, planNow } from './seasons.js';
import { createStories, type DutyNamed, type Stories } from './season-stories.js';
import { createTally, type DayTold, type PersonTold, type WordCounts } from './season-tally.js';
import type { Parts } from './service.js';

/** A duty that has not ended. */
export interface Left extends DutyNamed {
  readonly dueAt: EpochMs;
  /** Null where it is not late on the clock that runs now. */
  readonly lateMs: number | null;
  readonly level: number;
  readonly doer: Person;
}

/** How a season went, so far or to its end; every instant is the plan's. */
export interface SeasonReport extends Stories {
  readonly season: Season;
  readonly now: EpochMs;
  readonly units: number;
  readonly events: number;
  /** Duties by how they stand. */
  readonly counts: Readonly<Record<string, number>>;
  readonly words: WordCounts;
  readonly people: readonly PersonTold[];
  readonly busiestDay: DayTold | null;
  /** Not ended, the longest overdue first. */
  readonly left: readonly Left[];
  /** Real time from the instant at which a word was owed until it stood in the record. */
  readonly lateness: Lateness;
}

export interface Lateness {
  readonly words: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const ENDED: ReadonlySet<string> = new Set(['accepted', 'waived', 'void']);

/**
 * What the record says of a season: words and to whom, gates, what climbed, was returned, broken, waived,
 * added, refused, and what is left. Reads the log unit by unit, so that its length costs no memory.
 */
export async function seasonReport(
  parts: Pick<Parts, 'store' | 'now'>,
  id: string,
): Promise<SeasonReport> {
  const season = await known(parts, id);
  const now = await planNow(parts, season);
  const { posts = [] } = (await parts.store.planVersion(id)) ?? {};
  const duties = await parts.store.duties({ season: id });
  const units = await parts.store.units(id);
  const ladders = await ladderLengths(parts, season);
  const takeOvers = [...(await parts.store.takeOvers.all(id))].reverse();
  const holderOn = holdersOf(posts, takeOvers);
  const tally = createTally(calendarOf(season.timezone), holderOn, ladders);
  const stories = createStories({
    view: viewsOf(duties),
    unitTitle: titlesOf(units),
    rungs: ladders.rungs,
    person: personsOf(holderOn, season),
    name: namesOf(posts),
  });
  const delays: number[] = [];
  let events = 0;
  for (const { path } of units)
    for (const { event, recordedAt } of await parts.store.events(id, path)) {
      events += 1;
      ladders.learn(path, event);
      tally.see(path, event);
      stories.see(path, event);
      if (event.type === 'told')
        delays.push(Math.max(0, recordedAt - realTime(season.clock as Clock, event.owedAt)));
    }
  return {
    season,
    now,
    units: units.filter(({ path }) => path !== SEASON_PATH).length,
    events,
    counts: countsOf(duties),
    words: tally.words(),
    people: tally.people(),
    busiestDay: tally.busiestDay(),
    ...stories.all(),
    left: leftOf(duties, now, personsOf(holderOn, season), ladders),
    lateness: latenessOf(delays),
  };
}

function leftOf(
  duties: readonly DutyView[],
  now: EpochMs,
  person: (post: string, at: EpochMs) => Person,
  { rungs }: LadderLengths,
): Left[] {
  return duties
    .filter(({ status }) => !ENDED.has(status))
    .map((view) => ({
      ...{ unit: view.path, unitTitle: view.unit.title, duty: view.duty, title: view.title },
      ...{ session: view.session, sessionTitle: view.sessionTitle },
      ...{ status: view.status, endedAt: null, dueAt: view.dueAt },
      lateMs: view.lateAt !== null && view.lateAt <= now ? now - view.lateAt : null,
      level: levelIn(view.level, rungs(view.path, view.duty, sideOf(view))),
      doer: person(view.doer, now),
    }))
    .sort((a, b) => (b.lateMs ?? -1) - (a.lateMs ?? -1) || a.dueAt - b.dueAt);
}

/** Repeats of the last rung are no higher level. */
const levelIn = (level: number, rungs: number): number =>
  rungs === 0 ? level : Math.min(level, rungs);

const sideOf = ({ status }: DutyView): 'owner' | 'acceptor' =>
  status === 'submitted' ? 'acceptor' : 'owner';

const viewsOf = (
  duties: readonly DutyView[],
): ((path: string, duty: string) => DutyView | undefined) => {
  const byName = new Map(duties.map((view) => [`${view.path}:${view.duty}`, view]));
  return (path, duty) => byName.get(`${path}:${duty}`);
};

function titlesOf(units: readonly Unit[]): (path: string) => Title {
  const titles = new Map(units.map(({ path, title }) => [path, title]));
  return (path) => titles.get(path) ?? { zh: path, en: path };
}

function personsOf(holderOn: ReturnType<typeof holdersOf>, { timezone }: Season) {
  const calendar = calendarOf(timezone);
  return (post: Post, at: EpochMs): Person => {
    const { name = null, title = null, insteadOf } = holderOn(post, calendar.dateOf(at), at) ?? {};
    return { post, name, title, ...(insteadOf !== undefined && { insteadOf }) };
  };
}

function namesOf(posts: readonly PostHolder[]): (person: string) => string {
  const names = new Map(posts.map(({ person, name }) => [person, name]));
  return (person) => names.get(person) ?? person;
}

function countsOf(duties: readonly DutyView[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of duties) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Percentiles by nearest rank; all 0 where there is none. */
function latenessOf(delays: number[]): Lateness {
  const sorted = Float64Array.from(delays).sort();
  const rank = (part: number): number =>
    sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
  return { words: sorted.length, p50Ms: rank(0.5), p99Ms: rank(0.99), maxMs: rank(1) };
}
