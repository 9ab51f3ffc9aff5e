/** Crockford's alphabet: no I, L, O and U, so that nothing said on a telephone can be taken for something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = 6;
// Ten bits of the unit, twenty of the duty: a code leads to some units whose duties are then looked through, and
// duties of one unit, which are often taken for each other, hardly ever share a code.
const OF_UNIT = 2;
const GROUP = 3;

/** What a code names: a duty of a unit, or the unit itself where there is no duty. */
export interface Coded {
  readonly season: string;
  readonly path: string;
  readonly duty: string | null;
}

/**
 * The short code of a duty, `4K7-2MQX`: two characters of the unit, four of the duty, one that checks them.
 * It follows from the ids alone, so nothing has to be kept; two of a large season's duties may share one, and
 * whoever looks it up is shown both.
 */
export function shortCode({ season, path, duty }: Coded): string {
  const digits = [...unitDigits(season, path), ...dutyDigits(season, path, duty)];
  return written([...digits, checkOf(digits)]);
}

/** The part of the code that every duty of a unit shares. */
export const unitPart = (season: string, path: string): string =>
  unitDigits(season, path).map(letterOf).join('');

/**
 * What somebody wrote down, as it would be written: any case, blanks and dashes, O for 0, I and L for 1. Null where
 * it is no code; every single wrong character and every two exchanged are found.
 */
export function readShortCode(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.,，。、·]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const digits = [...plain].map((letter) => ALPHABET.indexOf(letter));
  if (digits.length !== DIGITS + 1 || digits.some((digit) => digit < 0)) return null;
  const [said, ...rest] = [...digits].reverse();
  return checkOf(rest.reverse()) === said ? written(digits) : null;
}

/** The unit's part of a code as `readShortCode` answers it. */
export const unitPartOf = (code: string): string => code.slice(0, OF_UNIT);

const letterOf = (digit: number): string => ALPHABET[digit] ?? '';

/** Said in two groups. */
function written(digits: readonly number[]): string {
  const letters = digits.map(letterOf).join('');
  return `${letters.slice(0, GROUP)}-${letters.slice(GROUP)}`;
}

const unitDigits = (season: string, path: string): number[] =>
  digitsOf(mixed(`${season}\n${path}`), OF_UNIT);

const dutyDigits = (season: string, path: string, duty: string | null): number[] =>
  digitsOf(mixed(`${season}\n${path}\n${duty ?? ''}`), DIGITS - OF_UNIT);

/** The highest bits, five for a character. */
const digitsOf = (hash: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => (hash >>> (27 - 5 * n)) & 31);

/** FNV-1a with a last stirring: 32 bits that differ wherever the text does. Nobody's secret hangs on it. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n += 1) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A weighted sum over the field of 32 elements, each place with another weight: one wrong digit changes it, and so
 * do two that are exchanged.
 */
function checkOf(digits: readonly number[]): number {
  let weight = 1;
  let sum = 0;
  for (const digit of digits) {
    weight = product(weight, 2);
    sum ^= product(weight, digit);
  }
  return sum;
}

/** Multiplication of polynomials over two elements, modulo x⁵ + x² + 1. */
function product(a: number, b: number): number {
  let [left, right, result] = [a, b, 0];
  while (right > 0) {
    if (right & 1) result ^= left;
    left <<= 1;
    if (left & 32) left ^= 0b100101;
    right >>>= 1;
  }
  return result;
}
