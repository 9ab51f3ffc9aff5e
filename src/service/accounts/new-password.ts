import { COMMON_WORDS } from './common-passwords.js';

/** Why a password is not taken. The words for people stand in the catalogue (`accounts.passwordFault`). */
export type PasswordFault = 'too-short' | 'too-long' | 'too-common' | 'about-you';

/** argon2id digests any length; a megabyte of it would be somebody's joke. */
const MOST_LENGTH = 256;

/**
 * Looks at a new password. Length counts, in characters as people see them; there are no rules of composition, which
 * make passwords worse. What attackers try first is refused, and what is made of the person's own name.
 */
export function passwordFault(
  password: string,
  {
    login,
    name,
    length,
  }: { readonly login: string; readonly name: string; readonly length: number },
): PasswordFault | null {
  const typed = password.normalize('NFKC');
  const letters = [...typed];
  if (letters.length > MOST_LENGTH) return 'too-long';
  if (letters.length < length) return 'too-short';
  const plain = typed.toLowerCase();
  if (isOfFew(plain) || isRow(plain) || isCommon(plain)) return 'too-common';
  return [login.toLowerCase(), name].some((own) => isMostOf(own, plain)) ? 'about-you' : null;
}

/** Fewer than four different characters, or one short piece again and again. */
function isOfFew(text: string): boolean {
  if (new Set(text).size < 4) return true;
  const most = Math.min(4, Math.floor(text.length / 3));
  for (let piece = 1; piece <= most; piece += 1)
    if (
      text ===
      text
        .slice(0, piece)
        .repeat(Math.ceil(text.length / piece))
        .slice(0, text.length)
    )
      return true;
  return false;
}

const ROWS = [
  'qwertyuiop[]asdfghjkl;zxcvbnm,./',
  '1234567890-=',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
];

/** A walk along the keyboard, the alphabet or the figures, forwards or backwards. */
function isRow(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, n) => code - (codes[n] ?? 0));
  const alike = (step: number) => steps.filter((one) => one === step).length >= steps.length - 2;
  if (alike(1) || alike(-1)) return true;
  const back = [...text].reverse().join('');
  return ROWS.map((row) => row.repeat(4)).some((row) => row.includes(text) || row.includes(back));
}

const LEET: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' },
};

/** Common words alone, once what stands around them is left away and figures within are read as letters. */
function isCommon(text: string): boolean {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const read = [...core].map((letter) => LEET[letter] ?? letter).join('');
  return [core, read].some((one) => isMadeOfWords(one.replace(/[^\p{L}]/gu, '')));
}

/** Nothing but such words, one after another; figures alone are too few to choose from. */
function isMadeOfWords(text: string): boolean {
  const ends = new Set([0]);
  for (let at = 0; at < text.length; at += 1)
    if (ends.has(at))
      for (let to = at + 1; to <= text.length; to += 1)
        if (COMMON_WORDS.has(text.slice(at, to))) ends.add(to);
  return ends.has(text.length);
}

/** The person's own word, with little around it. */
const isMostOf = (own: string, text: string): boolean =>
  own.length >= 3 && text.includes(own) && text.replaceAll(own, '').replace(/\d/g, '').length < 6;
