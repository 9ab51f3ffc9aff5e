import { faultAt, type Fault } from './faults.js';

/** The largest file that is read at all; a plan of ten thousand sites is smaller. */
export const MAX_BYTES = 5 * 1024 * 1024;

type Encoding = 'utf-8' | 'gb18030';

/**
 * Text of a plan file with `\n` line ends. UTF-8 (a byte order mark is dropped); `csv` may also be GB18030,
 * which is what spreadsheet programs of Chinese offices write by default.
 * @returns the text, or the one fault that makes the file unreadable.
 */
export function decodeText(
  file: string,
  bytes: Uint8Array,
  kind: 'yaml' | 'csv',
): { readonly text: string } | { readonly fault: Fault } {
  const start = { file, line: 1, column: 1 };
  if (bytes.length > MAX_BYTES)
    return { fault: faultAt(start, 'file-too-large', { limit: '5 MB' }) };
  const text = decode(bytes, 'utf-8') ?? (kind === 'csv' ? decode(bytes, 'gb18030') : null);
  if (text === null) {
    const encodings = kind === 'csv' ? 'UTF-8 / GB18030' : 'UTF-8';
    return { fault: faultAt({ file, ...firstBad(bytes) }, 'file-encoding', { encodings }) };
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) return { fault: faultAt({ file, ...placeIn(text, nul) }, 'file-nul') };
  return { text: text.replace(/\r\n?/g, '\n') };
}

/** Line and column (from 1) of an offset in a text. */
export function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n?|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Offset of the first line longer than `limit`, or -1. By hand: a regular expression would be quadratic. */
export function longLine(text: string, limit: number): number {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    if (end - start > limit) return start;
    start = end + 1;
  }
  return -1;
}

function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Where UTF-8 ends: the longest prefix that still decodes, found by halving. */
function firstBad(bytes: Uint8Array): { line: number; column: number } {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  const text = new TextDecoder().decode(bytes.subarray(0, good), { stream: true });
  return placeIn(text, text.length);
}

/** Valid so far: a character cut off at the end is no fault. */
function isPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
