import type { CompileFault } from '../engine/compile.js';
import { SENTENCES } from './sentences.js';

/** What is wrong with a plan, where, and what to do about it, in both languages. */
export interface Fault {
  /** As given to the reader: folder and file name. */
  readonly file: string;
  /** Both count from 1; columns count characters. */
  readonly line: number;
  readonly column: number;
  /** Of the files, or one that shows only when the plan is compiled. */
  readonly code: FaultCode | CompileFault['code'];
  readonly zh: string;
  readonly en: string;
}

/** A place in a file. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a sentence is about: ids, numbers, lists. Clipped, so that no input makes a sentence endless. */
export type Particulars = Readonly<Record<string, string | number>>;

/** Stable name of a fault of the files. */
export type FaultCode = keyof typeof SENTENCES;

/** The most faults that are listed: beyond that a file is not a plan. */
export const MAX_FAULTS = 1_000;

/** A fault at a place; `particulars` fill the `{names}` of its sentences. */
export function faultAt(place: Place, code: FaultCode, particulars: Particulars = {}): Fault {
  const [zh, en] = SENTENCES[code];
  const { file, line, column } = place;
  return { file, line, column, code, zh: fill(zh, particulars), en: fill(en, particulars) };
}

/** In reading order, each fault once, at most `MAX_FAULTS` and then one that says so. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  const sorted = [...faults].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.en, b.en),
  );
  const once = sorted.filter((fault, n) => n === 0 || !isSame(fault, sorted[n - 1]));
  const last = once[MAX_FAULTS];
  if (last === undefined) return once;
  return [...once.slice(0, MAX_FAULTS), faultAt(last, 'too-many-faults', { limit: MAX_FAULTS })];
}

/** Appends all of `more`; `push(...more)` would overflow the stack at some 100,000. */
export function addAll(faults: Fault[], more: readonly Fault[]): void {
  for (const fault of more) faults.push(fault);
}

/** The faults of each item in turn; past `MAX_FAULTS` no more are looked for, however long the list is. */
export function gather<T>(items: Iterable<T>, faultsOf: (item: T) => readonly Fault[]): Fault[] {
  const faults: Fault[] = [];
  for (const item of items) {
    addAll(faults, faultsOf(item));
    if (faults.length > MAX_FAULTS) break;
  }
  return faults;
}

/** At most `most` items, and how many more there are. */
export function someOf(items: readonly string[], most = 3): string {
  const more = items.length > most ? ` … (+${items.length - most})` : '';
  return items.slice(0, most).join(', ') + more;
}

function fill(sentence: string, particulars: Particulars): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) =>
    clip(String(particulars[name] ?? '?')),
  );
}

// Input is quoted in terminals and pages: no control characters, no endless words.
function clip(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '·');
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain;
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const isSame = (a: Fault, b: Fault | undefined): boolean =>
  b !== undefined &&
  a.file === b.file &&
  a.line === b.line &&
  a.column === b.column &&
  a.en === b.en;
