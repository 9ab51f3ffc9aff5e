import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Guard } from '../../service/guarded.js';
import { visitorOf, type Routes } from '../api.js';
import { problems } from '../schemas/words.js';

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const payload = z.object({
  metadata: z.record(z.string().max(200), base64).optional(),
  data: base64.optional(),
});
const payloads = z.object({ payloads: z.array(payload).max(5_000) });
/** Temporal's tools leave an empty list out. */
const given = z.object({ payloads: payloads.shape.payloads.default([]) });
type Payloads = z.infer<typeof payloads>['payloads'];

export interface CodecServer {
  encode(payloads: Payloads): Promise<Payloads>;
  decode(payloads: Payloads): Promise<Payloads>;
}

/** A page of a history; one payload has two megabytes at most. */
const BODY_LIMIT = 8 * 1024 * 1024;

/**
 * What Temporal calls a codec server: its pages and its command line show in words what is encrypted, to
 * those who run the machine or may read every duty. Pages of other sites get nothing unless they are among
 * `origins`, where Temporal's own pages are served.
 */
export const codecRoutes =
  (codec: CodecServer, guard: Guard, origins: readonly string[]): Routes =>
  (api) => {
    const allowOrigin = (request: FastifyRequest, reply: FastifyReply): void => {
      void reply.header('vary', 'origin').header('cache-control', 'no-store');
      const { origin } = request.headers;
      if (origin === undefined || !origins.includes(origin)) return;
      void reply
        .header('access-control-allow-origin', origin)
        .header('access-control-allow-credentials', 'true');
    };
    // Also on a refusal: a browser shows no reason that it may not read.
    api.addHook('onSend', async (request, reply) => allowOrigin(request, reply));

    for (const way of ['encode', 'decode'] as const) {
      api.route({
        method: 'OPTIONS',
        url: `/codec/${way}`,
        config: { access: 'anybody' },
        schema: { hide: true },
        handler: (_request, reply) =>
          reply
            .code(204)
            .header('access-control-allow-methods', 'POST')
            .header('access-control-allow-headers', 'authorization, content-type, x-namespace')
            .header('access-control-max-age', '600')
            .send(),
      });
      api.route({
        method: 'POST',
        url: `/codec/${way}`,
        bodyLimit: BODY_LIMIT,
        config: { access: 'payload.read', idempotency: 'none', origins },
        schema: {
          tags: ['system'],
          summary: 'A codec server for Temporal’s own pages and command line',
          body: given,
          response: { 200: payloads, ...problems() },
        },
        handler: async (request) => {
          const desk = guard(visitorOf(request));
          const { payloads: sent } = request.body;
          const deed = { operation: 'payload.read', target: {}, content: sent } as const;
          const work = async () => ({ payloads: await codec[way](sent) });
          // Encrypting tells nobody anything.
          if (way === 'encode') return desk.read(deed, work);
          return desk.change(deed, work, () => ['done', `decode ${sent.length}`]);
        },
      });
    }
  };
