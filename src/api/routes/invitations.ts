import { z } from 'zod';
import type { Accounts } from '../../service/accounts/accounts.js';
import type { Routes } from '../api.js';
import {
  administratorLinks,
  administrators,
  code,
  invitation,
  joined,
  newPassword,
  secret,
} from '../schemas/account.js';
import { problems } from '../schemas/words.js';
import { asSent, given } from '../shapes.js';

const tags = ['invitations'];
const config = { access: 'anybody', idempotency: 'none' } as const;

/** One-time links: the secret comes in the body, since addresses are written into logs. */
export const invitationRoutes =
  (accounts: Accounts): Routes =>
  (api) => {
    api.addHook('onRequest', async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
    });
    api.route({
      method: 'POST',
      url: '/api/v1/invitations/open',
      config,
      schema: {
        tags,
        summary: 'Looks at a link without using it up',
        body: z.object({ token: secret }),
        response: { 200: invitation, ...problems(409) },
      },
      handler: async ({ body: { token } }) =>
        (await accounts.isFirstStart(token))
          ? ({ kind: 'first' } as const)
          : accounts.openInvitation(token),
    });
    api.route({
      method: 'POST',
      url: '/api/v1/invitations/join',
      config,
      schema: {
        tags,
        summary: 'Sets a person’s own password and second factor, and uses the link up',
        body: z.object({ token: secret, password: newPassword, code: code.optional() }),
        response: { 200: joined, ...problems(409) },
      },
      handler: async ({ body, ip }) => asSent(await accounts.join(given(body), ip)),
    });
    api.route({
      method: 'POST',
      url: '/api/v1/invitations/first',
      config,
      schema: {
        tags,
        summary: 'Names the first administrators; a link for each of them',
        body: z.object({ token: secret, administrators }),
        response: { 200: administratorLinks, ...problems(409) },
      },
      handler: async ({ body: { token, administrators: named }, ip }) =>
        asSent({ links: await accounts.nameAdministrators(token, named.map(given), ip) }),
    });
  };
