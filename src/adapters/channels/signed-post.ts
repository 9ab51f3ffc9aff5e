import { createHmac } from 'node:crypto';
import type { Sent } from '../../service/courier/channel-port.js';
import { sentOf, type Wording } from './answers.js';
import type { Poster } from './post.js';

const MINUTE_MS = 60_000;

/** The answers of `docs/channels.md`: `{ "code": "ok", "ref": "…" }`. */
const SIGNED: Wording = {
  codeIn: ['code'],
  messageIn: ['message'],
  refIn: ['ref'],
  success: 'ok',
  refused: new Set(['number', 'blocked', 'template', 'signature', 'expired', 'balance', 'unknown']),
  limits: new Map([['limit', MINUTE_MS]]),
};

/** Whom it is sent to, and by what he knows that it is from us. */
export interface SignedPlace {
  readonly url: URL;
  /** Which secret it is; not secret itself. */
  readonly key: string;
  readonly secret: string;
}

/**
 * Posts a body under a signature: HMAC-SHA256 over `timestamp.id.body`, hexadecimal. The timestamp (milliseconds)
 * closes the window in which a copy could be sent again, the id tells a repetition from a new message.
 */
export async function postSigned(
  { post }: Pick<Poster, 'post'>,
  { url, key, secret }: SignedPlace,
  message: { readonly id: string; readonly body: object },
  atMs: number,
): Promise<Sent> {
  const body = JSON.stringify(message.body);
  const id = headerSafe(message.id);
  const signature = createHmac('sha256', secret).update(`${atMs}.${id}.${body}`).digest('hex');
  const headers = {
    'kaowu-key': key,
    'kaowu-id': id,
    'kaowu-timestamp': String(atMs),
    'kaowu-signature': `v1=${signature}`,
  };
  return sentOf(await post(url, body, headers), SIGNED);
}

/** An id as it can stand in a header. */
const headerSafe = (id: string): string => encodeURIComponent(id.replace(/\p{Cs}/gu, '?'));
