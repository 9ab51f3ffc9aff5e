import { OPEN } from '../../adapters/store/list-types.js';
import type { DutyView, Season } from '../../adapters/store/types.js';
import type { EpochMs, Post } from '../../engine/model.js';
import type { Actor } from '../../policy/actor.js';
import { may } from '../../policy/may.js';
import { reachOf } from '../../policy/table.js';
import { shortCode } from '../../policy/short-code.js';
import type { createConcerned } from '../concerned.js';
import { targetOf } from '../guarded.js';
import { personsOn, type Person } from '../persons.js';
import { planNow } from '../seasons.js';
import type { Parts } from '../service.js';

export type Tab = 'mine' | 'department' | 'done';

export interface MyDuty {
  readonly view: DutyView;
  readonly code: string;
  readonly next: readonly Person[];
}

/** One season's part of somebody's list. */
export interface MyList {
  readonly season: Season;
  /** Plan time. */
  readonly now: EpochMs;
  readonly duties: readonly MyDuty[];
}

/** Whether the system itself is alive, as far as whoever reads a page can use it. */
export interface Alive {
  /** Plan time up to which all units' rows are true. */
  readonly asOf: EpochMs;
  readonly timezone: string;
  /** How many units are behind. */
  readonly behind: number;
}

export interface MyParts extends Pick<Parts, 'store' | 'now'> {
  readonly concerned: ReturnType<typeof createConcerned>;
}

const MOST = 200;
const MOST_DONE = 50;
const BEHIND_MS = 120_000;

/** What is somebody's own, his body's, or done, in all running seasons. */
export async function myDuties(parts: MyParts, actor: Actor, tab: Tab): Promise<readonly MyList[]> {
  const lists = await Promise.all(
    (await running(parts)).map(async (season): Promise<MyList> => {
      const now = await planNow(parts, season);
      const held = await parts.concerned.heldBy(season.id, actor.person);
      const views = await viewsOf(parts, actor, season, tab, held);
      const person = await personsOn(
        parts,
        season,
        views.flatMap(({ nextTo }) => nextTo),
        now,
      );
      const duties = views
        .filter((view) => view.kind !== 'series' && isHisToSee(actor, view, held))
        .map((view) => ({
          view,
          code: shortCode({ season: season.id, path: view.path, duty: view.duty }),
          next: view.nextTo.map(person),
        }));
      return { season, now, duties };
    }),
  );
  return lists.filter(({ duties }) => duties.length > 0);
}

async function viewsOf(
  { store }: MyParts,
  actor: Actor,
  season: Season,
  tab: Tab,
  held: readonly Post[],
): Promise<readonly DutyView[]> {
  if (tab === 'mine') return store.deskSearch.openOf(season.id, held, MOST);
  if (tab === 'done') return store.deskSearch.doneOf(season.id, held, MOST_DONE);
  const units = unitsOf(actor, season.id, held);
  const lists = await Promise.all(
    units.map((path) => store.duties({ season: season.id, path, status: OPEN, limit: MOST })),
  );
  return lists
    .flat()
    .sort((a, b) => a.dueAt - b.dueAt)
    .slice(0, MOST);
}

/** Whoever holds a post but no right (any more), or came for something else, sees nothing here either. */
const isHisToSee = (actor: Actor, view: DutyView, held: readonly Post[]): boolean => {
  const { season, path, duty, doer, answerable } = view;
  return may(actor, 'duty.read', targetOf(season, path, duty, [doer, answerable], held)) === true;
};

/** The units on whose posts somebody is, and the bodies in whose name he may act. */
export const unitsOf = (actor: Actor, season: string, held: readonly Post[]): readonly string[] => [
  ...new Set([...held.map(unitOf), ...bodiesOf(actor, season)]),
];

/** The bodies in whose name a grant lets him act. */
const bodiesOf = (actor: Actor, season: string): string[] =>
  actor.grants
    .filter(({ role }) => reachOf(role, 'duty.complete') === 'own')
    .filter((grant) => grant.season === null || grant.season === season)
    .map(({ department, unit }) => department ?? unit)
    .filter((path) => path !== '');

const unitOf = (post: Post): string => post.slice(0, Math.max(post.indexOf('#'), 0));

/** How far the board is true: of the season that is furthest behind; null where no season runs. */
export async function aliveness(parts: Pick<Parts, 'store' | 'now'>): Promise<Alive | null> {
  const all = await Promise.all(
    (await running(parts)).map(async (season): Promise<Alive> => {
      const asOf = await planNow(parts, season);
      const wakeBefore = (asOf - BEHIND_MS) as EpochMs;
      const stuck =
        season.status === 'running'
          ? await parts.store.stuck({ season: season.id, wakeBefore })
          : [];
      return { asOf, timezone: season.timezone, behind: stuck.length };
    }),
  );
  return all.sort((a, b) => b.behind - a.behind)[0] ?? null;
}

const running = async ({ store }: Pick<Parts, 'store'>): Promise<readonly Season[]> =>
  (await store.seasons()).filter(({ status }) => status !== 'closed');
