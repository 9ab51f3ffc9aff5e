import type { Operation } from '../policy/operation.js';
import type { Target } from '../policy/actor.js';
import { guardedAct, type GuardedParts } from './guarded-act.js';
import { decidedBy, targetOf, type Visitor } from './guarded.js';
import type { DutyLine, DutyWish } from './reads/duty-list.js';
import { maskedPosts, type PostWish } from './reads/posts.js';
import { narrowedTo } from './reads/reach.js';
import type { Bundle } from '../plan/bundle.js';
import type { Port, StartWish } from './port.js';

/** The port as one visitor sees it: within his rights, under his own name, and on record. */
export function guardedPort(parts: GuardedParts, visitor: Visitor): Port {
  const { port } = parts;
  const { actor } = visitor;
  const desk = parts.guard(visitor);
  const { act, completeAll, targetFor } = guardedAct(parts, visitor);
  const on = (operation: Operation, target: Target, content?: unknown) => ({
    operation,
    target,
    content,
  });

  return {
    async seasons() {
      await desk.assertMay(on('season.read', {}));
      const all = await port.seasons();
      return all.filter(({ id }) => desk.can('season.read', { season: id }));
    },
    startSeason: (bundle, wish) =>
      desk.change(on('season.start', planned(bundle, wish), { bundle, wish }), () =>
        port.startSeason(bundle, { ...wish, by: desk.actor.person }, (starts) =>
          desk.assertMay(on('season.start', starts)),
        ),
      ),
    governSeason: async (season, type, by) =>
      desk.change(on('season.govern', await wholeOf(season), type), () =>
        port.governSeason(season, type, decidedBy(actor, by)),
      ),
    closeSeason: async (season, by) =>
      desk.change(on('season.govern', await wholeOf(season), 'close'), () =>
        port.closeSeason(season, decidedBy(actor, by)),
      ),
    statusOf: (season) => desk.read(on('season.read', { season }), () => port.statusOf(season)),
    // It names what is late and who was told, unit by unit.
    seasonReport: async (season) =>
      desk.read(on('duty.read', await wholeOf(season)), () => port.seasonReport(season)),
    async units(season, under) {
      await desk.assertMay(on('season.read', { season }));
      const all = await port.units(season, under);
      return all.filter(({ path }) => desk.can('season.read', { season, path }));
    },
    posts: async (season, wish) =>
      desk.read(on('season.read', { season }), () => postsSeen(season, wish)),
    async overdue(wish) {
      await desk.assertMay(on('season.read', seenIn(wish)));
      const list = await port.overdue({ ...wish, narrowed: narrowed(wish.under) });
      return { ...list, lines: await seen(list.lines) };
    },
    async duties(wish, page) {
      await desk.assertMay(on('season.read', seenIn(wish)));
      const list = await port.duties({ ...wish, narrowed: narrowed(wish.under) }, page);
      return { ...list, lines: await seen(list.lines) };
    },
    act,
    completeAll,
    async showDuty(season, path, duty) {
      const target = await targetFor('duty.read', season, path, stepIn(duty), duty);
      return desk.read(on('duty.read', target), () => port.showDuty(season, path, duty));
    },
    custodies: (season) => unitsSeen('custody.read', season, () => port.custodies(season)),
    async custody(season, path) {
      const target = await unitTarget(season, path);
      return desk.read(on('custody.read', target), () => port.custody(season, path));
    },
    async procedures(season, path) {
      const target = await unitTarget(season, path);
      return desk.read(on('duty.read', target), () => port.procedures(season, path));
    },
    vaults: (season) => unitsSeen('vault.read', season, () => port.vaults(season)),
    async vault(season, path) {
      const target = await unitTarget(season, path);
      return desk.read(on('vault.read', target), () => port.vault(season, path));
    },
    verify: async (season) =>
      desk.read(on('season.verify', await wholeOf(season)), () => port.verify(season)),
    rebuild: (season) =>
      desk.change(on('system.operate', { season }, 'rebuild'), () => port.rebuild(season)),
    reseed: (season) =>
      desk.change(on('system.operate', { season }, 'reseed'), () => port.reseed(season)),
    reconcile: (season) =>
      desk.change(on('system.operate', { season }, 'reconcile'), () => port.reconcile(season)),
  };

  /** Where a list is looked for at all; each of its lines is held against the rights once more. */
  function narrowed(under: string | undefined) {
    return async (season: string) =>
      narrowedTo(actor, season, await parts.concerned.heldBy(season, actor.person), under);
  }

  async function postsSeen(season: string, wish: PostWish = {}) {
    const held = await parts.concerned.heldBy(season, actor.person);
    const list = await port.posts(season, wish);
    return maskedPosts(list, wish, ({ post, path }) =>
      desk.can('register.read', { season, path, posts: [post], held }),
    );
  }

  async function seen<Line extends DutyLine>(lines: readonly Line[]): Promise<readonly Line[]> {
    const held = new Map<string, readonly string[]>();
    for (const id of new Set(lines.map(({ view }) => view.season)))
      held.set(id, await parts.concerned.heldBy(id, actor.person));
    return lines.filter(({ view: { season, path, duty, doer, answerable } }) =>
      desk.can(
        'duty.read',
        targetOf(season, path, duty, [doer, answerable], held.get(season) ?? []),
      ),
    );
  }

  /** A consignment, a vault, a procedure is the business of everybody whose post has a part in it. */
  async function unitTarget(
    season: string,
    path: string,
    known?: readonly string[],
  ): Promise<Target> {
    const posts = await parts.concerned.allPostsOf(season, path);
    const held = known ?? (await parts.concerned.heldBy(season, actor.person));
    return targetOf(season, path, '', posts, held);
  }

  /** Of all that there are of a kind, those whose business it is to him. */
  async function unitsSeen<Line extends { readonly path: string }>(
    operation: Operation,
    season: string,
    all: () => Promise<readonly Line[]>,
  ): Promise<readonly Line[]> {
    await desk.assertSome(on(operation, { season }));
    const lines = await all();
    // What he serves on is the same for all of them, and found out once.
    const held = await parts.concerned.heldBy(season, actor.person);
    const targets = await Promise.all(lines.map(({ path }) => unitTarget(season, path, held)));
    return lines.filter((_, n) => desk.can(operation, targets[n] ?? {}));
  }

  /** What is about a season as a whole is about the unit at its top. */
  async function wholeOf(season: string): Promise<Target> {
    const root = await parts.concerned.rootOf(season);
    return root === null ? { season } : { season, path: root };
  }
}

/**
 * Which season a plan would start, and where, at a glance: whoever may not is refused before anything is read. A plan
 * can be written so that this is misled; what it says once it has been read is held against the rights again.
 */
function planned({ files }: Bundle, { season }: StartWish): Target {
  const units = Buffer.from(files['units.csv'] ?? '', 'base64').toString('utf8');
  const [, path] = /^[^\n]*\n\s*"?([a-z][a-z0-9-]*)"?\s*,/.exec(units) ?? [];
  return { ...(season !== undefined && { season }), ...(path !== undefined && { path }) };
}

const seenIn = ({ season, under }: Pick<DutyWish, 'season' | 'under'>): Target => ({
  ...(season && { season }),
  ...(under && { path: under }),
});

const stepIn = (duty: string): string => duty.split('@')[0] ?? duty;
