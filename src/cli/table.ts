import stringWidth from 'string-width';
import { plain } from '../text/plain.js';
import type { Paper, Style } from './paper.js';

/** A cell, or one with a style of its own. */
export type Cell = string | { readonly text: string; readonly style: Style };

const GAP = '  ';
const LEAST_WIDTH = 8;
const MOST_LINES = 4;
const MOST_KNOWN = 50_000;
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Columns aligned by what a terminal shows (a Chinese character is two wide). On a terminal the
 * widest columns wrap so that the lines fit; a cell over four lines ends in `…`.
 */
export function table(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  paper: Paper,
): string[] {
  const head = heads.map((text): Cell => ({ text, style: paper.bold }));
  return aligned(heads.length > 0 ? [head, ...rows] : rows, paper.width);
}

/** Facts, a line each: names to the left, what they are beside them. */
export const facts = (
  rows: readonly (readonly [name: string, what: Cell])[],
  paper: Paper,
): string[] =>
  table(
    [],
    rows.map(([name, what]) => [{ text: name, style: paper.dim }, what]),
    paper,
  );

function aligned(rows: readonly (readonly Cell[])[], page: number | null): string[] {
  const texts = rows.map((row) =>
    row.map((cell) => plain(typeof cell === 'string' ? cell : cell.text)),
  );
  const widths = fitted(naturalWidths(texts), page);
  return rows.flatMap((row, r) => {
    const cells = widths.map((width, c) => wrapped(texts[r]?.[c] ?? '', width));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      widths
        .map((width, c) => {
          const text = cells[c]?.[line] ?? '';
          const isLast = c === widths.length - 1;
          const padding = isLast ? '' : ' '.repeat(Math.max(0, width - widthOf(text)));
          return styled(row[c], text) + padding;
        })
        .join(GAP)
        .trimEnd(),
    );
  });
}

const styled = (cell: Cell | undefined, text: string): string =>
  text !== '' && cell !== undefined && typeof cell !== 'string' ? cell.style(text) : text;

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [c, text] of row.entries()) widths[c] = Math.max(widths[c] ?? 0, widthOf(text));
  return widths;
}

// The widest column gives way first: times and levels stay whole as long as titles can wrap.
function fitted(natural: readonly number[], page: number | null): number[] {
  const widths = [...natural];
  if (page === null) return widths;
  const room = page - GAP.length * (widths.length - 1);
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const widest = Math.max(...widths);
    if (widest <= LEAST_WIDTH) break;
    widths[widths.lastIndexOf(widest)] = widest - 1;
  }
  return widths;
}

// A long table repeats its cells, and measuring one takes some 50 µs.
const known = new Map<string, number>();

function widthOf(text: string): number {
  const width = known.get(text) ?? stringWidth(text);
  if (known.size < MOST_KNOWN) known.set(text, width);
  return width;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

// What closes must not begin a line.
const CLOSING = /^[，。、；：？！）〕】”’》,.;:?!)\]]/;

/** The text in lines of at most `width`; breaks at spaces where there are some, else anywhere. */
function wrapped(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const { segment } of segmenter.segment(text)) {
    if (line !== '' && widthOf(line + segment) > width) {
      const at = breakIn(line, segment);
      lines.push(line.slice(0, at).trimEnd());
      line = line.slice(at).trimStart();
    }
    if (line !== '' || segment !== ' ') line += segment;
  }
  lines.push(line);
  if (lines.length <= MOST_LINES) return lines;
  const last = lines[MOST_LINES - 1] ?? '';
  return [...lines.slice(0, MOST_LINES - 1), cut(last, width)];
}

/** Where a full line is broken before `segment`: after a word, and never before what closes. */
function breakIn(line: string, segment: string): number {
  const space = line.lastIndexOf(' ') + 1;
  if (segment !== ' ' && space > line.length / 2) return space;
  const last = [...segmenter.segment(line)].at(-1);
  return CLOSING.test(segment) && last && last.index > 0 ? last.index : line.length;
}

function cut(text: string, width: number): string {
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (widthOf(kept + segment) >= width) break;
    kept += segment;
  }
  return `${kept}…`;
}
