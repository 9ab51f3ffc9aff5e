import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Accounts } from '../../service/accounts/accounts.js';
import type { AccountsPort } from '../../service/accounts/port.js';
import type { SignedIn } from '../../service/accounts/sessions.js';
import type { Visitor } from '../../service/guarded.js';
import { SESSION_COOKIE } from '../admission.js';
import { visitorOf, type Routes } from '../api.js';
import {
  code,
  credentials,
  enrolment,
  me,
  newPassword,
  password,
  signedIn,
} from '../schemas/account.js';
import { problems } from '../schemas/words.js';
import { asSent, given } from '../shapes.js';

export interface AccountsRoom {
  readonly accounts: Accounts;
  readonly accountsFor: (visitor: Visitor) => AccountsPort;
  /** Whether cookies are kept to https. */
  readonly isSecure: boolean;
}

const OIDC_COOKIE = 'kaowu-oidc';
const tags = ['session'];
const terminal = credentials.shape.terminal;
const open = { access: 'anybody', idempotency: 'none' } as const;
/** Answers of these carry secrets, and are kept nowhere. */
const own = { access: 'signed-in', idempotency: 'none' } as const;

/** Coming in and going out, and what one changes of one's own. */
export const sessionRoutes =
  ({ accounts, accountsFor, isSecure }: AccountsRoom): Routes =>
  (api) => {
    const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
    /** The secret goes into a cookie that no script reads; only a program that asks for it gets it. */
    const handOver = (reply: FastifyReply, { session, ...rest }: SignedIn, asked = false) => {
      void reply.header('cache-control', 'no-store');
      if (asked) return { ...rest, session };
      void reply.setCookie(SESSION_COOKIE, session, cookie);
      return rest;
    };

    api.route({
      method: 'POST',
      url: '/api/v1/session',
      config: open,
      schema: {
        tags,
        summary: 'Comes in by name and password, and by a one-time code where there is one',
        body: credentials,
        response: { 200: signedIn, ...problems(409) },
      },
      handler: async (request, reply) => {
        const { terminal: asked, ...shown } = request.body;
        return handOver(reply, await accounts.signIn(given(shown), request.ip), asked);
      },
    });
    api.route({
      method: 'POST',
      url: '/api/v1/session/totp',
      config: open,
      schema: {
        tags,
        summary: 'Adds the one-time code; the session gets a new secret',
        body: z.object({ code, newPassword: newPassword.optional(), terminal }),
        response: { 200: signedIn, ...problems(409) },
      },
      handler: async (request, reply) => {
        const { terminal: asked, ...shown } = request.body;
        const session = request.cookies[SESSION_COOKIE] ?? '';
        const began = { session, ...given(shown) };
        return handOver(reply, await accounts.signInCode(began, request.ip), asked);
      },
    });
    api.route({
      method: 'DELETE',
      url: '/api/v1/session',
      config: own,
      schema: { tags, response: { 204: z.null(), ...problems() } },
      handler: async (request, reply) => {
        await accounts.signOut(request.cookies[SESSION_COOKIE] ?? '', request.ip);
        return reply.clearCookie(SESSION_COOKIE, cookie).code(204).send(null);
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/session/oidc',
      config: open,
      schema: { tags, response: { 302: z.null(), ...problems(409) } },
      handler: async (_request, reply) => {
        const { url, secret } = await accounts.startOidc();
        return reply.setCookie(OIDC_COOKIE, secret, cookie).redirect(url, 302);
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/session/oidc/callback',
      config: open,
      schema: { tags, response: { 302: z.null(), ...problems(409) } },
      handler: async (request, reply) => {
        const shown = { secret: request.cookies[OIDC_COOKIE] ?? '', address: request.url };
        handOver(reply, await accounts.finishOidc(shown, request.ip));
        return reply.clearCookie(OIDC_COOKIE, cookie).redirect('/', 302);
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/me',
      config: { access: 'signed-in' },
      schema: { tags, response: { 200: me, ...problems() } },
      handler: async (request) => {
        const { person, name, way, factors, grants, scopes } = visitorOf(request).actor;
        const held = asSent(grants);
        return { person, name, way, factors, grants: held, scopes: scopes && [...scopes] };
      },
    });
    api.route({
      method: 'POST',
      url: '/api/v1/me/password',
      config: own,
      schema: {
        tags,
        summary: 'Sets a new password; every session ends, and the answer is a new one',
        body: z.object({ password, newPassword, terminal }),
        response: { 200: signedIn, ...problems(409) },
      },
      handler: async (request, reply) => {
        const { terminal: asked, ...shown } = request.body;
        const begun = await accountsFor(visitorOf(request)).changePassword(shown);
        return handOver(reply, begun, asked);
      },
    });
    api.route({
      method: 'POST',
      url: '/api/v1/me/totp/offer',
      config: own,
      schema: { tags, response: { 200: enrolment, ...problems(409) } },
      handler: async (request, reply) => {
        void reply.header('cache-control', 'no-store');
        return accountsFor(visitorOf(request)).offerTotp();
      },
    });
    api.route({
      method: 'POST',
      url: '/api/v1/me/totp',
      config: own,
      schema: {
        tags,
        summary: 'Takes up a second factor by its first code; answers the recovery codes, once',
        body: z.object({ ticket: z.string().max(2000), code, password, terminal }),
        response: {
          200: signedIn.extend({ recovery: z.array(z.string()) }),
          ...problems(409),
        },
      },
      handler: async (request, reply) => {
        const { terminal: asked, ...shown } = request.body;
        const { recovery, ...begun } = await accountsFor(visitorOf(request)).takeTotp(shown);
        return { ...handOver(reply, begun, asked), recovery: [...recovery] };
      },
    });
  };
