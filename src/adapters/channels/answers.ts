import type { Sent } from '../../service/courier/channel-port.js';
import { later, refused, taken } from './outcomes.js';
import type { Posted } from './post.js';

/** How a provider says what became of a message. */
export interface Wording {
  /** Where its code stands: the first of these keys that the answer has. */
  readonly codeIn: readonly string[];
  readonly messageIn: readonly string[];
  readonly refIn: readonly string[];
  readonly success: number | string;
  /** Codes that no repetition changes: the next channel at once. All others are worth another try. */
  readonly refused: ReadonlySet<number | string>;
  /** Codes of a limit, and how long it lasts. */
  readonly limits: ReadonlyMap<number | string, number>;
}

/** HTTP's own words for "not now"; every other 4xx is about us and stays so. */
const NOT_NOW: ReadonlySet<number> = new Set([408, 425, 429]);

/** Only an answer that says success was taken: neither a status nor silence is one. */
export function sentOf(posted: Posted, wording: Wording): Sent {
  if ('failed' in posted) {
    const { failed, detail } = posted;
    const isLasting = failed === 'tls' || failed === 'address';
    return isLasting ? refused(failed, detail) : later(failed, detail);
  }
  const { status, body, afterMs } = posted;
  const said = objectIn(body);
  const code = said && valueIn(said, wording.codeIn);
  if (said !== null && typeof code !== 'object') {
    if (code === wording.success && status === 200) return taken(textIn(said, wording.refIn));
    if (code !== wording.success) return byCode(code, textIn(said, wording.messageIn), wording);
  }
  if (status >= 300 && status < 400) return refused('redirect', String(status));
  if (status >= 400 && status < 500 && !NOT_NOW.has(status)) return refused('http', String(status));
  return status === 200 ? later('unclear') : later('http', String(status), afterMs);
}

function byCode(code: number | string, message: string | null, wording: Wording): Sent {
  const detail = message === null ? String(code) : `${code} ${message}`;
  const limit = wording.limits.get(code);
  if (limit !== undefined) return later('limit', detail, limit);
  return wording.refused.has(code) ? refused('provider', detail) : later('provider', detail);
}

type Answer = Readonly<Record<string, unknown>>;

function objectIn(body: string): Answer | null {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Answer) : null;
  } catch {
    return null;
  }
}

function valueIn(answer: Answer, keys: readonly string[]): number | string | null {
  for (const key of keys) {
    const value = Object.hasOwn(answer, key) ? answer[key] : undefined;
    if (typeof value === 'number' || typeof value === 'string') return value;
  }
  return null;
}

const textIn = (answer: Answer, keys: readonly string[]): string | null => {
  const value = valueIn(answer, keys);
  return value === null ? null : String(value);
};
