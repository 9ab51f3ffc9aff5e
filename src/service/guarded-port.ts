import type { Messages } from '../../workflows/messages.js';
import type { Answer } from '../engine/model.js';
import type { Operation } from '../policy/operation.js';
import type { Target } from '../policy/actor.js';
import { NOT_BY_TOKEN } from '../policy/table.js';
import { operationOf, postsFor, type createConcerned } from './concerned.js';
import type { Completion } from './entrance.js';
import { answered, targetOf, type createGuard, type Visitor } from './guarded.js';
import { Refusal } from './outcome.js';
import type { DutyLine, DutyWish } from './reads/duty-list.js';
import { maskedPosts, type PostWish } from './reads/posts.js';
import { narrowedTo } from './reads/reach.js';
import type { Bundle } from '../plan/bundle.js';
import type { ActName, Port, StartWish } from './port.js';

/** Something to be held against the rights of two persons before a signature goes in. */
export type SignatureCheck = (
  visitor: Visitor,
  season: string,
  path: string,
  message: Messages['confirm'],
) => Promise<void>;

/** A stand-in to be held against who signs beside the post: throws `Refusal`. */
export type StandInCheck = (
  season: string,
  path: string,
  message: Messages['standIn'],
) => Promise<void>;

/** A vault's key that changes hands, held against what was handed over from person to person: throws `Refusal`. */
export type HandsCheck = (
  season: string,
  path: string,
  message: Messages['vault'],
) => Promise<void>;

/** What every command is looked through for, before it goes in: throws `Refusal`. */
export type ContentCheck = (message: unknown) => void;

export interface GuardedParts {
  readonly port: Port;
  readonly guard: ReturnType<typeof createGuard>;
  readonly concerned: ReturnType<typeof createConcerned>;
  readonly checkContent: ContentCheck;
  readonly checkSignature: SignatureCheck;
  readonly checkStandIn: StandInCheck;
  readonly checkHands: HandsCheck;
}

/** The port as one visitor sees it: within his rights, under his own name, and on record. */
export function guardedPort(parts: GuardedParts, visitor: Visitor): Port {
  const { port } = parts;
  const { actor } = visitor;
  const desk = parts.guard(visitor);
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
        port.governSeason(season, type, nameOf(by)),
      ),
    closeSeason: async (season, by) =>
      desk.change(on('season.govern', await wholeOf(season), 'close'), () =>
        port.closeSeason(season, nameOf(by)),
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
    async custodies(season) {
      await desk.assertSome(on('custody.read', { season }));
      const lines = await port.custodies(season);
      const targets = await Promise.all(lines.map(({ path }) => unitTarget(season, path)));
      return lines.filter((_, n) => desk.can('custody.read', targets[n] ?? {}));
    },
    async custody(season, path) {
      const target = await unitTarget(season, path);
      return desk.read(on('custody.read', target), () => port.custody(season, path));
    },
    async procedures(season, path) {
      const target = await unitTarget(season, path);
      return desk.read(on('duty.read', target), () => port.procedures(season, path));
    },
    async vaults(season) {
      await desk.assertSome(on('vault.read', { season }));
      const lines = await port.vaults(season);
      const targets = await Promise.all(lines.map(({ path }) => unitTarget(season, path)));
      return lines.filter((_, n) => desk.can('vault.read', targets[n] ?? {}));
    },
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

  async function act(
    season: string,
    path: string,
    name: ActName,
    message: Messages[ActName],
  ): Promise<Answer> {
    const operation = operationOf(name, message);
    const step = 'step' in message ? message.step : null;
    const signing = operation === 'duty.confirm' && 'post' in message ? [message.post] : null;
    const target =
      step === null
        ? { season, path }
        : await targetFor(operation, season, path, step, dutyIn(message), {
            signing,
            needsPosts: isForAnother(message),
          });
    const signed = await underOwnName(season, operation, target, message);
    // Whoever types in for another has the right to do that, not the other's.
    const asked = isForAnother(message) ? 'duty.record-for' : operation;
    return desk.change(
      { operation: asked, target, key: message.key, content: { name, message } },
      async () => {
        parts.checkContent(signed);
        if (name === 'confirm')
          await parts.checkSignature(visitor, season, path, signed as Messages['confirm']);
        if (name === 'standIn')
          await parts.checkStandIn(season, path, signed as Messages['standIn']);
        if (name === 'vault') await parts.checkHands(season, path, signed as Messages['vault']);
        return port.act(season, path, name, signed);
      },
      answered,
    );
  }

  async function completeAll(season: string, path: string, items: readonly Completion[]) {
    const all = await Promise.allSettled(
      items.map((item) => act(season, path, 'completeSteps', item)),
    );
    // Nobody is answered while some are still on their way: what was refused to one may be done for another.
    return all.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
  }

  /** A consignment, a vault, a procedure is the business of everybody whose post has a part in it. */
  async function unitTarget(season: string, path: string): Promise<Target> {
    const posts = await parts.concerned.allPostsOf(season, path);
    return targetOf(season, path, '', posts, await parts.concerned.heldBy(season, actor.person));
  }

  async function targetFor(
    operation: Operation,
    season: string,
    path: string,
    step: string,
    duty: string,
    {
      signing = null,
      needsPosts = false,
    }: { readonly signing?: readonly string[] | null; readonly needsPosts?: boolean } = {},
  ): Promise<Target> {
    const plain = { season, path, duty };
    // Posts never take a right away: whoever has it without any is not asked for his.
    if (!needsPosts && desk.can(operation, plain)) return plain;
    const concerned = await parts.concerned.postsOf(season, path, step);
    const held = await parts.concerned.heldBy(season, actor.person);
    const posts = postsFor(operation, concerned);
    const meant = signing === null ? posts : posts.filter((post) => signing.includes(post));
    return targetOf(season, path, duty, meant, held);
  }

  /**
   * Everybody acts under his own name. Who types in for somebody else needs the right to, and stands on
   * record beside him; at the console, whoever is named is always somebody else.
   */
  async function underOwnName<Message extends Messages[ActName]>(
    season: string,
    operation: Operation,
    target: Target,
    message: Message,
  ): Promise<Message> {
    const { recordedBy: _claimed, ...own } = message;
    if (actor.way === 'console')
      return { ...own, recordedBy: message.recordedBy ?? actor.person } as Message;
    if (!isForAnother(message)) return { ...own, by: actor.person } as Message;
    await desk.assertMay({ operation: 'duty.record-for', target });
    // What is said in person is not said by a program in another's name either.
    if (actor.way === 'token' && NOT_BY_TOKEN.includes(operation))
      await desk.assertMay({ operation, target });
    const posts = target.posts ?? [];
    const held = await parts.concerned.heldBy(season, message.by);
    if (target.duty !== undefined && !posts.some((post) => held.includes(post)))
      throw new Refusal(
        'not-concerned',
        `${message.by} 不是该事项的责任人、责任领导或答复人，不能代录`,
        `${message.by} holds no post that this duty concerns: nothing can be recorded for him`,
      );
    return { ...own, recordedBy: actor.person } as Message;
  }

  function isForAnother({ by }: Messages[ActName]): boolean {
    return actor.way !== 'console' && by !== '' && by !== actor.person;
  }

  /** What is about a season as a whole is about the unit at its top. */
  async function wholeOf(season: string): Promise<Target> {
    const root = await parts.concerned.rootOf(season);
    return root === null ? { season } : { season, path: root };
  }

  /** The console says who decided; anybody else decides himself. */
  function nameOf(by: string): string {
    return actor.way === 'console' && by !== '' ? by : actor.person;
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

/** The id of the duty that a message means. */
function dutyIn(message: Messages[ActName]): string {
  if (!('step' in message)) return '';
  const { step, occurrence } = message;
  return occurrence === undefined ? step : `${step}@${occurrence}`;
}

const stepIn = (duty: string): string => duty.split('@')[0] ?? duty;
