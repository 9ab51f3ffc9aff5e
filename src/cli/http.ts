import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotReachable, Refusal } from '../service/outcome.js';
import type { Lang } from '../text/lang.js';

/** Where the service is and as whom we come: one of the two secrets, or neither before signing in. */
export interface Door {
  readonly url: string;
  readonly token?: string;
  readonly session?: string;
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The service over HTTP. Refusals are thrown as `Refusal`; no answer, or 503, as `NotReachable`. Where it is crowded, which
 * has no effect, it is asked again a few times.
 */
export interface Http {
  /** Where the service is, as this client reaches it. */
  readonly url: string;
  get<Result>(path: string, query?: Query): Promise<Result>;
  /** A change; the same key again is the same effect. */
  send<Result>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<Result>;
  /** The body as it comes: exports, events. Throws as the others do before the first byte. */
  stream(
    path: string,
    query?: Query,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Sends bytes of a file, of the type given. */
  upload<Result>(path: string, bytes: Uint8Array, type: string, query?: Query): Promise<Result>;
}

const ANSWER_WITHIN_MS = 60_000;
/** How often something is asked that finds the service crowded; each time it says when to come again. */
const TRIES = 5;
/** A file of a province is read and checked before it is answered. */
const UPLOAD_WITHIN_MS = 600_000;
/** A log of millions of rows comes for minutes. */
const STREAM_WITHIN_MS = 3_600_000;

export function httpTo(door: Door, lang: Lang): Http {
  const ask = async (
    path: string,
    init: RequestInit,
    query: Query = {},
    withinMs = ANSWER_WITHIN_MS,
  ): Promise<Response> => {
    const address = new URL(path, door.url);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) address.searchParams.set(name, String(value));
    const headers = { 'accept-language': lang, ...credentials(door), ...init.headers };
    for (let tries = 1; ; tries += 1) {
      const signal = AbortSignal.timeout(withinMs);
      const response = await fetch(address, { ...init, headers, signal, redirect: 'error' }).catch(
        (error: unknown) => {
          throw new NotReachable(`${door.url}: ${reasonOf(error)}`);
        },
      );
      if (response.ok) return response;
      const problem = await problemIn(response, door);
      const isCrowded = problem instanceof Refusal && problem.code === 'busy';
      if (!isCrowded || tries === TRIES) throw problem;
      await sleep(afterMs(response));
    }
  };
  const json = async <Result>(response: Response): Promise<Result> =>
    (response.status === 204 ? undefined : await response.json()) as Result;

  return {
    url: door.url,
    get: async (path, query) => json(await ask(path, {}, query)),
    async send(method, path, body, key = randomUUID()) {
      const headers = {
        'idempotency-key': key,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      return json(await ask(path, init));
    },
    stream: (path, query, headers = {}) => ask(path, { headers }, query, STREAM_WITHIN_MS),
    async upload(path, bytes, type, query) {
      const headers = { 'idempotency-key': randomUUID(), 'content-type': type };
      const init = { method: 'POST', headers, body: Buffer.from(bytes) };
      return json(await ask(path, init, query, UPLOAD_WITHIN_MS));
    },
  };
}

/** When the service says, and up to a second later: not all come at the same moment. */
const afterMs = ({ headers }: Response): number =>
  (Number(headers.get('retry-after') ?? 1) + Math.random()) * 1_000;

const credentials = ({ token, session }: Door): Record<string, string> => ({
  ...(token !== undefined && { authorization: `Bearer ${token}` }),
  ...(session !== undefined && { cookie: `kaowu=${session}` }),
});

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

async function problemIn(response: Response, { url }: Door): Promise<Error> {
  const {
    code = `http-${response.status}`,
    detail = response.statusText,
    errors = [],
  } = (await response.json().catch(() => ({}))) as Problem;
  const fields = errors.map(({ field, message }) => `\n${field}: ${message}`).join('');
  // 408: the server never came to read it.
  if ((response.status === 503 && code !== 'busy') || response.status === 408)
    return new NotReachable(`${url}: ${detail}`);
  if (code === 'not-signed-in')
    return new Refusal(code, `${detail}：kaowu login`, `${detail}: kaowu login`);
  return new Refusal(code, `${detail}${fields}`, `${detail}${fields}`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code || error.message;
}
