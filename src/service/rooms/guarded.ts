import type { Target } from '../../policy/actor.js';
import type { createConcerned } from '../concerned.js';
import { decidedBy, type createGuard, type Visitor } from '../guarded.js';
import { assertNothingForbidden } from '../forbidden.js';
import { hashOf } from './accept.js';
import type { createRooms, RoomsPort } from './rooms.js';
import type { NotedVisit } from './visits.js';

export interface GuardedRoomsParts {
  readonly rooms: ReturnType<typeof createRooms>;
  readonly guard: ReturnType<typeof createGuard>;
  readonly concerned: Pick<ReturnType<typeof createConcerned>, 'rootOf' | 'heldBy'>;
}

/**
 * Room rosters as one visitor sees them: a file is his business if each of its sites is, what is accepted or replaced is on
 * record under his name.
 */
export function guardedRooms(
  { rooms, guard, concerned }: GuardedRoomsParts,
  visitor: Visitor,
): RoomsPort {
  const desk = guard(visitor);
  const { actor } = visitor;

  return {
    async import(season, bytes, { apply, ...wish }, by) {
      const operation = apply ? 'room.write' : 'room.read';
      // Reading a file takes time: not for whoever may see no roster at all.
      await desk.assertSome({ operation, target: { season } });
      const opened = await rooms.open(season, bytes, wish);
      const targets = await atSites(season, opened.sites);
      for (const target of targets) await desk.assertMay({ operation, target });
      const [first] = targets;
      // Not one row could be read: there is nothing to accept.
      if (!apply || !first) return rooms.preview(opened);
      const content = { ...wish, file: hashOf(bytes), sites: opened.sites };
      return desk.change({ operation, target: first, content }, () =>
        rooms.accept(opened, decidedBy(actor, by)),
      );
    },
    async list(season) {
      await desk.assertSome({ operation: 'room.read', target: { season } });
      const all = await rooms.list(season);
      const targets = await atSites(
        season,
        all.map(({ site }) => site),
      );
      return all.filter((_, n) => desk.can('room.read', targets[n]));
    },
    show: async (season, session, site) =>
      desk.read({ operation: 'room.read', target: await at(season, site) }, () =>
        rooms.show(season, session, site),
      ),
    check: async (season, session) =>
      desk.read({ operation: 'room.read', target: await atRoot(season) }, () =>
        rooms.check(season, session),
      ),
    substitutes: async (season, wish) =>
      desk.read({ operation: 'room.read', target: await at(season, wish.site) }, () =>
        rooms.substitutes(season, wish),
      ),
    replace: async (season, wish) =>
      desk.change(
        { operation: 'room.replace', target: await at(season, wish.site), content: wish },
        () => rooms.replace(season, { ...wish, by: wish.by || actor.person }, actor.person),
      ),
    visits: async (season, session, site) =>
      desk.read({ operation: 'room.read', target: await ofSite(season, site) }, () =>
        rooms.visits(season, session, site),
      ),
    sitting: async (season, site) =>
      desk.read({ operation: 'room.read', target: await ofSite(season, site) }, () =>
        rooms.sitting(season, site),
      ),
    enter: (season, wish) => note(season, wish, rooms.enter),
    leave: (season, wish) => note(season, wish, rooms.leave),
  };

  /** An entry or a leaving, under the name of whoever types it in. */
  async function note<Wish extends { readonly site: string; readonly by: string }>(
    season: string,
    wish: Wish,
    write: (season: string, wish: Wish, recordedBy: string) => Promise<NotedVisit>,
  ): Promise<NotedVisit> {
    const target = await ofSite(season, wish.site);
    return desk.change({ operation: 'room.enter', target, content: wish }, () => {
      assertNothingForbidden(wish);
      return write(season, { ...wish, by: wish.by || actor.person }, actor.person);
    });
  }

  /** Who enters rooms is the business of everybody who holds a post at the site. */
  async function ofSite(season: string, path: string): Promise<Target> {
    const held = await concerned.heldBy(season, actor.person);
    return { season, path, held, posts: held.filter((post) => post.startsWith(`${path}#`)) };
  }

  /** Sites, and the posts that decide there: whoever holds one has a right as its holder. */
  async function atSites(season: string, sites: readonly string[]): Promise<Target[]> {
    const [roles, held] = await Promise.all([
      rooms.deciders(season),
      concerned.heldBy(season, actor.person),
    ]);
    return sites.map((path) => ({
      ...{ season, path, held, posts: roles.map((role) => `${path}#${role}`) },
    }));
  }

  async function at(season: string, site: string): Promise<Target> {
    const [target] = await atSites(season, [site]);
    return target ?? { season, path: site };
  }

  /** How all sites of a season are staffed is the business of whoever has the right for its root. */
  async function atRoot(season: string): Promise<Target> {
    const path = await concerned.rootOf(season);
    return { season, ...(path !== null && { path }) };
  }
}
