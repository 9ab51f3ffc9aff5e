import { z } from 'zod';
import type { Guard } from '../../service/guarded.js';
import type { Health, LookAtHealth } from '../../service/health.js';
import { visitorOf, type Routes } from '../api.js';
import { langOf } from '../problems.js';
import { langQuery, problems } from '../schemas/words.js';

const state = z.enum(['ok', 'warn', 'bad']);
const check = z.object({ name: z.string(), state, needed: z.boolean(), tookMs: z.number() });
const readiness = z.object({
  ready: z.boolean().describe('whether requests can be served'),
  state,
  checks: z.array(check),
});
const full = readiness.extend({
  at: z.int(),
  tookMs: z.number(),
  checks: z.array(check.extend({ sentence: z.string() })),
});
const tags = ['system'];

/**
 * Whether the process lives (`/healthz`), and whether requests can be served (`/readyz`). Anybody may ask, as probes
 * do; the sentences, which may name machines, are for whoever may look at the system.
 */
export const healthRoutes =
  (look: LookAtHealth, guard: Guard): Routes =>
  (api) => {
    api.route({
      method: 'GET',
      url: '/healthz',
      config: { access: 'anybody' },
      schema: { tags, response: { 200: z.object({ alive: z.literal(true) }) } },
      handler: async () => ({ alive: true as const }),
    });
    api.route({
      method: 'GET',
      url: '/readyz',
      config: { access: 'anybody' },
      schema: { tags, response: { 200: readiness, 503: readiness } },
      handler: async (_request, reply) => {
        const health = await look();
        const { ready, state: worst } = health;
        void reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
        return { ready, state: worst, checks: health.findings.map(bare) };
      },
    });
    api.route({
      method: 'GET',
      url: '/api/v1/system/health',
      config: { access: 'system.read' },
      schema: {
        tags,
        summary: 'Every check with what it found and what to do',
        querystring: langQuery,
        response: { 200: full, ...problems() },
      },
      handler: async (request) => {
        const deed = { operation: 'system.read', target: {} } as const;
        const health = await guard(visitorOf(request)).read(deed, look);
        const { ready, state: worst, at, tookMs } = health;
        const lang = langOf(request);
        const checks = health.findings.map((one) => ({
          ...bare(one),
          sentence: one.sentence[lang],
        }));
        return { ready, state: worst, at, tookMs, checks };
      },
    });
  };

const bare = ({ name, state: is, needed, tookMs }: Health['findings'][number]) => ({
  ...{ name, state: is, needed, tookMs },
});
