import { groupedBy } from '../../engine/grouped.js';
import type { Store } from '../../adapters/store/store.js';
import type { TakeOver } from '../../adapters/store/take-overs.js';
import type { PlannedShift, Season, StoodIn } from '../../adapters/store/types.js';
import { calendarOf } from '../../engine/calendar.js';
import type { EpochMs, Post } from '../../engine/model.js';
import type { PostHolder } from '../../engine/season-plan.js';
import { servingOn, type Serving } from '../../registers/on-duty.js';
import { versionOf } from '../registers/facts.js';
import { watchRoles } from '../registers/findings.js';
import type { Addressing } from './addressing-port.js';

export type OnDutyStore = Pick<Store, 'holders' | 'registers' | 'planVersion' | 'takeOvers'>;

/** Whoever serves on a post at an instant, with the names of all whom that concerns. */
export interface OnDuty extends Serving {
  readonly post: Post;
  readonly name: string;
  readonly title: string;
  /** The name of the one in whose place he serves. */
  readonly forName?: string;
}

/** For each of these posts everybody to be tried, in their order: none where nobody serves. Plan time. */
export async function alternatives(
  parts: { readonly store: OnDutyStore },
  season: Season,
  posts: readonly Post[],
  at: EpochMs,
): Promise<(post: Post) => readonly OnDuty[]> {
  const wanted = [...new Set(posts)];
  const day = calendarOf(season.timezone).dateOf(at);
  const [holders, standIns, shifts] = await Promise.all([
    parts.store.holders(season.id, wanted, day),
    standInsAt(parts.store, season, wanted, at),
    shiftsOf(parts.store, season, at),
  ]);
  const byPost = groupedBy(holders, ({ post }) => post);
  const serving = new Map(
    wanted.map((post) => {
      const known = { post, at, holders: byPost.get(post) ?? [] };
      return [post, servingOn({ ...known, standIns, shifts: shifts.get(post) ?? [] })] as const;
    }),
  );
  const named = await namesOf(parts.store, [...serving.values()].flat(), holders, standIns);
  return (post) => (serving.get(post) ?? []).map((one) => named(post, one));
}

/** Who serves on each of these posts now: the first of its alternatives. */
export async function onDuty(
  parts: { readonly store: OnDutyStore },
  season: Season,
  posts: readonly Post[],
  at: EpochMs,
): Promise<(post: Post) => OnDuty | null> {
  const all = await alternatives(parts, season, posts, at);
  return (post) => all(post)[0] ?? null;
}

/** The posts on which somebody serves at an instant: his own, those taken over, those whose shift he is on. */
export async function servedPosts(
  store: OnDutyStore & Pick<Store, 'heldBy'>,
  season: Season,
  person: string,
  at: EpochMs,
): Promise<readonly Post[]> {
  const [held, shifts] = await Promise.all([
    heldPosts(store, season, person, at),
    shiftsOf(store, season, at),
  ]);
  const onShift = [...shifts].flatMap(([post, all]) =>
    all.some((one) => one.person === person) ? [post] : [],
  );
  return [...new Set([...held, ...onShift])];
}

/** The same without shifts: for whatever only the holder of a post may do, or who serves in his place. */
export async function heldPosts(
  store: Pick<Store, 'heldBy' | 'takeOvers'>,
  { id, timezone }: Season,
  person: string,
  at: EpochMs,
): Promise<readonly Post[]> {
  const [held, taken] = await Promise.all([
    store.heldBy(id, person, calendarOf(timezone).dateOf(at)),
    store.takeOvers.servedBy(id, person, at),
  ]);
  return [...new Set([...held, ...taken.map(({ post }) => post)])];
}

/** The persons to be tried for what a post is owed: as the courier asks. */
export const createAddressing = (parts: { readonly store: OnDutyStore }): Addressing => ({
  async chain(season, posts, at) {
    const all = await alternatives(parts, season, posts, at);
    return (post) => all(post).map(({ person }) => person);
  },
});

async function standInsAt(
  { registers, takeOvers }: OnDutyStore,
  { id }: Season,
  posts: readonly Post[],
  at: EpochMs,
): Promise<readonly (StoodIn & Partial<TakeOver>)[]> {
  const [named, taken] = await Promise.all([
    registers.stoodIn(id),
    takeOvers.ofPosts(id, posts, at),
  ]);
  return [...named, ...taken];
}

/** Those on shift at an instant, by the post that owes the watch. */
async function shiftsOf(
  store: OnDutyStore,
  season: Season,
  at: EpochMs,
): Promise<ReadonlyMap<Post, readonly PlannedShift[]>> {
  const shifts = await store.registers.shiftsAt(season.id, at);
  const version = shifts.length === 0 ? null : await versionOf(store, season);
  if (version === null) return new Map();
  const roles = watchRoles(version);
  return groupedBy(shifts, ({ unit, step }) => `${unit}#${roles.get(step) ?? ''}`);
}

async function namesOf(
  { registers }: OnDutyStore,
  serving: readonly Serving[],
  holders: readonly PostHolder[],
  standIns: readonly Partial<TakeOver>[],
): Promise<(post: Post, one: Serving) => OnDuty> {
  const taken = standIns.filter((one) => one.name !== undefined);
  const titles = new Map(
    [...taken, ...holders].map(({ post, person, title }) => [`${post} ${person}`, title]),
  );
  const known = new Map<string, string>();
  for (const { person = '', name = '', absent = '', absentName = '' } of taken)
    known.set(person, name).set(absent, absentName);
  for (const { person, name } of holders) known.set(person, name);
  const missing = serving
    .flatMap((one) => [one.person, ...(one.for === undefined ? [] : [one.for])])
    .filter((person) => !known.has(person));
  for (const { id, label } of missing.length === 0
    ? []
    : await registers.current('people', missing))
    known.set(id, label);
  const nameOf = (person: string): string => known.get(person) || person;
  return (post, one) => ({
    ...{ ...one, post, name: nameOf(one.person) },
    title: titles.get(`${post} ${one.person}`) ?? '',
    ...(one.for !== undefined && { forName: nameOf(one.for) }),
  });
}
