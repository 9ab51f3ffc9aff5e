import { createHash } from 'node:crypto';
import type { DutySort, Place } from '../../adapters/store/list-types.js';
import { Refusal } from '../outcome.js';

/** Where a page ended: in which season, and behind which row there; null: before the first. */
export interface Stop {
  readonly season: string;
  readonly place: Place | null;
}

/** Begins every cursor: another form of it is another letter. */
const FORM = 'a';
const MOST_CHARACTERS = 2_000;

/** Names a question, so that a cursor is not taken to another one. */
export const questionOf = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);

/** A cursor for the next page of this question: opaque, and good for as long as the list is asked for. */
export function cursorOf(question: string, { season, place }: Stop): string {
  const text = JSON.stringify([question, season, place?.segment ?? null, place?.key ?? null]);
  return `${FORM}${Buffer.from(text).toString('base64url')}`;
}

/** What a cursor says; refuses what is none, or one of another question. */
export function stopOf(question: string, sort: DutySort, cursor: string): Stop {
  const said = parsed(cursor);
  if (!Array.isArray(said) || said.length !== 4 || said[0] !== question) throw badCursor();
  const [, season, segment, key] = said as unknown[];
  if (!isText(season)) throw badCursor();
  if (segment === null && key === null) return { season, place: null };
  if (!isTexts(segment) || !isKey(key, sort, segment)) throw badCursor();
  return { season, place: { segment, key } };
}

function parsed(cursor: string): unknown {
  if (!cursor.startsWith(FORM) || cursor.length > MOST_CHARACTERS) return null;
  try {
    return JSON.parse(Buffer.from(cursor.slice(1), 'base64url').toString());
  } catch {
    return null;
  }
}

/** How the key of each order is made: numbers and texts, as the database compares them. */
const KEYS: Readonly<Record<Exclude<DutySort, 'late'>, string>> = {
  ...{ due: 'ntt', level: 'nntt', unit: 'tnt', title: 'tt', status: 'ntt' },
};

function isKey(key: unknown, sort: DutySort, segment: readonly string[]): key is Place['key'] {
  const wanted = sort === 'late' ? (segment[0] === '0' ? 'ntt' : 'tt') : KEYS[sort];
  return (
    Array.isArray(key) &&
    key.length === wanted.length &&
    key.every((one, n) => (wanted[n] === 'n' ? Number.isSafeInteger(one) : isText(one)))
  );
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= 2 && value.every(isText);

// PostgreSQL holds neither NUL nor half a character in a text.
const NOT_STORED = /\0|\p{Surrogate}/u;
const isText = (value: unknown): value is string =>
  typeof value === 'string' && !NOT_STORED.test(value);

export const badCursor = () =>
  new Refusal(
    'bad-cursor',
    '翻页标记无效，或不属于这次查询，请从第一页重新查询',
    'the cursor is none of this question: begin with its first page',
  );
