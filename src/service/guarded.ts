import { createHash } from 'node:crypto';
import type { Answer, Post } from '../engine/model.js';
import type { Actor, Target } from '../policy/actor.js';
import { may } from '../policy/may.js';
import type { Operation } from '../policy/operation.js';
import { AuditUnavailable, type Attempt, type AuditLog, type AuditOutcome } from './audit-port.js';
import { NotReachable, Refusal } from './outcome.js';

/** What is about to be done, as the rights and the audit see it. */
export interface Deed {
  readonly operation: Operation;
  readonly target: Target;
  /** The idempotency key of the command, if it has one. */
  readonly key?: string | undefined;
  /** All of what was asked, to be digested for the record; never stored. */
  readonly content?: unknown;
}

/** Who asks, and from where. */
export interface Visitor {
  readonly actor: Actor;
  /** The network address a request came from; null at the console. */
  readonly address: string | null;
}

/** Whose decision it is: the console says who decided (empty: itself), anybody else decides himself. */
export const decidedBy = ({ way, person }: Actor, by: string): string =>
  way === 'console' && by !== '' ? by : person;

/** No right to it. What somebody may not even see is said not to be there, in the same words. */
export class Denied extends Error {
  override readonly name = 'Denied';
  constructor(
    readonly operation: Operation,
    readonly isHidden: boolean,
  ) {
    super(`no right to ${operation}`);
  }
}

export type Guard = ReturnType<typeof createGuard>;

/** Holds every deed against the rights of whoever asks, and writes it down before and after. */
export function createGuard(audit: AuditLog) {
  return (visitor: Visitor) => {
    const { actor } = visitor;

    async function assertMay(deed: Deed): Promise<void> {
      if (may(actor, deed.operation, deed.target) === true) return;
      await audit.denied(attemptOf(visitor, deed), deed.operation);
      throw new Denied(deed.operation, isHidden(actor, deed));
    }

    return {
      actor,
      assertMay,
      /**
       * For lists: out of reach of one unit he may see of another, line by line; who may see of none is told so.
       */
      async assertSome(deed: Deed): Promise<void> {
        const right = may(actor, deed.operation, deed.target);
        if (right !== true && right !== 'out-of-reach') return assertMay(deed);
        return assertMay({ ...deed, operation: 'season.read' });
      },
      can: (operation: Operation, target: Target = {}): boolean =>
        may(actor, operation, target) === true,
      /** Looks at something: only what is denied is written down. */
      async read<Result>(deed: Deed, work: () => Promise<Result>): Promise<Result> {
        await assertMay(deed);
        return work();
      },
      /** Changes something: the attempt is on record before, its outcome after. */
      async change<Result>(
        deed: Deed,
        work: () => Promise<Result>,
        outcomeOf: (result: Result) => readonly [AuditOutcome, string?] = () => ['done'],
      ): Promise<Result> {
        await assertMay(deed);
        return onRecord(audit, attemptOf(visitor, deed), work, outcomeOf);
      },
    };
  };
}

/** Does something with its attempt on record before, and its outcome after; rejects where it cannot be written. */
export async function onRecord<Result>(
  audit: AuditLog,
  attempt: Attempt,
  work: () => Promise<Result>,
  outcomeOf: (result: Result) => readonly [AuditOutcome, string?] = () => ['done'],
): Promise<Result> {
  const ticket = await audit.attempt(attempt);
  try {
    const result = await work();
    settle(audit.outcome(ticket, ...outcomeOf(result)));
    return result;
  } catch (error) {
    settle(audit.outcome(ticket, ...failureOf(error)));
    throw error;
  }
}

/** The log tries again by itself, and shows an attempt without an outcome: who asked does not wait for it. */
const settle = (writing: Promise<void>): void => void writing.catch(() => {});

/** What an answer of a unit means for the record. */
export const answered = ({ refused, detail }: Answer): readonly [AuditOutcome, string?] =>
  refused === undefined
    ? ['done']
    : ['refused', detail === undefined ? refused : `${refused}: ${detail.slice(0, 100)}`];

function failureOf(error: unknown): readonly [AuditOutcome, string?] {
  if (error instanceof Refusal) return ['refused', error.code];
  if (error instanceof Denied) return ['denied', error.operation];
  if (error instanceof NotReachable) return ['unknown'];
  if (error instanceof AuditUnavailable) return ['refused', 'audit'];
  return ['failed', error instanceof Error ? error.name : 'error'];
}

function attemptOf({ actor, address }: Visitor, { operation, target, key, content }: Deed) {
  return {
    ...{ person: actor.person, way: actor.way, secret: actor.secret, operation, address },
    ...{ season: target.season ?? null, path: target.path ?? null, duty: target.duty ?? null },
    key: key ?? null,
    digest: createHash('sha256')
      .update(JSON.stringify(content ?? null))
      .digest('hex'),
  };
}

/** Whoever may not see the thing is not told that it is there. */
function isHidden(actor: Actor, { target }: Deed): boolean {
  if (target.season === undefined) return false;
  const seeing: Operation = target.duty === undefined ? 'season.read' : 'duty.read';
  return may(actor, seeing, target) !== true;
}

/** Without posts a duty cannot be somebody's own. */
export const targetOf = (
  season: string,
  path: string,
  duty: string,
  posts: readonly Post[],
  held: readonly Post[],
): Target => ({ season, path, duty, posts, held });
