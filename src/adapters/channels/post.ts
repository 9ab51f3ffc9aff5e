import { request as httpRequest, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { lookup } from 'node:dns';
import { AddressRefused, allowedLookup, literalRefused, type Reach } from './addresses-allowed.js';

/** What became of a request, whoever answered. */
export type Posted =
  | {
      readonly status: number;
      readonly body: string;
      /** `retry-after`, in milliseconds. */
      readonly afterMs: number | null;
    }
  | { readonly failed: PostFailure; readonly detail: string };

/** `address`: no address of the host may be used. `tls`: who answers cannot show who it is. */
export type PostFailure = 'timeout' | 'tls' | 'address' | 'too-long' | 'network';

export interface Poster {
  post(url: URL, body: string, headers?: Readonly<Record<string, string>>): Promise<Posted>;
  close(): void;
}

export interface PosterOptions {
  readonly reach: Reach;
  /** Certificates (PEM) of whoever signs the servers', beside those the system knows; null: those alone. */
  readonly ca?: string | null;
  readonly withinMs?: number;
  readonly resolve?: typeof lookup;
}

const WITHIN_MS = 10_000;
const MOST_BYTES = 64 * 1024;
const MOST_AT_ONCE = 16;

/**
 * Posts JSON and answers what came back, within ten seconds for all of it. Follows no redirect: whoever redirects has
 * not taken anything. Connects only to addresses that are allowed; refuses certificates that do not verify,
 * whatever the environment says. Never throws.
 */
export function createPoster({ reach, ca, withinMs, resolve }: PosterOptions): Poster {
  const lookup = allowedLookup(reach, resolve);
  const kept = { keepAlive: true, maxSockets: MOST_AT_ONCE, lookup };
  const tls = { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const, ...(ca && { ca }) };
  const agents = { http: new HttpAgent(kept), https: new HttpsAgent({ ...kept, ...tls }) };
  return {
    async post(url, body, headers = {}) {
      const refused = literalRefused(url, reach);
      if (refused !== null) return { failed: 'address', detail: refused };
      const signal = AbortSignal.timeout(withinMs ?? WITHIN_MS);
      try {
        return await exchange(url, body, headers, { agents, signal });
      } catch (error) {
        return signal.aborted ? { failed: 'timeout', detail: '' } : failureOf(error);
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

interface Means {
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly signal: AbortSignal;
}

function exchange(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  { agents, signal }: Means,
): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'kaowu',
        ...headers,
      },
    };
    const answer = (response: IncomingMessage) => read(response).then(resolve, reject);
    const request =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, agent: agents.https }, answer)
        : httpRequest(url, { ...options, agent: agents.http }, answer);
    request.on('error', reject);
    request.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Posted> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) {
      response.destroy();
      return { failed: 'too-long', detail: '' };
    }
    parts.push(part);
  }
  const after = Number(response.headers['retry-after']);
  return {
    status: response.statusCode ?? 0,
    body: Buffer.concat(parts).toString('utf8'),
    afterMs: after > 0 ? Math.min(after, 3_600) * 1_000 : null,
  };
}

/** OpenSSL's and Node's words for a certificate that does not verify, and for a server that speaks no TLS. */
const TLS = /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|HOSTNAME_MISMATCH)/;

export function failureOf(error: unknown): Extract<Posted, { failed: unknown }> {
  if (error instanceof AddressRefused) return { failed: 'address', detail: error.message };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  return { failed: TLS.test(code) ? 'tls' : 'network', detail: code };
}
