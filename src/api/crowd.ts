import type { FastifyReply, FastifyRequest } from 'fastify';
import { setImmediate } from 'node:timers/promises';
import { Busy } from '../service/outcome.js';
import type { Api } from './api.js';
import { createPlaces } from './places.js';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** So many begin in one turn of the event loop; whoever only reads gets in between. */
const A_TURN = 16;
/** The log tells of a crowd, not of everybody in it. */
const SAY_EVERY_MS = 10_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether it is counted among the changes under way. */
    hasPlace: boolean;
    /** Whether it was sent away because there was no room. */
    isSentAway: boolean;
  }
}

/**
 * Bounds how many changes a process has under way. Whoever comes when all places are taken is told at once, with nothing
 * begun, and when to come again: a queue without an end would make every answer come too late, and what is asked again
 * because of that would make it longer still. A place is taken when everything has arrived and who asks is known –
 * nobody holds one by sending slowly –, and kept until the work is done, whether or not anybody still waits for it.
 */
export function boundCrowd(api: Api, most: number): void {
  const places = createPlaces(most);
  let turn: Promise<void> | null = null;
  let begun = 0;
  let sentAway = 0;
  let saidAt = -SAY_EVERY_MS;
  api.decorateRequest('hasPlace', false);
  api.decorateRequest('isSentAway', false);
  api.addHook('onRequest', async (request, reply) => {
    const { method, routeOptions } = request;
    // A page is refused with its form to be sent again, so that has to come in first.
    if (!SAFE.has(method) && !routeOptions.config.isPage) assertPlace(request, reply);
  });
  api.addHook('preHandler', async (request, reply) => {
    if (SAFE.has(request.method)) return;
    assertPlace(request, reply);
    places.take();
    request.hasPlace = true;
    await beginning();
  });
  api.addHook('onSend', async (request) => {
    if (!request.hasPlace) return;
    request.hasPlace = false;
    places.free(performance.now());
  });

  function assertPlace(request: FastifyRequest, reply: FastifyReply): void {
    if (places.hasOne()) return;
    const now = performance.now();
    request.isSentAway = true;
    sentAway += 1;
    if (now - saidAt >= SAY_EVERY_MS) {
      request.log.warn({ sentAway, places: most }, 'too many changes at once');
      saidAt = now;
    }
    void reply.header('retry-after', String(places.comeAgainS(now)));
    throw new Busy();
  }

  /** In the order in which they came. */
  async function beginning(): Promise<void> {
    while (begun >= A_TURN) {
      turn ??= nextTurn();
      await turn;
    }
    begun += 1;
    turn ??= nextTurn();
  }

  async function nextTurn(): Promise<void> {
    await setImmediate();
    begun = 0;
    turn = null;
  }
}
