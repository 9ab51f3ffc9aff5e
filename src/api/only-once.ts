import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { texts } from '../text/texts.js';
import type { Api } from './api.js';
import { langOf, problem, sendProblem } from './problems.js';

/** An answer kept under its key. Status 0: the first request has not been answered yet. */
export interface KeptAnswer {
  readonly digest: string;
  readonly status: number;
  readonly body: string;
  readonly startedAt: number;
}

/** Where answers are kept, by person and key; at least a day. */
export interface KeptAnswers {
  /** Begins: null where nobody has used this key, else what is kept under it. */
  begin(person: string, key: string, digest: string): Promise<KeptAnswer | null>;
  end(person: string, key: string, status: number, body: string): Promise<void>;
  /** What was not answered for good may be asked again. */
  drop(person: string, key: string): Promise<void>;
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const KEY = /^[\x21-\x7e]{8,200}$/;

declare module 'fastify' {
  interface FastifyRequest {
    /** The key of a change; empty where the route needs none. */
    intent: string;
    /** Whether this request has to keep its answer. */
    keepsAnswer: boolean;
  }
}

/** Every change carries a key; the same key again is the same effect and the same answer. */
export function onlyOnce(api: Api, answers: KeptAnswers): void {
  api.decorateRequest('intent', '');
  api.decorateRequest('keepsAnswer', false);
  api.addHook('preHandler', async (request, reply) => {
    const { idempotency = 'stored' } = request.routeOptions.config;
    if (SAFE.has(request.method) || idempotency === 'none') return undefined;
    const t = texts(langOf(request)).api;
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || !KEY.test(key))
      return sendProblem(reply, problem(400, 'idempotency-key', t.keyMissing));
    request.intent = key;
    if (idempotency === 'command') return undefined;
    const kept = await answers.begin(personIn(request), key, digestOf(request));
    if (kept === null) {
      request.keepsAnswer = true;
      return undefined;
    }
    if (kept.digest !== digestOf(request))
      return sendProblem(reply, problem(422, 'key-reused', t.keyReused));
    if (kept.status === 0) return sendProblem(reply, problem(503, 'in-progress', t.inProgress));
    const type = kept.status < 400 ? 'application/json' : 'application/problem+json';
    return reply.code(kept.status).type(`${type}; charset=utf-8`).send(kept.body);
  });
  api.addHook('onSend', async (request, reply, payload) => {
    if (!request.keepsAnswer) return payload;
    const person = personIn(request);
    // Unknown, too early, or a defect: nothing has been answered for good.
    if (reply.statusCode >= 500 || reply.statusCode === 429 || typeof payload !== 'string')
      await answers.drop(person, request.intent);
    else await answers.end(person, request.intent, reply.statusCode, payload);
    return payload;
  });
}

const personIn = ({ actor }: FastifyRequest): string => actor?.person ?? '@';

const digestOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest('base64url');
