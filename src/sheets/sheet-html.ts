import { escaped } from '../text/escaped.js';
import { PRINTED, type PrintedSheet } from './printed-sheet.js';

/** What stands on the page besides the table. */
export interface PageWords {
  /** Under the title: the body that owes, the exam's days, how many tasks. */
  readonly facts: readonly string[];
  /** Beside the room for the seal. */
  readonly issued: string;
  readonly seal: string;
  readonly date: string;
  /** The words in the foot of each page, around the numbers. */
  readonly page: readonly [before: string, between: string, after: string];
}

/**
 * The sheet as a page to print for the seal: A4 landscape, headings on every page, no row cut in two, page numbers
 * by CSS. It stands alone: no script, no request to anywhere.
 */
export function sheetHtml({ title, heads, rows, lang }: PrintedSheet, words: PageWords): string {
  const phase = PRINTED.findIndex(({ field }) => field === 'phase');
  const shown = PRINTED.map((_, n) => n).filter((n) => n !== phase);
  const total = shown.reduce((sum, n) => sum + (PRINTED[n]?.width ?? 0), 0);
  const columns = shown.map((n) => `<col style="width:${share(PRINTED[n]?.width ?? 0, total)}%">`);
  const head = shown.map((n) => `<th scope="col">${escaped(heads[n] ?? '')}</th>`).join('');
  const body = groups(rows).map(({ name, rows: own }) => {
    const lines = own.map(
      ({ cells }) => `<tr>${shown.map((n) => cell(cells[n] ?? '', n)).join('')}</tr>`,
    );
    const [first = '', ...rest] = lines;
    const section = `<tr class="phase"><th colspan="${shown.length}" scope="rowgroup">${escaped(name)}</th></tr>`;
    return `<tbody>${section}${first}${rest.join('\n')}</tbody>`;
  });
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${css(words.page)}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="facts">${words.facts.map((fact) => `<span>${escaped(fact)}</span>`).join('')}</p>
<table>
<colgroup>${columns.join('')}</colgroup>
<thead><tr>${head}</tr></thead>
${body.join('\n')}
</table>
<section class="seal">
<div><span>${escaped(words.issued)}</span><b></b></div>
<div><span>${escaped(words.seal)}</span><b></b></div>
<div><span>${escaped(words.date)}</span><b></b></div>
</section>
</body>
</html>
`;
}

const cell = (text: string, n: number): string => {
  const field = PRINTED[n]?.field ?? '';
  const isMiddle = ['number', 'opens', 'due', 'answerable', 'doer', 'liaison'].includes(field);
  return `<td${isMiddle ? ' class="middle"' : ''}>${escaped(text)}</td>`;
};

const share = (width: number, total: number): string => ((width * 100) / total).toFixed(2);

function groups(rows: PrintedSheet['rows']) {
  const found: { name: string; rows: PrintedSheet['rows'][number][] }[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last?.name === row.phase) last.rows.push(row);
    else found.push({ name: row.phase, rows: [row] });
  }
  return found;
}

const css = ([before, between, after]: PageWords['page']): string => `
@page { size: A4 landscape; margin: 14mm 12mm 16mm;
  @bottom-center { content: "${before}" counter(page) "${between}" counter(pages) "${after}"; font-size: 9pt; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 277mm; padding: 4mm; color: #000; background: #fff;
  font: 10.5pt/1.35 "FangSong", "STFangsong", "Songti SC", "SimSun", "Noto Serif CJK SC", serif; }
h1 { margin: 0 0 3mm; text-align: center; font: bold 18pt/1.3 "SimHei", "Heiti SC", "Noto Sans CJK SC", sans-serif; }
.facts { display: flex; flex-wrap: wrap; gap: 1mm 8mm; margin: 0 0 2mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { border: 0.3mm solid #000; padding: 1mm 1.2mm; vertical-align: middle; text-align: left;
  overflow-wrap: anywhere; }
thead { display: table-header-group; }
thead th { text-align: center; background: #eee; font-weight: bold; }
tr { break-inside: avoid; }
.phase { break-after: avoid; }
.phase th { background: #f6f6f6; font-weight: bold; }
td.middle { text-align: center; word-break: keep-all; }
.seal { display: flex; justify-content: flex-end; gap: 14mm; margin-top: 8mm; break-inside: avoid; }
.seal div { min-width: 52mm; }
.seal b { display: block; height: 24mm; border-bottom: 0.3mm solid #000; }
@media print { body { padding: 0; max-width: none; } thead th, .phase th { print-color-adjust: exact; } }
@media screen and (max-width: 900px) { body { overflow-x: auto; } table { min-width: 1000px; } }
`;
