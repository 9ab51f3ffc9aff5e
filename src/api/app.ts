import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { LogController, type FastifyBaseLogger, type FastifyRequest } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { texts } from '../text/texts.js';
import type { Api, Routes } from './api.js';
import { admit, type Who } from './admission.js';
import { DESK_COOKIE } from './pages/at-desk.js';
import { VISIT_COOKIE } from './pages/link-pages.js';
import { boundCrowd } from './crowd.js';
import { documentOf } from './document.js';
import { etags } from './etags.js';
import { refuseNul } from './no-nul.js';
import { onlyOnce, type KeptAnswers } from './only-once.js';
import { langOf, problem, problemOf, sendProblem } from './problems.js';
import { requestIdOf, watchRequests, type Served } from './watch-requests.js';

export interface ApiParts {
  /** Resolves what a request shows – cookie or bearer – to whoever it belongs to. */
  readonly who: Who;
  readonly answers: KeptAnswers;
  readonly routes: readonly Routes[];
  readonly logger: FastifyBaseLogger | null;
  readonly version: string;
  /** Hears of each request that was answered. */
  readonly observe?: (served: Served) => void;
}

export interface ApiOptions {
  /** Proxies before us whose word on the client's address counts; false: none. */
  readonly trustProxy: boolean | string;
  /** Whether cookies are marked for https only. */
  readonly isSecure: boolean;
  /** How many changes may be under way at once; whoever comes then is told to come again. */
  readonly atOnce?: number;
}

/** A plan with its templates is the largest thing that comes in. */
const BODY_LIMIT = 16 * 1024 * 1024;
/** What is gathered goes into few updates: fewer would leave little to gather, more only wait longer. */
const AT_ONCE = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;
// Short ids stand in addresses; a unit's path has at most seven of them.
const MAX_PARAM = 300;

/** The API with all of its routes; call `listen` or `inject` on it. */
export async function createApi(parts: ApiParts, options: ApiOptions): Promise<Api> {
  const api: Api = fastify({
    ...(parts.logger ? { loggerInstance: parts.logger } : { logger: false }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: MAX_PARAM },
    trustProxy: options.trustProxy,
    // One line a request, below.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  answerErrors(api);
  watchRequests(api, parts.observe ?? (() => {}));
  await api.register(cookie);
  await api.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    hsts: options.isSecure,
  });
  await api.register(swagger, documentOf(parts.version));
  await api.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true });
  // Says which routes are limited, before the limiter looks at them.
  slowStrangers(api);
  await api.register(rateLimit, { global: false });
  refuseNul(api);
  admit(api, parts.who);
  boundCrowd(api, options.atOnce ?? AT_ONCE);
  onlyOnce(api, parts.answers);
  etags(api);
  api.get('/api/openapi.json', { config: { access: 'anybody' }, schema: { hide: true } }, () =>
    api.swagger(),
  );
  for (const add of parts.routes) await api.register(async (inner) => add(inner as Api));
  await api.ready();
  return api;
}

/**
 * Whoever has not signed in can send something to a few doors only, and not often: an address, a minute. Behind one
 * address may be a whole county: who has signed in is not counted, and desks and links are counted each by itself –
 * they know their own before they do anything that takes long.
 */
const STRANGERS = {
  max: 300,
  timeWindow: 60_000,
  allowList: ({ actor }: FastifyRequest) => actor !== null,
  keyGenerator: ({ ip, cookies, routeOptions: { url = '' } }: FastifyRequest) =>
    `${ip} ${url.startsWith('/desk') ? (cookies[DESK_COOKIE] ?? '') : url.startsWith('/l/') ? (cookies[VISIT_COOKIE] ?? '') : ''}`,
};

function slowStrangers(api: Api): void {
  api.addHook('onRoute', (route) => {
    const isRead = [route.method].flat().every((method) => method === 'GET' || method === 'HEAD');
    if (route.config?.access !== 'anybody' || isRead) return;
    route.config = { ...route.config, rateLimit: STRANGERS };
  });
}

/** Nothing from elsewhere, and nothing inline. */
const POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
};

function answerErrors(api: Api): void {
  api.setErrorHandler((error, request, reply) => {
    const said = problemOf(error, langOf(request));
    if (said.status === 500) request.log.error({ err: error }, 'a defect');
    return sendProblem(reply, said);
  });
  api.setNotFoundHandler((request, reply) =>
    sendProblem(reply, problem(404, 'not-found', texts(langOf(request)).api.notFound)),
  );
}
