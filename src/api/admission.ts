import type { FastifyRequest } from 'fastify';
import type { Actor } from '../policy/actor.js';
import { texts } from '../text/texts.js';
import type { Api } from './api.js';
import { langOf, problem, sendProblem } from './problems.js';

/** What a request shows of whoever sends it. */
export interface Shown {
  readonly session?: string;
  readonly bearer?: string;
  /** It comes from this machine itself, and through no proxy. */
  readonly isHere?: true;
  /** Nobody does anything: it is asked on behalf of a stream that is still open. */
  readonly isWatching?: true;
}

/** Whom these secrets belong to; null where they are nobody's (any more). */
export type Who = (shown: Shown) => Promise<Actor | null>;

export const SESSION_COOKIE = 'kaowu';
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets in who may come in: finds out who asks, turns away the unknown, and changes sent by other sites in
 * the name of a browser's session (a token is never sent by a browser on its own).
 */
export function admit(api: Api, who: Who): void {
  api.decorateRequest('actor', null);
  api.decorateRequest('actorNow', nobody);
  api.addHook('onRequest', async (request, reply) => {
    const { access = 'signed-in' } = request.routeOptions.config;
    const shown = shownBy(request);
    const t = texts(langOf(request)).api;
    if (isForeign(request, shown))
      return sendProblem(reply, problem(403, 'foreign-site', t.foreign));
    if (shown.bearer ?? shown.session) {
      request.actor = await who(shown);
      request.actorNow = () => who({ ...shown, isWatching: true });
    }
    if (request.actor === null && access !== 'anybody' && request.routeOptions.url !== undefined)
      return sendProblem(reply, problem(401, 'not-signed-in', t.notSignedIn));
    return undefined;
  });
}

const nobody = async (): Promise<Actor | null> => null;

function shownBy(request: FastifyRequest): Shown {
  const { headers, cookies } = request;
  const [, bearer] = /^Bearer ([\w.~+/=-]{1,512})$/i.exec(headers.authorization ?? '') ?? [];
  if (bearer !== undefined) return { bearer, ...(isFromHere(request) && { isHere: true }) };
  const session = cookies[SESSION_COOKIE];
  return session === undefined ? {} : { session };
}

/**
 * Whether both ends of the line are on this machine. What a proxy hands on came from elsewhere, whether or not the
 * proxy is known to us.
 */
function isFromHere({ headers, socket }: FastifyRequest): boolean {
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
  const { remoteAddress: there, localAddress: here } = socket;
  return there !== undefined && (LOOPBACK.test(there) || there === here);
}

const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/** Browsers say where a request comes from; only a change matters, and only one that a cookie vouches for. */
function isForeign({ method, headers, routeOptions }: FastifyRequest, shown: Shown): boolean {
  const { bearer, session } = shown;
  if (SAFE.has(method) || bearer !== undefined) return false;
  if (headers.origin !== undefined && routeOptions.config.origins?.includes(headers.origin))
    return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin, host } = headers;
  if (origin !== undefined) return hostOf(origin) !== host;
  return site === undefined && session !== undefined && isFormLike(headers, routeOptions.config);
}

/**
 * From a browser too old to say where it comes from, any site's form could send this: no header of a program's own,
 * and a form's type. Pages ask for a token of their own.
 */
const isFormLike = (
  headers: FastifyRequest['headers'],
  { isPage }: FastifyRequest['routeOptions']['config'],
): boolean =>
  isPage !== true &&
  headers['idempotency-key'] === undefined &&
  FORM_TYPE.test(headers['content-type'] ?? '');

const FORM_TYPE = /^\s*(?:$|application\/x-www-form-urlencoded|multipart\/|text\/plain)/i;

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
