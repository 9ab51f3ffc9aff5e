import type { Target } from '../../policy/actor.js';
import { unitOfPost } from '../../engine/tree.js';
import type { createConcerned } from '../concerned.js';
import { decidedBy, type createGuard, type Visitor } from '../guarded.js';
import type { SeasonPost } from './hand-over.js';
import type { createRoster, RosterPort } from './roster.js';

export interface GuardedRosterParts {
  readonly roster: ReturnType<typeof createRoster>;
  readonly guard: ReturnType<typeof createGuard>;
  readonly concerned: ReturnType<typeof createConcerned>;
}

/**
 * The roster as one visitor sees it: what he changes is his right at every unit that it touches, under his own name, and on
 * record.
 */
export function guardedRoster(
  { roster, guard, concerned }: GuardedRosterParts,
  visitor: Visitor,
): RosterPort {
  const desk = guard(visitor);
  const { actor } = visitor;
  const { concerns } = roster;

  return {
    handOver: async (wish, by) =>
      changed(await concerns.ofHandOver(wish), wish, () =>
        roster.handOver(wish, decidedBy(actor, by)),
      ),
    swap: async (wish, by) =>
      changed(await concerns.ofSwap(wish), wish, () => roster.swap(wish, decidedBy(actor, by))),
    takeBack: async (id) =>
      changed(await concerns.ofTakeBack(id), { back: id }, () => roster.takeBack(id)),
    takeOvers: async (season) => {
      await desk.assertSome({ operation: 'roster.read', target: { season } });
      const all = await roster.takeOvers(season);
      return all.filter(({ post }) => desk.can('roster.read', targetOf({ season, post })));
    },
    onDuty: async (season, posts, at) => {
      for (const post of posts)
        await desk.assertMay({ operation: 'roster.read', target: targetOf({ season, post }) });
      return desk.read({ operation: 'season.read', target: { season } }, () =>
        roster.onDuty(season, posts, at),
      );
    },
    report: async (season, day) => {
      const path = await concerned.rootOf(season);
      const target = { season, ...(path !== null && { path }) };
      return desk.read({ operation: 'roster.read', target }, () => roster.report(season, day));
    },
  };

  async function changed<Result>(
    posts: readonly SeasonPost[],
    content: unknown,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const targets = await Promise.all(posts.map(withHeld));
    for (const target of targets) await desk.assertMay({ operation: 'roster.change', target });
    const [first = {}] = targets;
    return desk.change({ operation: 'roster.change', target: first, content }, work);
  }

  async function withHeld(one: SeasonPost): Promise<Target> {
    return { ...targetOf(one), held: await concerned.heldBy(one.season, actor.person) };
  }
}

const targetOf = ({ season, post }: SeasonPost): Target => ({
  ...{ season, path: unitOfPost(post), posts: [post] },
});
