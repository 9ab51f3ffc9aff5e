import { z } from 'zod';
import { isAble } from '../pages/page.js';
import type { House } from '../../service/desks/house.js';
import { targetOf, type Guard } from '../../service/guarded.js';
import { visitorOf, type Api, type Routes } from '../api.js';
import {
  card,
  cardHolder,
  coded,
  deskShape,
  givenOut,
  issued,
  link,
  oralRecord,
} from '../schemas/desk.js';
import {
  inAddress,
  pathOf,
  personId,
  problems,
  seasonId,
  stepId,
  unitInAddress,
  words,
} from '../schemas/words.js';
import { asSent } from '../shapes.js';

export interface DesksRoom {
  readonly house: House;
  readonly guard: Guard;
  /** The address people come by; stands before links. */
  readonly url: string;
}

const tags = ['desks'];
/** Answers that carry secrets are kept nowhere. */
const SECRET = { idempotency: 'none' } as const;
const MOST_DAYS = 60;
const id = z.string().regex(/^[0-9A-Z]{6,8}$/);
const unitQuery = z.object({ unit: unitInAddress });

/** Site desks, code cards, one-time links, short codes, records that wait for somebody's own word. */
export const deskRoutes =
  (room: DesksRoom): Routes =>
  (api) => {
    api.addHook('onRequest', async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
    });
    addDesks(api, room);
    addCards(api, room);
    addPins(api, room);
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

function addCards(api: Api, { house, guard }: DesksRoom): void {
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

function addLinks(api: Api, { house, guard, url }: DesksRoom): void {
  api.route({
    method: 'GET',
    url: '/api/v1/seasons/:season/links',
    config: { access: 'link.issue' },
    schema: {
      tags,
      params: z.object({ season: seasonId }),
      response: { 200: z.object({ items: z.array(link) }), ...problems() },
    },
    handler: async (request) => {
      const { season } = request.params;
      const visitor = visitorOf(request);
      const desk = guard(visitor);
      if (!isAble(visitor.actor, 'link.issue'))
        await desk.assertMay({ operation: 'link.issue', target: { season } });
      const all = await house.links.list(season);
      return { items: asSent(all.filter(({ path }) => desk.can('link.issue', { season, path }))) };
    },
  });
  api.route({
    method: 'POST',
    url: '/api/v1/seasons/:season/links',
    config: { access: 'link.issue', ...SECRET },
    schema: {
      tags,
      summary: 'A link for one person: to ordinary duties of a unit, or to its contact return',
      params: z.object({ season: seasonId }),
      body: z.object({
        unit: unitInAddress,
        person: personId,
        duties: z.array(z.union([stepId, words(120)])).max(50),
        purpose: z.enum(['duties', 'contacts']).optional(),
        days: z.int().min(1).max(MOST_DAYS),
      }),
      response: { 201: issued, ...problems(409) },
    },
    handler: async (request, reply) => {
      const { season } = request.params;
      const { unit, purpose = 'duties', ...wish } = request.body;
      const visitor = visitorOf(request);
      const path = pathOf(unit);
      const deed = { operation: 'link.issue', target: { season, path }, content: wish } as const;
      const made = await guard(visitor).change(deed, () =>
        house.links.issue({ ...wish, season, path, purpose, by: visitor.actor.person }),
      );
      return reply
        .code(201)
        .send({ id: made.id, url: `${url}/l/${made.token}`, until: made.until });
    },
  });
  api.route({
    method: 'DELETE',
    url: '/api/v1/seasons/:season/links/:id',
    config: { access: 'link.issue' },
    schema: {
      tags,
      params: z.object({ season: seasonId, id }),
      response: { 200: z.object({ revoked: z.boolean() }), ...problems() },
    },
    handler: async (request) => {
      const { season, id: of } = request.params;
      const found = (await house.links.list(season)).find((one) => one.id === of);
      const target = found ? { season, path: found.path } : { season };
      const deed = { operation: 'link.issue', target, content: request.params } as const;
      const revoked = await guard(visitorOf(request)).change(
        deed,
        async () => found !== undefined && (await house.links.revoke(of)),
      );
      return { revoked };
    },
  });
}

function addPhone(api: Api, { house, guard }: DesksRoom): void {
  api.route({
    method: 'GET',
    url: '/api/v1/codes/:code',
    config: { access: 'duty.read' },
    schema: {
      tags,
      summary: 'The duties of a short code in running seasons, however it was written down',
      params: z.object({ code: words(40) }),
      response: { 200: z.object({ items: z.array(coded) }), ...problems(409) },
    },
    handler: async (request) => {
      const desk = guard(visitorOf(request));
      const found = await house.book.byCode(request.params.code);
      const seen: (typeof found)[number][] = [];
      for (const one of found) {
        const { id } = one.season;
        const { path, duty, doer, answerable } = one.duty;
        const held = await house.heldBy(id, desk.actor.person);
        if (desk.can('duty.read', targetOf(id, path, duty, [doer, answerable], held)))
          seen.push(one);
      }
      const items = seen.map(({ season, duty, code }) => ({
        ...{ season: season.id, unit: inAddress(duty.path), duty: duty.duty, code },
        ...{ title: duty.title, status: duty.status },
      }));
      return { items };
    },
  });
  api.route({
    method: 'GET',
    url: '/api/v1/oral-records',
    config: { access: 'duty.record-for' },
    schema: {
      tags,
      summary: 'What was recorded for somebody after a call and waits for his own word',
      querystring: z.object({ season: seasonId.optional() }),
      response: { 200: z.object({ items: z.array(oralRecord) }), ...problems() },
    },
    handler: async (request) => {
      const visitor = visitorOf(request);
      const desk = guard(visitor);
      if (!isAble(visitor.actor, 'duty.record-for'))
        await desk.assertMay({ operation: 'duty.record-for', target: {} });
      const records = (await house.oralRecords(request.query.season)).filter(({ season, view }) =>
        desk.can('duty.record-for', { season: season.id, path: view.path }),
      );
      const items = records.map(({ season, view, ...rest }) => ({
        ...rest,
        ...{ season: season.id, unit: inAddress(view.path), duty: view.duty },
        ...{ title: view.title, dueAt: view.dueAt },
      }));
      return { items: asSent(items) };
    },
  });
}
