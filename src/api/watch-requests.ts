import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Api } from './api.js';

/** A request that was answered, as figures know it. */
export interface Served {
  /** As the route was declared; `unmatched` where there is none. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

const GIVEN = /^[\w.:-]{8,64}$/;
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A request keeps the id that a proxy gave it, so that one search finds both logs; else it gets one. */
export function requestIdOf({ headers }: Pick<FastifyRequest['raw'], 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && GIVEN.test(given) ? given : randomUUID();
}

/**
 * Tells of each request when it has been answered: to the figures, and to the log in one line – without its
 * address, which may hold a secret, and without anything that was sent. Reads that went well are for `debug` only.
 */
export function watchRequests(api: Api, observe: (served: Served) => void): void {
  api.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  api.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const served = {
      ...{ route, method: request.method, status: reply.statusCode },
      seconds: reply.elapsedTime / 1_000,
    };
    observe(served);
    const line = {
      ...{ route, method: request.method, status: reply.statusCode },
      ms: Math.round(reply.elapsedTime),
      person: request.actor?.person,
    };
    const level = request.isSentAway ? 'debug' : levelOf(request.method, reply.statusCode);
    request.log[level](line, 'served');
  });
}

function levelOf(method: string, status: number): 'debug' | 'info' | 'warn' {
  if (status >= 500) return 'warn';
  return SAFE.has(method) && status < 400 ? 'debug' : 'info';
}
