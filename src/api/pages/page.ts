import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../policy/actor.js';
import { isAble } from '../../policy/may.js';
import type { Operation } from '../../policy/operation.js';
import type { Doors } from '../../service/desks/doors.js';
import type { House } from '../../service/desks/house.js';
import type { Accounts } from '../../service/accounts/accounts.js';
import type { ChannelDesk } from '../../service/courier/channel-desk.js';
import type { Guard, Visitor } from '../../service/guarded.js';
import type { Previews } from '../../service/proof/previews.js';
import type { Reports } from '../../service/proof/reports.js';
import { framed, inLang, type Place } from '../../web/frame.js';
import type { Sending } from '../../web/forms.js';
import { alivePart } from '../../web/lists.js';
import type { Html } from '../../report/page/html.js';
import type { Lang } from '../../text/lang.js';
import type { Api } from '../api.js';
import { LANG_COOKIE, langAsked, langOf } from '../problems.js';
import type { RoomsFor } from '../routes/rooms.js';
import type { PortFor } from '../routes/seasons.js';
import { answerPageErrors } from './page-errors.js';

/** What pages are made of. */
export interface PageParts {
  readonly house: House;
  readonly doors: Doors;
  readonly portFor: PortFor;
  readonly roomsFor: RoomsFor;
  readonly guard: Guard;
  readonly reports: Reports;
  readonly previews: Previews;
  readonly channelsFor: (visitor: Visitor) => ChannelDesk;
  readonly accounts: Accounts;
  readonly isSecure: boolean;
  /** The address people come by, without a slash at the end: it stands before links. */
  readonly url: string;
}

/** A form's fields as they came. */
export type Fields = Readonly<Record<string, string>>;

/** Every page lets in anybody and sees for itself who it is: whoever is unknown gets a page, not a problem. */
export const PAGE = { access: 'anybody', idempotency: 'none', isPage: true } as const;

const FORM_COOKIE = 'kaowu-form';
const COOKIE_BYTES = 24;
const MOST_FIELDS = 400;
/** A form has at most a few long words. */
const FORM_LIMIT = 128 * 1024;

/** Reads forms, and answers errors with pages: for the routes added to this part of the API only. */
export function openPages(api: Api): void {
  api.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, text, done) => {
      const pairs = [...new URLSearchParams(String(text))];
      if (pairs.length > MOST_FIELDS)
        return done(Object.assign(new Error('form'), { statusCode: 413 }));
      done(null, Object.fromEntries(pairs));
    },
  );
  api.addHook('onRequest', async (request, reply) => {
    // The same name twice would be a list, where pages mean a word.
    const asked = Object.entries(request.query as Record<string, string | string[]>);
    request.query = Object.fromEntries(asked.map(([name, said]) => [name, [said].flat().at(-1)]));
    // With `no-referrer` a browser would not say either that a form comes from here.
    void reply.header('cache-control', 'no-store').header('referrer-policy', 'same-origin');
  });
  answerPageErrors(api);
}

/** One sending a request: a page asks for it in several places. */
const sendings = new WeakMap<FastifyRequest, Sending>();

/** What a form of this page must carry: a token bound to a cookie of this browser, and a key of its own. */
export function sendingOf(
  request: FastifyRequest,
  reply: FastifyReply,
  isSecure: boolean,
): Sending {
  const made = sendings.get(request);
  if (made) return made;
  const known = request.cookies[FORM_COOKIE];
  const isGood = known !== undefined && known.length > COOKIE_BYTES;
  const secret = isGood ? known : randomBytes(COOKIE_BYTES).toString('base64url');
  if (!isGood)
    void reply.setCookie(FORM_COOKIE, secret, {
      ...{ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure },
    });
  rememberLang(request, reply, isSecure);
  const sending = { lang: langOf(request), csrf: tokenOf(secret), key: randomUUID() };
  sendings.set(request, sending);
  return sending;
}

/** Pages lead to pages whose addresses name no language: what somebody has chosen once stays chosen. */
function rememberLang(request: FastifyRequest, reply: FastifyReply, isSecure: boolean): void {
  const asked = langAsked(request);
  if (asked === null || asked === request.cookies[LANG_COOKIE]) return;
  void reply.setCookie(LANG_COOKIE, asked, {
    ...{ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure },
    maxAge: LANG_KEPT_S,
  });
}

const LANG_KEPT_S = 365 * 86_400;

/** The fields of a form that came from our own page. Throws where it did not. */
export function fieldsOf(request: FastifyRequest): Fields {
  const fields = (request.body ?? {}) as Fields;
  const secret = request.cookies[FORM_COOKIE];
  if (secret === undefined || fields['_csrf'] !== tokenOf(secret)) throw new StaleForm();
  return fields;
}

/** The form is not ours, or its page is older than the browser's cookie. */
export class StaleForm extends Error {
  override readonly name = 'StaleForm';
}

const tokenOf = (secret: string): string =>
  createHash('sha256').update(`form ${secret}`).digest('base64url');

const KEY = /^[\w-]{8,64}$/;

/**
 * The key of what a form does. A page's forms share `_key`, and a browser's way back shows an old page again: so the
 * act is part of it.
 */
export const keyOf = ({ _key: key = '' }: Fields, act: string): string =>
  KEY.test(key) ? `${key}-${act}` : randomUUID();

export interface Shown {
  readonly title: string;
  readonly body: readonly Html[];
  readonly actor: Actor | null;
  readonly here?: Place;
  readonly refreshS?: number;
  readonly big?: true;
  readonly status?: number;
}

/** Sends a page with all that stands around it. */
export async function showPage(
  { house }: Pick<PageParts, 'house'>,
  request: FastifyRequest,
  reply: FastifyReply,
  sending: Sending,
  { title, body, actor, status = 200, ...more }: Shown,
): Promise<FastifyReply> {
  const { lang, csrf } = sending;
  // Whoever came by a link or stands at a desk has his one page.
  const isHome = actor !== null && (actor.way === 'session' || actor.way === 'console');
  const text = framed(
    {
      ...{ lang, title, csrf, address: request.url.split('?')[0] ?? '/' },
      who: isHome ? actor.name : null,
      places: isHome ? placesOf(actor) : [],
      alive: isHome ? alivePart(lang, await house.alive()) : null,
      ...more,
    },
    body,
  );
  return reply.code(status).type('text/html; charset=utf-8').send(text);
}

/** Where somebody may go. */
const placesOf = (actor: Actor): Place[] => {
  const can = (operation: Operation): boolean => isAble(actor, operation);
  const places: readonly (readonly [Place, boolean])[] = [
    ['mine', true],
    ['overdue', can('duty.read')],
    ['procedures', can('procedure.begin') || can('report.read')],
    ['custody', can('custody.read') || can('vault.read')],
    ['zero', can('report.read')],
    ['notices', can('notice.preview')],
    ['phone', can('duty.record-for')],
    ['desks', can('desk.register') || can('desk.pin')],
    ['links', can('link.issue')],
    ['contacts', can('link.issue')],
    ['channels', can('channel.read')],
  ];
  return places.flatMap(([place, may]) => (may ? [place] : []));
};

/** Whoever is signed in; else he is sent to the sign-in page and back. A token is for programs, and opens no page. */
export function signedIn(request: FastifyRequest): Actor {
  if (request.actor !== null && request.actor.way !== 'token') return request.actor;
  throw new SignInFirst(request.method === 'GET' ? request.url : '/');
}

export class SignInFirst extends Error {
  override readonly name = 'SignInFirst';
  constructor(readonly next: string) {
    super('sign in first');
  }
}

/** An address of ours alone: a page never leads elsewhere. */
export const ownAddress = (text: string | undefined): string =>
  text !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(text) ? text : '/';

export const signInAddress = (lang: Lang, next: string): string =>
  inLang(lang, `/sign-in?next=${encodeURIComponent(ownAddress(next))}`);
