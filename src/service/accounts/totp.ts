import { createHmac, timingSafeEqual } from 'node:crypto';
import { base32 } from './secrets.js';

const STEP_MS = 30_000;
const DIGITS = 6;
/** A clock may be half a minute off, and a code is typed slowly. */
const STEPS_AROUND = 1;

/** The number of the thirty seconds in which an instant (milliseconds since the epoch) lies. */
export const totpStep = (ms: number): number => Math.floor(ms / STEP_MS);

/** The one-time code of a step (RFC 6238 with HMAC-SHA-1, which is what the apps on telephones speak). */
export function totpCode(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code was typed, or null. Whoever asks has to see to it that no step is taken twice, nor one
 * before it: a code that was looked at over somebody's shoulder is worth nothing.
 */
export function stepOfCode(secret: Uint8Array, typed: string, now: number): number | null {
  const code = typed.replace(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return null;
  const middle = totpStep(now);
  let found: number | null = null;
  // All are compared, so that the time taken says nothing.
  for (let step = middle - STEPS_AROUND; step <= middle + STEPS_AROUND; step += 1)
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) found = step;
  return found;
}

/** What an app reads from a picture: `otpauth://totp/…`. */
export function totpUri(secret: Uint8Array, login: string): string {
  const label = encodeURIComponent(`Kaowu:${login}`);
  const query = new URLSearchParams({ secret: base32(secret), issuer: 'Kaowu' });
  return `otpauth://totp/${label}?${query.toString()}`;
}
