import type { Lang } from '../../text/lang.js';
import { texts } from '../../text/texts.js';
import type { Section } from '../section.js';
import { html, type Html } from './html.js';
import { STYLE } from './style.js';

/**
 * A whole page that opens offline: it asks no other host for anything, and its own policy would not let it.
 * Answers the text of the file.
 */
export function pageOf(
  lang: Lang,
  title: string,
  lines: readonly string[],
  parts: readonly Html[],
): string {
  const { page } = texts(lang).report;
  return html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<header><h1>${title}</h1>${lines.map((line) => html`<p>${line}</p>`)}</header>
<main>
${parts}
</main>
<footer>${page.made}</footer>
</body>
</html>
`.html;
}

/** A section as heading, sentences and table. */
export const sectionPart = (lang: Lang, { title, notes, heads, rows, more }: Section): Html =>
  html`<section><h2>${title}</h2>${notes.map((note) => html`<p>${note}</p>`)}${
    rows.length > 0 ? tableOf(heads, rows) : null
  }${more > 0 ? html`<p><small>${texts(lang).report.more(more)}</small></p>` : null}</section>
`;

/** A table; on a phone each row becomes a card, its heads beside the cells. */
export function tableOf(
  heads: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
): Html {
  const kinds = heads.map((_, c) => kindOf(rows.map((row) => row[c])));
  return html`<table><thead><tr>${heads.map(
    (head, c) => html`<th class="${kinds[c] ?? ''}">${head}</th>`,
  )}</tr></thead><tbody>
${rows.map(
  (row) =>
    html`<tr>${row.map(
      (cell, c) => html`<td class="${kinds[c] ?? ''}" data-head="${heads[c] ?? ''}">${cell}</td>`,
    )}</tr>
`,
)}</tbody></table>`;
}

const SHORT = 10;

/** `n` for a column of numbers, `t` for one of times or of short words: these do not break. */
function kindOf(cells: readonly (string | Html | undefined)[]): string {
  const all = (pattern: RegExp): boolean =>
    cells.length > 0 && cells.every((cell) => typeof cell === 'string' && pattern.test(cell));
  if (all(/^\d+(?:\.\d+)?$/)) return 'n';
  const isShort = cells.every((cell) => typeof cell === 'string' && cell.length <= SHORT);
  return isShort || all(/^\d{4}-\d\d-\d\d(?: \d\d:\d\d)?$/) ? 't' : '';
}
