import { html, type Html } from '../report/page/html.js';
import { levelHeads, levelRows, stateRows, zeroLines } from '../report/zero-lines.js';
import type { ZeroReport } from '../service/proof/zero.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { inLang } from './frame.js';
import { saying } from './said.js';
import { stacked } from './table.js';

/** The zero report: who is silent by name first, then the sums level by level, then every body. */
export function zeroPart(lang: Lang, report: ZeroReport): readonly Html[] {
  const { reportPages: t, proof } = texts(lang);
  const [heading = ''] = zeroLines(lang, report);
  const head = html`<p class="soft">${heading}</p>
`;
  if (report.lines.length === 0) return [head, saying(proof.zero.none, 'good')];
  const { columns } = proof.zero;
  const heads = [
    columns.state,
    columns.unit,
    columns.report,
    columns.due,
    columns.at,
    columns.note,
  ];
  return [
    head,
    silentPart(lang, report),
    html`<section><h2>${t.levels}</h2>${stacked(levelHeads(lang), linked(lang, report), '0')}</section>
`,
    html`<section><h2>${t.states}</h2>${stacked(heads, stateRows(lang, report))}</section>
`,
  ];
}

function silentPart(lang: Lang, { lines }: ZeroReport): Html {
  const { reportPages: t, colon } = texts(lang);
  const silent = lines.filter(({ state }) => state === 'silent');
  if (silent.length === 0) return saying(t.noSilent, 'good');
  const names = silent.map(({ unitTitle, title }) => `${unitTitle[lang]}${colon}${title[lang]}`);
  return html`<div class="said bad" role="alert"><p>${t.silentHeading(silent.length)}</p><ul>${names.map(
    (name) => html`<li>${name}</li>`,
  )}</ul></div>
`;
}

/** Each unit leads to its own part. */
const linked = (lang: Lang, report: ZeroReport): (string | Html)[][] =>
  levelRows(lang, report).map(([name = '', ...counts], n) => {
    const path = report.levels[n]?.path.replaceAll('/', '.') ?? '';
    const address = inLang(lang, `/zero?season=${report.season}&unit=${path}`);
    const [indent = ''] = /^\s*/.exec(name) ?? [];
    return [html`${indent}<a href="${address}">${name.slice(indent.length)}</a>`, ...counts];
  });
