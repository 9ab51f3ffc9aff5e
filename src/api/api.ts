import type {
  FastifyInstance,
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Actor } from '../policy/actor.js';
import type { Operation } from '../policy/operation.js';
import type { Visitor } from '../service/guarded.js';

/** The application as routes see it: schemas are zod's, and types follow from them. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** One room of the API: adds its routes. What it needs it was given when it was made. */
export type Routes = (api: Api) => void;

/** What every route says of itself besides its schemas. */
export interface RouteRules {
  /** The right it asks for – held by the guard –, or whom it lets in without one. */
  readonly access: Operation | 'anybody' | 'signed-in';
  /**
   * How the same `Idempotency-Key` twice is one effect. `command`: the key goes into the command, and the
   * unit answers the second as the first; `stored` (the default): the answer is kept and given again;
   * `none`: for what has no effect to double, or has a single-use secret of its own.
   */
  readonly idempotency?: 'command' | 'stored' | 'none';
  /** A page for people: refused with a page, not with a problem document. */
  readonly isPage?: true;
  /** Other sites whose pages may ask in the name of a browser's session: only where nothing is changed. */
  readonly origins?: readonly string[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteRules['access'];
    idempotency?: RouteRules['idempotency'];
    isPage?: true;
    /** What it answers where that is a file and no JSON. */
    media?: readonly string[];
    origins?: RouteRules['origins'];
  }
  interface FastifyRequest {
    /** Who asks; null where nobody has signed in. */
    actor: Actor | null;
    /** Who it is by now: what stays open asks again, since rights end at once. */
    actorNow: () => Promise<Actor | null>;
  }
}

/** Who asks, for the guard. Only on routes that let in nobody unknown. */
export function visitorOf(request: { readonly actor: Actor | null; readonly ip: string }): Visitor {
  if (request.actor === null) throw new Error('a route that lets in anybody has asked who it is');
  return { actor: request.actor, address: request.ip };
}
