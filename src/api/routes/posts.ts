import { z } from 'zod';
import { visitorOf, type Api } from '../api.js';
import { limit } from '../schemas/list.js';
import {
  pathOf,
  personId,
  post,
  problems,
  seasonId,
  title,
  unitInAddress,
} from '../schemas/words.js';
import { asSent, given } from '../shapes.js';
import type { PortFor } from './seasons.js';

const question = z.object({
  unit: unitInAddress.optional().describe('this unit and all below it'),
  person: personId.optional().describe('what this person holds on the day'),
  day: z.iso.date().optional().describe('who holds them then; today where it is not said'),
  after: post.optional().describe('`next` of the page before'),
  limit: limit.optional(),
});
const day = z.string().describe('`YYYY-MM-DD`, inclusive; empty: always');
const holder = z.object({
  person: z.string().nullable().describe('null: not for the asker, the name is masked'),
  name: z.string(),
  title: z.string(),
  from: day,
  to: day,
});
const list = z.object({
  season: z.string(),
  day: z.string(),
  posts: z.array(
    z.object({
      post: z.string(),
      path: z.string(),
      unitTitle: title,
      holders: z.array(holder).describe('nobody: the post is vacant'),
    }),
  ),
  next: z.string().nullable(),
});

/** The posts of a season and the people who hold them. */
export function addPosts(api: Api, portFor: PortFor): void {
  api.route({
    method: 'GET',
    url: '/api/v1/seasons/:season/posts',
    config: { access: 'season.read' },
    schema: {
      tags: ['seasons'],
      summary: 'Posts and who holds them; names are masked but for those the asker may look up',
      params: z.object({ season: seasonId }),
      querystring: question,
      response: { 200: list, ...problems(422) },
    },
    handler: async (request) => {
      const { unit, ...rest } = request.query;
      const wish = given({ ...rest, under: unit && pathOf(unit) });
      return asSent(await portFor(visitorOf(request)).posts(request.params.season, wish));
    },
  });
}
