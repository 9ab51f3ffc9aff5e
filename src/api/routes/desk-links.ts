import { z } from 'zod';
import { isAble } from '../../policy/may.js';
import { visitorOf, type Api } from '../api.js';
import { issued, link } from '../schemas/desk.js';
import {
  pathOf,
  personId,
  problems,
  seasonId,
  stepId,
  unitInAddress,
  words,
} from '../schemas/words.js';
import { asSent } from '../shapes.js';
import { id, SECRET, tags, type DesksRoom } from './desk-room.js';

const MOST_DAYS = 60;

/** Links for one person each: to duties of a unit, or to its contact return. */
export function addLinks(api: Api, { house, guard, url }: DesksRoom): void {
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
