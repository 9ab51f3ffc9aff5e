import { createHash, randomBytes } from 'node:crypto';

/** 256 bits of chance, for an address or a header. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret. It has 256 bits of its own: no salt and no slow digest would add to them. */
export const digestOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

/** A short name for a row that is shown to people and in the audit log. */
export const newId = (kind: 'g' | 's' | 't'): string =>
  `${kind}-${randomBytes(9).toString('base64url')}`;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding, as apps for one-time codes read it. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET[(value << (5 - bits)) & 31];
}

/** The bytes of a base32 text; throws on a letter that is none of its alphabet. */
export function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of text.replaceAll('=', '').toUpperCase()) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) throw new Error(`not base32: ${letter}`);
    value = (value << 5) | digit;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >>> bits) & 255);
    value &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}

/** Ten codes that stand in for a lost telephone, 80 bits each, in groups that can be typed from paper. */
export const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: 10 }, () =>
    (base32(randomBytes(10)).match(/.{4}/g) ?? []).join('-').toLowerCase(),
  );

/** A recovery code as it is digested, however it was typed. */
export const recoveryDigest = (typed: string): string =>
  digestOf(typed.toLowerCase().replace(/[^a-z2-7]/g, ''));
