import { html, type Html } from '../report/page/html.js';

/** A table that becomes a list of cards on a telephone; there what is empty, or says `nothing`, takes no line. */
export const stacked = (
  heads: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
  nothing = '',
): Html =>
  html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${rows.map(
  (cells) =>
    html`<tr>${cells.map(
      (cell, n) =>
        html`<td data-head="${heads[n] ?? ''}"${
          cell === '' || cell === nothing ? html` class="none"` : null
        }><div>${cell}</div></td>`,
    )}</tr>
`,
)}</tbody></table>
`;
