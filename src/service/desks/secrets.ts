import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Without the letters that are taken for others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TOKEN_BYTES = 32;

/** 256 bits by chance, for addresses and cookies. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** What the store keeps of a token: of 256 random bits a plain digest says nothing. */
export const digestOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

/** So many decimal digits by chance. */
export const newDigits = (count: number): string =>
  Array.from({ length: count }, () => randomInt(10)).join('');

/** So many characters that can be read out and typed, by chance: five bits each. */
export const newLetters = (count: number): string =>
  Array.from({ length: count }, () => ALPHABET[randomInt(32)]).join('');

/** What was typed from a card, as it was printed: any case, blanks and dashes, O for 0, I and L for 1. */
export const asPrinted = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');

/** Compares without telling by its time how much was right. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
