import { isCivilDate } from '../../engine/moment.js';
import type { RowFaultCode } from '../../text/register-words.js';
import type { Cell } from '../../sheets/grid.js';
import { WORDS } from './columns.js';

/** What a cell means, or why it means nothing. */
export type Read =
  | { readonly value: string }
  | { readonly fault: RowFaultCode; readonly detail?: string };

const ID = /^[a-z][a-z0-9-]{0,63}$/;
const PATH = /^[a-z][a-z0-9-]{0,31}(?:\/[a-z0-9][a-z0-9-]{0,31}){0,6}$/;
const EXAM = /^[a-z0-9][a-z0-9-]{0,63}(?:\/[a-z][a-z0-9-]{0,63})?$/;
const LONGEST = 200;
/** Six digits of a place, a day of birth, four more: with or without the blanks between. */
const IDENTITY =
  /(?<!\d)[1-9]\d{5}(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?!\d)/;
const SHORTEST_IDENTITY = 15;
// Control characters, halves of pairs, marks that turn the direction of writing.
const UNSEEN = /[\p{Cs}\p{Co}\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/u;
const DAYS_BEFORE_1970 = 25_569;

/** A field of an entry as text; empty where there is none. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What no cell of a register may hold, whatever its column; null where it is fit. */
export function unfit(cell: Cell): RowFaultCode | null {
  if (cell === null || typeof cell === 'object') return null;
  const text = String(cell);
  if (UNSEEN.test(text)) return 'bad-characters';
  const isLong = text.length >= SHORTEST_IDENTITY;
  if (isLong && IDENTITY.test(text.normalize('NFKC').replace(/[\s-]/g, '')))
    return 'identity-number';
  return text.length > LONGEST ? 'too-long' : null;
}

export const LONGEST_CELL = LONGEST;

type Reader = (text: string, cell: Cell) => Read;

const matching =
  (pattern: RegExp, fault: RowFaultCode): Reader =>
  (text) =>
    pattern.test(text) ? { value: text } : { fault };

const words =
  (field: string): Reader =>
  (text) => {
    const meanings = WORDS[field] ?? {};
    const said = text.normalize('NFKC').toLowerCase();
    const found = Object.entries(meanings).find(
      ([meaning, others]) => meaning === said || others.includes(said),
    );
    if (found) return { value: found[0] };
    const all = Object.entries(meanings).map(([meaning, [first]]) => `${first ?? ''} (${meaning})`);
    return { fault: 'not-one-of', detail: all.join('、') };
  };

const day: Reader = (text, cell) => {
  const value = dayOf(text, cell);
  return value === null ? { fault: 'bad-date' } : { value };
};

/** A day however it is written: by a spreadsheet's date, its number, or as people write it. */
function dayOf(text: string, cell: Cell): string | null {
  if (cell !== null && typeof cell === 'object') return cell.date;
  if (typeof cell === 'number' && cell > 20_000 && cell < 80_000)
    return new Date((Math.floor(cell) - DAYS_BEFORE_1970) * 86_400_000).toISOString().slice(0, 10);
  const [, year = '', month = '', date = ''] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC')) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isCivilDate(iso) ? iso : null;
}

const month: Reader = (text, cell) => {
  const whole = dayOf(text, cell);
  if (whole !== null && !/^\d{4}$/.test(text)) return { value: whole.slice(0, 7) };
  const [, year, number] =
    /^((?:19|20)\d{2})(?:[-/.年](0?[1-9]|1[0-2])月?|年)?$/.exec(text.normalize('NFKC')) ?? [];
  if (year === undefined) return { fault: 'bad-month' };
  return { value: number === undefined ? year : `${year}-${number.padStart(2, '0')}` };
};

const phone: Reader = (text) => {
  if (text.includes('*')) return { fault: 'masked-value' };
  const value = text
    .normalize('NFKC')
    .replace(/[\s()-]/g, '')
    .replace(/^(?:\+|00)86(?=1\d{10}$)/, '');
  return /^\+?\d{5,18}$/.test(value) ? { value } : { fault: 'bad-phone' };
};

const mail: Reader = (text) => {
  if (text.includes('*')) return { fault: 'masked-value' };
  const value = text.normalize('NFKC').toLowerCase();
  return /^[^\s@"<>,;]{1,64}@[a-z0-9.-]{1,190}$/.test(value) ? { value } : { fault: 'bad-mail' };
};

const listOf =
  (pattern: RegExp, fault: RowFaultCode): Reader =>
  (text) => {
    const items = text
      .normalize('NFKC')
      .split(/[\s、,，;；]+/u)
      .filter(Boolean);
    return items.every((item) => pattern.test(item)) ? { value: items.join('、') } : { fault };
  };

/** Ids of chat programs; a telephone number has a column of its own, where it is sealed. */
const ACCOUNT = /^[a-z][a-z0-9-]{0,31}=(?!(?:\+?86)?1\d{10}$)[\w.-]{1,64}$/;
const CHANNEL = /^[a-z][a-z0-9-]{0,31}$/;

const subjects: Reader = (text) => ({
  value: text
    .split(/[\s、,，;；/]+/u)
    .filter(Boolean)
    .join('、'),
});

/** How each field is read; what is not listed is text. */
const READERS: Readonly<Record<string, Reader>> = {
  person: matching(ID, 'bad-id'),
  department: matching(PATH, 'bad-path'),
  parent: matching(PATH, 'bad-path'),
  home: matching(PATH, 'bad-path'),
  unit: matching(PATH, 'bad-path'),
  device: matching(ID, 'bad-id'),
  kind: matching(ID, 'bad-id'),
  course: matching(ID, 'bad-id'),
  exam: matching(EXAM, 'bad-id'),
  relative: words('relative'),
  graduating: words('graduating'),
  result: words('result'),
  side: words('side'),
  state: words('state'),
  declared: day,
  date: day,
  inspected: day,
  ...{ born: month, phone, mail, subjects },
  accounts: listOf(ACCOUNT, 'bad-account'),
  prefers: listOf(CHANNEL, 'bad-channel'),
};

/** What a cell that is not empty means for its field. */
export const readCell = (field: string, text: string, cell: Cell): Read =>
  READERS[field]?.(text, cell) ?? { value: text };
