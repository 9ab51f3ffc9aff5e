import { z } from 'zod';
import { visitorOf, type Routes } from '../api.js';
import {
  account,
  dossier,
  grantRow,
  link,
  madeToken,
  newAccount,
  newGrant,
  newToken,
  token,
} from '../schemas/account.js';
import { personId, problems } from '../schemas/words.js';
import { asSent, given } from '../shapes.js';
import type { AccountsRoom } from './session.js';

const tags = ['accounts'];
const params = z.object({ person: personId });
const idParams = z.object({ id: z.string().regex(/^[gt]-[\w-]{1,40}$/) });
const done = z.object({ done: z.string() });
const DAY_MS = 24 * 60 * 60_000;
const PAGE = 200;

/** Accounts, rights and tokens. Answers with secrets are kept nowhere. */
export const accountRoutes =
  ({ accountsFor }: AccountsRoom): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/accounts',
      config: { access: 'account.read' },
      schema: {
        tags,
        querystring: z.object({
          after: personId.optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(PAGE),
        }),
        response: {
          200: z.object({ items: z.array(account), next: z.string().nullable() }),
          ...problems(),
        },
      },
      handler: async (request) => {
        const { after, limit } = request.query;
        const wish = { limit, ...(after !== undefined && { after }) };
        const items = await accountsFor(visitorOf(request)).list(wish);
        const last = items.length === limit ? items.at(-1) : undefined;
        return asSent({ items, next: last?.person ?? null });
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/accounts/:person',
      config: { access: 'account.read' },
      schema: { tags, params, response: { 200: dossier, ...problems() } },
      handler: async (request) =>
        asSent(await accountsFor(visitorOf(request)).show(request.params.person)),
    });
    api.route({
      method: 'POST',
      url: '/api/v1/accounts',
      config: { access: 'account.write', idempotency: 'none' },
      schema: {
        tags,
        summary: 'Makes an account without rights; answers its one-time link',
        body: newAccount,
        response: { 201: link, ...problems(409) },
      },
      handler: async (request, reply) => {
        const made = await accountsFor(visitorOf(request)).add(given(request.body));
        return reply.code(201).header('cache-control', 'no-store').send(made);
      },
    });
    api.route({
      method: 'POST',
      url: '/api/v1/accounts/:person/reset',
      config: { access: 'account.write', idempotency: 'none' },
      schema: {
        tags,
        summary: 'Takes password and second factor away; answers a one-time link for new ones',
        params,
        response: { 200: link, ...problems(409) },
      },
      handler: async (request, reply) => {
        void reply.header('cache-control', 'no-store');
        return accountsFor(visitorOf(request)).reset(request.params.person);
      },
    });
    for (const way of ['disable', 'unlock'] as const)
      api.route({
        method: 'POST',
        url: `/api/v1/accounts/:person/${way}`,
        config: { access: 'account.write' },
        schema: { tags, params, response: { 200: done, ...problems(409, 422) } },
        handler: async (request) => {
          await accountsFor(visitorOf(request))[way](request.params.person);
          return { done: way };
        },
      });
    api.route({
      method: 'POST',
      url: '/api/v1/accounts/:person/grants',
      config: { access: 'account.grant' },
      schema: {
        tags,
        summary: 'Gives a right; an administrator’s is proposed until another person confirms it',
        params,
        body: newGrant,
        response: { 201: grantRow, ...problems(409, 422) },
      },
      handler: async (request, reply) => {
        const { person } = request.params;
        const made = await accountsFor(visitorOf(request)).grant(person, request.body);
        return reply.code(201).send(asSent(made));
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/grants/proposed',
      config: { access: 'account.confirm' },
      schema: { tags, response: { 200: z.object({ items: z.array(grantRow) }), ...problems() } },
      handler: async (request) =>
        asSent({ items: await accountsFor(visitorOf(request)).proposals() }),
    });
    api.route({
      method: 'POST',
      url: '/api/v1/invitations',
      config: { access: 'account.begin', idempotency: 'none' },
      schema: {
        tags: ['invitations'],
        summary: 'The one-time secret by which the first administrators are named',
        response: { 201: z.object({ token: z.string() }), ...problems(409) },
      },
      handler: async (request, reply) => {
        const token = await accountsFor(visitorOf(request)).begin();
        return reply.code(201).header('cache-control', 'no-store').send({ token });
      },
    });
    for (const [way, access] of [
      ['confirm', 'account.confirm'],
      ['reject', 'account.confirm'],
      ['revoke', 'account.grant'],
    ] as const)
      api.route({
        method: 'POST',
        url: `/api/v1/grants/:id/${way}`,
        config: { access },
        schema: { tags, params: idParams, response: { 200: done, ...problems(409, 422) } },
        handler: async (request) => {
          await accountsFor(visitorOf(request))[way](request.params.id);
          return { done: way };
        },
      });
    api.route({
      method: 'GET',
      url: '/api/v1/tokens',
      config: { access: 'token.own' },
      schema: { tags, response: { 200: z.object({ items: z.array(token) }), ...problems() } },
      handler: async (request) => asSent({ items: await accountsFor(visitorOf(request)).tokens() }),
    });
    api.route({
      method: 'POST',
      url: '/api/v1/tokens',
      config: { access: 'token.own', idempotency: 'none' },
      schema: {
        tags,
        summary: 'Makes a personal token for some of what its owner may do',
        body: newToken,
        response: { 201: madeToken, ...problems(409) },
      },
      handler: async (request, reply) => {
        const { days, ...wish } = request.body;
        const forMs = days === undefined ? {} : { forMs: days * DAY_MS };
        const made = await accountsFor(visitorOf(request)).createToken({ ...wish, ...forMs });
        return reply.code(201).header('cache-control', 'no-store').send(asSent(made));
      },
    });
    api.route({
      method: 'DELETE',
      url: '/api/v1/tokens/:id',
      config: { access: 'token.own' },
      schema: { tags, params: idParams, response: { 200: done, ...problems(409, 422) } },
      handler: async (request) => {
        await accountsFor(visitorOf(request)).revokeToken(request.params.id);
        return { done: 'revoke' };
      },
    });
  };
