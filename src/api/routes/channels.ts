import { z } from 'zod';
import type { ChannelDesk } from '../../service/courier/channel-desk.js';
import type { Visitor } from '../../service/guarded.js';
import { visitorOf, type Routes } from '../api.js';
import { langOf } from '../problems.js';
import { langQuery, personId, problems } from '../schemas/words.js';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/)
  .describe('name of a channel, as the settings call it');
const place = z.int().nullable();
const channel = z.object({
  ...{ name, kind: z.string(), rehearsals: z.boolean(), links: z.boolean() },
  carries: z.enum(['public', 'internal', 'sensitive']).describe('titles above it stay behind'),
  perMinute: z.int().nullable(),
  place: z
    .object({ critical: place, urgent: place, ordinary: place })
    .describe('its place in the order of each urgency, from 1; null: not tried'),
});
const sent = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('taken'), ref: z.string().nullable() }),
  z.object({ outcome: z.literal('refused'), reason: z.string() }),
  z.object({ outcome: z.literal('later'), reason: z.string(), afterMs: z.number().nullable() }),
]);
const tags = ['system'];

/** The ways to people: which there are, and whether one works. */
export const channelRoutes =
  (channelsFor: (visitor: Visitor) => ChannelDesk): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/channels',
      config: { access: 'channel.read' },
      schema: {
        tags,
        summary: 'The channels as the settings have them, without their secrets',
        response: { 200: z.object({ items: z.array(channel) }), ...problems() },
      },
      handler: async (request) => ({
        items: [...(await channelsFor(visitorOf(request)).list())],
      }),
    });
    api.route({
      method: 'POST',
      url: '/api/v1/channels/:name/test',
      config: { access: 'channel.test' },
      schema: {
        tags,
        summary:
          'Sends somebody one message that says it is a test; answers what the provider said',
        params: z.object({ name }),
        querystring: langQuery,
        body: z.object({ person: personId }),
        response: {
          200: z.object({ channel: name, person: personId, sent }),
          ...problems(409, 422),
        },
      },
      handler: (request) =>
        channelsFor(visitorOf(request)).test(
          request.params.name,
          request.body.person,
          langOf(request),
        ),
    });
  };
