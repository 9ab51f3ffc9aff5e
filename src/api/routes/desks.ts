import { z } from 'zod';
import { isAble } from '../../policy/may.js';
import { visitorOf, type Api, type Routes } from '../api.js';
import { deskShape, issued } from '../schemas/desk.js';
import { pathOf, problems, unitInAddress, words } from '../schemas/words.js';
import { asSent } from '../shapes.js';
import { addCards } from './desk-cards.js';
import { addLinks } from './desk-links.js';
import { addPhone } from './desk-phone.js';
import { id, SECRET, tags, type DesksRoom } from './desk-room.js';

/** Site desks, code cards, one-time links, short codes, records that wait for somebody's own word. */
export const deskRoutes =
  (room: DesksRoom): Routes =>
  (api) => {
    api.addHook('onRequest', async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
    });
    addDesks(api, room);
    addCards(api, room);
    addLinks(api, room);
    addPhone(api, room);
  };

function addDesks(api: Api, { house, guard, url }: DesksRoom): void {
  api.route({
    method: 'GET',
    url: '/api/v1/desks',
    config: { access: 'desk.register' },
    schema: { tags, response: { 200: z.object({ items: z.array(deskShape) }), ...problems() } },
    handler: async (request) => {
      const visitor = visitorOf(request);
      const desk = guard(visitor);
      if (!isAble(visitor.actor, 'desk.register'))
        await desk.assertMay({ operation: 'desk.register', target: {} });
      const all = await house.siteDesks.list();
      return { items: asSent(all.filter(({ path }) => desk.can('desk.register', { path }))) };
    },
  });
  api.route({
    method: 'POST',
    url: '/api/v1/desks',
    config: { access: 'desk.register', ...SECRET },
    schema: {
      tags,
      summary: 'A registration link for one computer of a site, good once and for an hour',
      body: z.object({ unit: unitInAddress, name: words(60).min(1) }),
      response: { 201: issued, ...problems(409) },
    },
    handler: async (request, reply) => {
      const { unit, name } = request.body;
      const visitor = visitorOf(request);
      const target = { path: pathOf(unit) };
      const deed = { operation: 'desk.register', target, content: { name } } as const;
      const made = await guard(visitor).change(deed, () =>
        house.siteDesks.issue({ path: pathOf(unit), name, by: visitor.actor.person }),
      );
      const address = `${url}/desk/register/${made.token}`;
      return reply.code(201).send({ id: made.id, url: address, until: made.until });
    },
  });
  api.route({
    method: 'DELETE',
    url: '/api/v1/desks/:id',
    config: { access: 'desk.register' },
    schema: {
      tags,
      params: z.object({ id }),
      response: { 200: z.object({ revoked: z.boolean() }), ...problems() },
    },
    handler: async (request) => {
      const found = (await house.siteDesks.list()).find((one) => one.id === request.params.id);
      const target = found ? { path: found.path } : {};
      const deed = { operation: 'desk.register', target, content: request.params } as const;
      const revoked = await guard(visitorOf(request)).change(deed, () =>
        house.siteDesks.revoke(request.params.id),
      );
      return { revoked };
    },
  });
}
