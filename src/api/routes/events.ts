import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../service/outcome.js';
import type { createEvents } from '../../service/reads/events.js';
import { placeOf, type FeedMessage } from '../../service/reads/feed-hub.js';
import { visitorOf, type Routes } from '../api.js';
import { limit } from '../schemas/list.js';
import { instantOut, pathOf, problems, seasonId, unitInAddress } from '../schemas/words.js';
import { asSent } from '../shapes.js';

const STREAM = 'text/event-stream';
const id = z.string().regex(/^\d{1,15}-\d{1,16}$/);
const question = z.object({
  season: seasonId.optional(),
  unit: unitInAddress.optional().describe('this unit and all below it'),
  after: id.optional().describe('`next` of the page before, or the last `id` heard'),
  limit: limit.optional(),
});
const event = z.object({
  id,
  season: z.string(),
  path: z.string(),
  seq: z.int(),
  event: z.looseObject({ type: z.string(), at: instantOut }),
  recordedAt: instantOut.describe('milliseconds since the Unix epoch, real time'),
});

/**
 * What happens, as it happens: a page of it, or with `Accept: text/event-stream` all that comes, resumed
 * by `Last-Event-ID`.
 */
export const eventRoutes =
  (events: ReturnType<typeof createEvents>): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/api/v1/events',
      config: { access: 'event.read' },
      schema: {
        tags: ['events'],
        summary: `Events in one order for all; with \`Accept: ${STREAM}\` as they come, resumed by \`Last-Event-ID\``,
        querystring: question,
        response: {
          200: z.object({ items: z.array(event), next: id, hasMore: z.boolean() }),
          ...problems(422),
        },
      },
      handler: async (request, reply) =>
        request.headers.accept?.includes(STREAM) === true ? stream(request, reply) : page(request),
    });

    type Asked = FastifyRequest & { readonly query: z.infer<typeof question> };

    async function page(request: Asked) {
      const { after, limit: most = 100 } = request.query;
      const from = placeFrom(after) ?? { no: 0, seq: 0 };
      const found = await events.page(visitorOf(request), filterOf(request.query), from, most);
      return asSent({ ...found, items: found.items.map(said) });
    }

    async function stream(request: Asked, reply: FastifyReply) {
      const resumed = request.headers['last-event-id'];
      const from = placeFrom(typeof resumed === 'string' ? resumed : request.query.after);
      const leaving = new AbortController();
      request.raw.on('close', () => leaving.abort());
      const { actorNow } = request;
      const messages = await events.listen(visitorOf(request), filterOf(request.query), from, {
        ...{ leaving, actorNow },
      });
      const body = Readable.from(texts(messages), { objectMode: false, highWaterMark: 16_384 });
      // Whoever takes nothing is let go by the other end of the line, too.
      leaving.signal.addEventListener('abort', () => body.destroy());
      return reply
        .header('content-type', STREAM)
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(body);
    }
  };

function filterOf({ season, unit }: z.infer<typeof question>) {
  return {
    ...(season !== undefined && { season }),
    ...(unit !== undefined && { under: pathOf(unit) }),
  };
}

function placeFrom(said: string | undefined) {
  if (said === undefined || said === '') return null;
  const place = placeOf(said);
  if (place !== null) return place;
  throw new Refusal('bad-cursor', `没有这样的事件编号：${said}`, `no such id of an event: ${said}`);
}

const said = ({ id: name, event: { season, path, seq, event: told, recordedAt } }: SaidEvent) => ({
  ...{ id: name, season, path, seq, event: told, recordedAt },
});
type SaidEvent = { readonly id: string; readonly event: NonNullable<FeedMessage['event']> };

/** A message as the standard writes it; without an event only the place to go on from. */
async function* texts(messages: AsyncIterable<FeedMessage>): AsyncGenerator<string> {
  yield 'retry: 2000\n\n';
  for await (const { id: name, event: told } of messages)
    yield told === null
      ? `: \nid: ${name}\n\n`
      : `id: ${name}\nevent: ${told.event.type}\ndata: ${JSON.stringify(said({ id: name, event: told }))}\n\n`;
}
