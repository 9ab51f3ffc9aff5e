import type { Season } from '../../adapters/store/types.js';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs, type Duty, type EpochMs, type Post } from '../../engine/model.js';
import type { Title } from '../../engine/season-plan.js';
import { alternatives } from '../courier/on-duty.js';
import { known, planNow } from '../seasons.js';
import type { Parts } from '../service.js';

/** A post that a duty names, and on which nobody is, or nobody to be reached. */
export interface Gap {
  readonly post: Post;
  readonly why: 'vacant' | 'unreachable';
  /** When it will first matter, plan time: the first word owed to it, or its first signature. */
  readonly firstAt: EpochMs;
  /** The duty of that first moment. */
  readonly path: string;
  readonly duty: string;
  readonly title: Title;
  /** How many duties name it from the day asked about on. */
  readonly uses: number;
  /** Those who serve there and cannot be reached. */
  readonly persons: readonly { readonly person: string; readonly name: string }[];
}

export interface RosterReport {
  readonly season: string;
  readonly timezone: string;
  /** From this day on, `YYYY-MM-DD`. */
  readonly day: string;
  /** Posts that the season's duties name from then on. */
  readonly posts: number;
  /** The first to matter first. */
  readonly gaps: readonly Gap[];
}

/** Whether anybody can be told anything: an address on any channel. */
export type IsReachable = (persons: readonly string[]) => Promise<ReadonlySet<string>>;

export interface ReportParts extends Pick<Parts, 'store' | 'now'> {
  readonly reachable: IsReachable;
}

interface Use {
  readonly at: EpochMs;
  readonly path: string;
  readonly duty: Duty;
}

/**
 * Every post named by any duty of the season – who does, answers, is told, accepts, signs – looked at on the day on which
 * it first matters from `day` on: who would serve then, and can he be told?
 */
export async function rosterReport(
  parts: ReportParts,
  id: string,
  day?: string,
): Promise<RosterReport> {
  const season = await known(parts, id);
  const calendar = calendarOf(season.timezone);
  const from = day ?? calendar.dateOf(await planNow(parts, season));
  const fromAt = calendar.instant(from, '00:00');
  const { uses, counts } = await usesIn(parts, season, fromAt);
  const gaps = await gapsIn(parts, season, uses, counts);
  const head = { season: id, timezone: season.timezone, day: from };
  return { ...head, posts: uses.size, gaps: gaps.sort(inOrder) };
}

const inOrder = (a: Gap, b: Gap): number => a.firstAt - b.firstAt || (a.post < b.post ? -1 : 1);

async function usesIn({ store }: ReportParts, { id, version }: Season, fromAt: EpochMs) {
  const uses = new Map<Post, Use>();
  const counts = new Map<Post, number>();
  const hashes = await store.unitHashes(id, version);
  for (const [path, hash] of Object.entries(hashes)) {
    const plan = await store.unitPlan(hash);
    for (const duty of plan?.duties ?? [])
      for (const [post, at] of momentsOf(duty, plan?.coordinator)) {
        if (at < fromAt) continue;
        counts.set(post, (counts.get(post) ?? 0) + 1);
        if (at < (uses.get(post)?.at ?? Infinity)) uses.set(post, { at, path, duty });
      }
  }
  return { uses, counts };
}

/** The posts that a duty names, with the first instant at which it needs each; at last the season's coordinator. */
function momentsOf(duty: Duty, coordinator?: Post): ReadonlyMap<Post, EpochMs> {
  const { doer, answerable, dueAt, ladder, accept, sign, lines } = duty;
  const lead = duty.openAt ?? epochMs(dueAt - (duty.remindBeforeMs[0] ?? 0));
  const moments = new Map<Post, EpochMs>();
  const name = (post: Post, at: number): void => {
    if (at < (moments.get(post) ?? Infinity)) moments.set(post, epochMs(at));
  };
  for (const post of [doer, ...(sign?.posts ?? []), ...lines.map(({ by }) => by)]) name(post, lead);
  name(answerable, dueAt);
  if (coordinator !== undefined) name(coordinator, dueAt);
  for (const { to, afterMs } of ladder.rungs) name(to, dueAt + afterMs);
  if (accept) {
    name(accept.by, dueAt);
    for (const { to, afterMs } of accept.ladder.rungs) name(to, dueAt + accept.withinMs + afterMs);
  }
  return moments;
}

async function gapsIn(
  parts: ReportParts,
  season: Season,
  uses: ReadonlyMap<Post, Use>,
  counts: ReadonlyMap<Post, number>,
): Promise<Gap[]> {
  const version = await parts.store.planVersion(season.id, season.version);
  const titles = new Map(version?.plan.steps.map(({ id, title }) => [id, title]));
  const gaps: Gap[] = [];
  for (const [at, posts] of byMoment(season, uses)) {
    const serving = await alternatives(parts, season, posts, at);
    const all = posts.map((post) => [post, serving(post)] as const);
    const persons = all.flatMap(([, line]) => line.map(({ person }) => person));
    const reachable = await parts.reachable([...new Set(persons)]);
    for (const [post, line] of all) {
      const use = uses.get(post);
      if (!use || line.some(({ person }) => reachable.has(person))) continue;
      const { path, duty } = use;
      gaps.push({
        ...{ post, why: line.length === 0 ? 'vacant' : 'unreachable', firstAt: use.at },
        ...{ path, duty: duty.id, uses: counts.get(post) ?? 1 },
        title: titles.get(duty.step) ?? { zh: duty.step, en: duty.step },
        persons: line.map(({ person, name }) => ({ person, name })),
      });
    }
  }
  return gaps;
}

/** The posts whose first moment falls on one day are looked at together, at the first of their moments. */
function byMoment(
  { timezone }: Season,
  uses: ReadonlyMap<Post, Use>,
): ReadonlyMap<EpochMs, readonly Post[]> {
  const { dateOf } = calendarOf(timezone);
  const days = new Map<string, { at: EpochMs; posts: Post[] }>();
  for (const [post, { at }] of uses) {
    const day = days.get(dateOf(at)) ?? { at, posts: [] };
    if (at < day.at) day.at = at;
    day.posts.push(post);
    days.set(dateOf(at), day);
  }
  return new Map([...days.values()].map(({ at, posts }) => [at, posts]));
}
