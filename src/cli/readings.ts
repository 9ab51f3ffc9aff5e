import { readFileSync } from 'node:fs';
import { postOf } from '../engine/compile.js';
import type { AnsweredLine, Form, FormValue, Post, Source } from '../engine/model.js';
import { isCivilDate, parseDuration } from '../engine/moment.js';
import type { Desk } from './desk.js';
import { Misuse, misuse } from './misuse.js';

/** The form from `--form` and `--form-file`; what is said on the command line counts. */
export function formSaid(
  desk: Desk,
  said: readonly string[] = [],
  file?: string,
): Form | undefined {
  if (said.length === 0 && file === undefined) return undefined;
  return {
    ...(file !== undefined && formIn(desk, file)),
    ...Object.fromEntries(said.map((one) => fieldSaid(desk, one))),
  };
}

function fieldSaid(desk: Desk, text: string): [string, FormValue] {
  const [, id, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (id === undefined || value === undefined) throw misuse(desk.lang, (words) => words.form(text));
  return [id.trim(), valueSaid(value)];
}

// A document number of digits only is text: it is quoted.
function valueSaid(value: string): FormValue {
  const [, quoted] = /^"(.*)"$/s.exec(value) ?? [];
  if (quoted !== undefined) return quoted;
  if (value === 'true' || value === 'false') return value === 'true';
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(value) ? Number(value) : value;
}

function formIn(desk: Desk, file: string): Form {
  const refuse = (why: string) => misuse(desk.lang, (words) => words.formFile(file, why));
  try {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    const form: unknown = text.trimStart().startsWith('{')
      ? JSON.parse(text)
      : Object.fromEntries(fieldLines(text).map((line) => fieldSaid(desk, line)));
    if (isForm(form)) return form;
  } catch (error) {
    if (error instanceof Misuse) throw error;
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  throw refuse(desk.t.say.misuse.formShape);
}

const fieldLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

const isForm = (read: unknown): read is Form =>
  typeof read === 'object' &&
  read !== null &&
  !Array.isArray(read) &&
  Object.values(read).every((value) => ['string', 'number', 'boolean'].includes(typeof value));

/** `site-1=normal`, `*=normal`, `site-3=abnormal:听音不清`. */
export function linesSaid(desk: Desk, said: readonly string[]): AnsweredLine[] {
  return said.map((text) => {
    const [, line, state, note] = /^([^=]+)=(normal|abnormal)(?:[:：](.*))?$/s.exec(text) ?? [];
    if (line === undefined || (state !== 'normal' && state !== 'abnormal'))
      throw misuse(desk.lang, (words) => words.line(text));
    return { line: line.trim(), state, ...(note && { note }) };
  });
}

/** A post, said in full or relative to the unit as plans do. */
export function postSaid(desk: Desk, flag: string, text: string, unit: string): Post {
  if (
    /^[^\s#]+#[^\s#]+$/.test(text) ||
    /^(?:own|parent|root)\.[a-z][a-z0-9-]*$/.test(text) ||
    text === 'patron'
  )
    return postOf(text, unit);
  throw misuse(desk.lang, (words) => words.post(flag, text));
}

const SOURCES = [
  'meeting',
  'instruction',
  'inspection',
  'incident',
  'superior',
] as const satisfies Source['type'][];

export function sourceSaid(desk: Desk, text: string): Source['type'] {
  const source = SOURCES.find((one) => one === text);
  if (source) return source;
  throw misuse(desk.lang, (words) => words.source(text, SOURCES.join(desk.t.list)));
}

export function durationSaid(desk: Desk, flag: string, text: string): number {
  const ms = parseDuration(text);
  if (ms === null) throw misuse(desk.lang, (words) => words.duration(flag, text));
  return ms;
}

export function daySaid(desk: Desk, flag: string, text: string): string {
  if (!isCivilDate(text)) throw misuse(desk.lang, (words) => words.date(flag, text));
  return text;
}

export function numberSaid(desk: Desk, flag: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw misuse(desk.lang, (words) => words.number(flag, text));
  return Number(text);
}
