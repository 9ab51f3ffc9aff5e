import type { Messages } from '../../workflows/messages.js';
import type { Answer } from '../engine/model.js';
import type { Operation } from '../policy/operation.js';
import type { Target } from '../policy/actor.js';
import { NOT_BY_TOKEN } from '../policy/table.js';
import { operationOf, postsFor, servingAt, type createConcerned } from './concerned.js';
import type { Completion } from './entrance.js';
import { answered, targetOf, type createGuard, type Visitor } from './guarded.js';
import { Refusal } from './outcome.js';
import type { ActName, Port } from './port.js';

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

/** Commands as one visitor gives them: within his rights, under his own name, checked and on record. */
export function guardedAct(parts: GuardedParts, visitor: Visitor) {
  const { port } = parts;
  const { actor } = visitor;
  const desk = parts.guard(visitor);
  return { act, completeAll, targetFor };

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
        ? await aboutUnit(operation, season, path)
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

  /** Whoever serves at a unit begins what it holds ready; nothing else about a unit hangs on posts. */
  async function aboutUnit(operation: Operation, season: string, path: string): Promise<Target> {
    const plain = { season, path };
    if (operation !== 'procedure.begin' || desk.can(operation, plain)) return plain;
    return servingAt(parts.concerned, season, path, actor.person);
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
    if (operation === 'procedure.begin') await assertServesAt(season, target.path, message.by);
    return { ...own, recordedBy: actor.person } as Message;
  }

  async function assertServesAt(season: string, path = '', person: string): Promise<void> {
    const { posts = [] } = await servingAt(parts.concerned, season, path, person);
    if (posts.length === 0)
      throw new Refusal(
        'not-concerned',
        `${person} 不在该单位任职，不能代录其启动流程`,
        `${person} holds no post at this unit: no beginning can be recorded for this person`,
      );
  }

  function isForAnother({ by }: Messages[ActName]): boolean {
    return actor.way !== 'console' && by !== '' && by !== actor.person;
  }
}

/** The id of the duty that a message means. */
function dutyIn(message: Messages[ActName]): string {
  if (!('step' in message)) return '';
  const { step, occurrence } = message;
  return occurrence === undefined ? step : `${step}@${occurrence}`;
}
