import { FORBIDDEN_KINDS, FORBIDDEN_WORDS, type ForbiddenKind } from './forbidden-words.js';

/** The first kind of thing in a text that must not be there, or null. Never says which words it was. */
export function forbiddenIn(text: string): ForbiddenKind | null {
  const plain = plainOf(text.slice(0, MOST));
  return FORBIDDEN_KINDS.find((kind) => isSaid(kind, plain)) ?? null;
}

/** A field of a form, as a plan has it. */
export interface FieldAsked {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly type: string;
}

/**
 * What a field asks for and must not. A field that is ticked holds nothing: "combination changed" may be
 * confirmed, a field for the combination may not be there.
 */
export function forbiddenAsked({ id, title, type }: FieldAsked): ForbiddenKind | null {
  if (type === 'yes' || type === 'state') return null;
  const asked = [title.zh, title.en, id.replace(/[-_]/g, ' ')].map(plainOf);
  const isAsked = (kind: ForbiddenKind) =>
    FORBIDDEN_WORDS[kind].asks.some((word) => asked.some((text) => word.test(text)));
  return FORBIDDEN_KINDS.find(isAsked) ?? null;
}

/** Far beyond what a form takes; patterns are not run over more. */
const MOST = 100_000;

const isSaid = (kind: ForbiddenKind, plain: string): boolean =>
  FORBIDDEN_WORDS[kind].says.some((pattern) => {
    const check = CHECKED[kind];
    if (check === undefined) return pattern.test(plain);
    return [...plain.matchAll(new RegExp(pattern, 'g'))].some(([, number = '']) =>
      check(number.replace(/[ -]/g, '')),
    );
  });

/** Numbers that prove themselves: most of what merely looks like one is none. */
const CHECKED: Partial<Record<ForbiddenKind, (number: string) => boolean>> = {
  'id-number': isIdNumber,
  'bank-card': isCardNumber,
};

// Full-width letters and digits as plain ones, blanks of all kinds as one, invisible characters gone; dates
// and times go, since their digits are no code.
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Mn}]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(DATES, ' ⏱ ')
    .replace(/ {2,}/g, ' ');
}

const DATES =
  /(?<!\d)(?:20\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|20\d{2} ?年|\d{1,2}月\d{1,2}日|\d{1,2}:\d{2}(?::\d{2})?)(?!\d)/g;

/** GB 11643: a real day of birth, and a check digit modulo 11. */
function isIdNumber(number: string): boolean {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)];
  if (Number.isNaN(Date.parse(`${year}-${month}-${day}T00:00:00Z`))) return false;
  const sum = [...number.slice(0, 17)].reduce(
    (total, digit, n) => total + Number(digit) * (2 ** (17 - n) % 11),
    0,
  );
  return '10X98765432'[sum % 11] === number.slice(-1).toUpperCase();
}

/** Luhn's check digit. */
function isCardNumber(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, n) => {
    const twice = Number(digit) * (n % 2 === 0 ? 1 : 2);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
}
