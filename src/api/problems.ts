import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  isResponseSerializationError,
} from 'fastify-type-provider-zod';
import { AuditUnavailable } from '../service/audit-port.js';
import { Denied } from '../service/guarded.js';
import { Busy, NotReachable, Refusal } from '../service/outcome.js';
import { isLang, type Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';

/** `application/problem+json` (RFC 9457): `code` is stable, the sentences are for people. */
export interface Problem {
  readonly type: string;
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** What is wrong in the request, by field. */
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  /** The key by which the same may be asked again. */
  readonly key?: string;
  /** Since when it has been done, where that is the reason: milliseconds, plan time. */
  readonly since?: number;
}

/** Seconds after which asking again makes sense, when something behind does not answer. */
const RETRY_AFTER_S = 2;
const MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** Refusals that mean: there is no such thing, or not for you. */
const ABSENT = /^(?:no-season|not-found|unknown-(?!word$).*)$/;
const STATUS: Readonly<Record<string, number>> = {
  'key-reused': 422,
  'plan-faults': 422,
  'bad-wish': 422,
  'row-faults': 422,
  unreadable: 422,
  'bad-cursor': 422,
  'forbidden-content': 422,
  'not-signed-in': 401,
  'bad-credentials': 401,
  'second-factor': 401,
  'locked-out': 429,
  'too-many': 429,
};

/** What a browser remembers of the language that somebody chose. */
export const LANG_COOKIE = 'kaowu-lang';

/** The language that a request names itself; null where it names none. */
export function langAsked(request: FastifyRequest): Lang | null {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang;
  return typeof asked === 'string' && isLang(asked) ? asked : null;
}

/** The language a request is answered in: what it names, what was chosen before; else zh unless its browser asks for en. */
export function langOf(request: FastifyRequest): Lang {
  // Of what fails before it was read there are no cookies.
  const { cookies } = request as {
    readonly cookies?: Readonly<Partial<Record<string, string>>> | null;
  };
  const chosen = langAsked(request) ?? cookies?.[LANG_COOKIE];
  if (chosen !== undefined && isLang(chosen)) return chosen;
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}

/** An error as a problem; null for a defect, which is logged and not described. */
export function problemOf(error: unknown, lang: Lang): Problem {
  const t = texts(lang).api;
  if (error instanceof Denied)
    return error.isHidden ? absent(lang) : problem(403, 'denied', t.denied);
  if (error instanceof Refusal && ABSENT.test(error.code)) return absent(lang, error.code);
  if (error instanceof Refusal) return problem(STATUS[error.code] ?? 409, error.code, error[lang]);
  if (error instanceof AuditUnavailable) return problem(503, 'audit-unavailable', t.auditAway);
  if (error instanceof Busy) return problem(503, 'busy', t.busy);
  if (error instanceof NotReachable) return problem(503, 'unknown-outcome', t.unknownOutcome);
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error, lang);
  if (isResponseSerializationError(error)) return problem(500, 'defect', t.defect);
  const { statusCode = 500, code } = error as FastifyError;
  if (statusCode === 429) return problem(429, 'too-many', t.tooMany);
  if (statusCode < 500) return problem(statusCode, codeOf(code), t.malformed);
  return problem(500, 'defect', t.defect);
}

/** Sends a problem; what is unknown may be asked again. */
export function sendProblem(reply: FastifyReply, said: Problem): FastifyReply {
  if (said.status === 503 && !reply.hasHeader('retry-after'))
    void reply.header('retry-after', String(RETRY_AFTER_S));
  if (said.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(said.status).type(MEDIA_TYPE).send(JSON.stringify(said));
}

/** A problem by its code; the title is the status's own. */
export const problem = (status: number, code: string, detail: string): Problem => ({
  ...{ type: `urn:kaowu:problem:${code}`, status, code },
  ...{ title: TITLES[status] ?? 'Error', detail },
});

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** The same words for what is not there and for what is not theirs to see. */
const absent = (lang: Lang, _code?: string): Problem =>
  problem(404, 'not-found', texts(lang).api.notFound);

type Invalid = Extract<FastifyError, { validation?: unknown }>;

function invalid(error: Invalid, lang: Lang): Problem {
  const context = error.validationContext ?? 'body';
  const errors = (error.validation ?? []).map(({ instancePath, message = '' }) => ({
    field: `${context}${instancePath}`,
    message,
  }));
  return { ...problem(400, 'invalid', texts(lang).api.invalid), errors };
}

const codeOf = (code: string | undefined): string =>
  (code ?? 'bad-request')
    .replace(/^FST_(?:ERR_)?/, '')
    .toLowerCase()
    .replaceAll('_', '-');
