import { z } from 'zod';
import { visitorOf, type Api } from '../api.js';
import { card, cardHolder, givenOut } from '../schemas/desk.js';
import { pathOf, personId, problems, unitInAddress } from '../schemas/words.js';
import { asSent } from '../shapes.js';
import { id, SECRET, tags, type DesksRoom } from './desk-room.js';

const unitQuery = z.object({ unit: unitInAddress });

/** Code cards and their first PINs, which come from two hands. */
export function addCards(api: Api, room: DesksRoom): void {
  addHolders(api, room);
  addPins(api, room);
}

function addHolders(api: Api, { house, guard }: DesksRoom): void {
  api.route({
    method: 'GET',
    url: '/api/v1/cards',
    config: { access: 'desk.card' },
    schema: {
      tags,
      querystring: unitQuery,
      response: { 200: z.object({ items: z.array(cardHolder) }), ...problems() },
    },
    handler: async (request) => {
      const path = pathOf(request.query.unit);
      const deed = { operation: 'desk.card', target: { path } } as const;
      const items = await guard(visitorOf(request)).read(deed, () => house.cards.holders(path));
      return { items: asSent(items) };
    },
  });
  api.route({
    method: 'POST',
    url: '/api/v1/cards',
    config: { access: 'desk.card', ...SECRET },
    schema: {
      tags,
      summary:
        'A code card for a person of a site; the old one is dead. Its codes are answered once',
      body: z.object({ unit: unitInAddress, person: personId }),
      response: { 201: card, ...problems(409) },
    },
    handler: async (request, reply) => {
      const path = pathOf(request.body.unit);
      const visitor = visitorOf(request);
      const { person } = request.body;
      const deed = { operation: 'desk.card', target: { path }, content: { person } } as const;
      const made = await guard(visitor).change(deed, () =>
        house.cards.issue({ path, person, by: visitor.actor.person }),
      );
      return reply.code(201).send(asSent(made));
    },
  });
  api.route({
    method: 'DELETE',
    url: '/api/v1/cards/:id',
    config: { access: 'desk.card' },
    schema: {
      tags,
      params: z.object({ id }),
      querystring: unitQuery,
      response: { 200: z.object({ revoked: z.boolean() }), ...problems() },
    },
    handler: async (request) => {
      const path = pathOf(request.query.unit);
      const mine = (await house.cards.holders(path)).some(
        ({ card: one }) => one === request.params.id,
      );
      const deed = { operation: 'desk.card', target: { path }, content: request.params } as const;
      // The right was asked for this site: only a card of this site.
      const revoked = await guard(visitorOf(request)).change(
        deed,
        async () => mine && (await house.cards.revoke(request.params.id)),
      );
      return { revoked };
    },
  });
}

function addPins(api: Api, { house, guard }: DesksRoom): void {
  api.route({
    method: 'POST',
    url: '/api/v1/pins',
    config: { access: 'desk.pin', ...SECRET },
    schema: {
      tags,
      summary:
        'The first PIN of a card’s holder, never by whoever issued the card. It is answered once',
      body: z.object({ unit: unitInAddress, person: personId }),
      response: { 201: givenOut, ...problems(409) },
    },
    handler: async (request, reply) => {
      const path = pathOf(request.body.unit);
      const visitor = visitorOf(request);
      const { person } = request.body;
      const deed = { operation: 'desk.pin', target: { path }, content: { person } } as const;
      const given = await guard(visitor).change(deed, () =>
        house.cards.givePin({ path, person, by: visitor.actor.person }),
      );
      return reply.code(201).send(given);
    },
  });
}
