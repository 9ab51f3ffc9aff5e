import type { Calendar } from '../engine/calendar.js';
import { statementOf } from '../engine/custody-words.js';
import type { CustodyPlace } from '../engine/custody-plan.js';
import type { CustodyStepView, CustodyView } from '../service/custody.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { dayTime } from '../text/when.js';
import { html, type Html } from './page/html.js';

type Packet = CustodyView['packets'][number];

/** One page a handover, comparison or opening that is still to be signed, each with its check code. */
export function custodySheets(
  view: CustodyView,
  lang: Lang,
  calendar: Calendar,
  names: (post: string) => string,
): string {
  const t = texts(lang).custody;
  const sheets = view.steps
    .filter(({ acceptedAt, act }) => acceptedAt === null && SIGNED.has(act))
    .map((step) => sheetOf({ view, step, lang, calendar, names }));
  const page = html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${view.title[lang]}</title>
<style>${{ html: CSS }}</style>
</head>
<body>${sheets.length > 0 ? sheets : html`<p>${t.none}</p>`}</body>
</html>
`;
  return page.html;
}

const SIGNED: ReadonlySet<string> = new Set(['load', 'unload', 'handover', 'open']);

interface Sheet {
  readonly view: CustodyView;
  readonly step: CustodyStepView;
  readonly lang: Lang;
  readonly calendar: Calendar;
  readonly names: (post: string) => string;
}

function sheetOf({ view, step, lang, calendar, names }: Sheet): Html {
  const t = texts(lang).custody;
  const say = t.sheet;
  const { from, to, ids } = wayOf(view, step);
  const packets = view.packets.filter(({ id }) => ids.has(id));
  const counts = statementOf(asPlan(view), [...ids]);
  const places = [from, to].flatMap((one) => (one ? [one] : []));
  const car = places.find(({ plate }) => plate !== undefined);
  const facts: readonly (readonly [string, string])[] = [
    ...(from ? ([[say.from, from.title]] as const) : []),
    ...(to ? ([[say.to, to.title]] as const) : []),
    ...(car?.plate ? ([[say.plate, car.plate]] as const) : []),
    [say.planned, dayTime(lang, calendar, step.dueAt)],
    [say.counts, say.sum(counts.boxes, counts.packets, counts.sheets)],
  ];
  return html`<section>
<h1>${say.title(view.title[lang], t.act[step.act])}</h1>
<p class="code">${say.code} <b>${counts.code}</b></p>
<dl>${facts.map(([name, what]) => html`<div><dt>${name}</dt><dd>${what}</dd></div>`)}</dl>
<table>
<thead><tr>${[say.number, say.box, say.seal, say.track, say.sheets, say.checked].map(
    (head) => html`<th scope="col">${head}</th>`,
  )}</tr></thead>
<tbody>${packets.map(rowOf)}</tbody>
</table>
<p class="note">${say.note}</p>
<div class="signs">${step.posts.map(
    (post, n) =>
      html`<div><span>${signer(say, step, n)}</span><em>${names(post)}</em><b></b><i>${say.at}</i></div>`,
  )}</div>
</section>
`;
}

const rowOf = ({ id, box, seal, track, sheets }: Packet): Html =>
  html`<tr><td>${id}</td><td>${box}</td><td>${seal}</td><td>${track}</td><td>${sheets}</td><td></td></tr>
`;

type Words = ReturnType<typeof texts>['custody']['sheet'];

const signer = (say: Words, { posts }: CustodyStepView, n: number): string =>
  posts.length < 4 ? say.keeper(n + 1) : n < 2 ? say.giver(n + 1) : say.receiver(n - 1);

function wayOf(view: CustodyView, { act, of }: CustodyStepView) {
  const place = (id: string | null | undefined): CustodyPlace | undefined =>
    view.places.find((one) => one.id === id);
  const leg = act === 'open' ? undefined : view.legs.find(({ id }) => id === of);
  const opening = view.openings.find(({ id }) => id === of);
  const from = place(act === 'unload' ? leg?.via : (leg?.from ?? opening?.place));
  const to = place(act === 'load' ? leg?.via : leg?.to);
  return { from, to, ids: new Set(leg?.packets ?? opening?.packets ?? []) };
}

/** What counting needs of a plan. */
const asPlan = ({ packets }: CustodyView): Parameters<typeof statementOf>[0] => ({
  packets: packets.map(({ place, ...packet }) => ({ ...packet, at: place })),
});

const CSS = `
@page { size: A4; margin: 14mm 14mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 182mm; color: #000; background: #fff;
  font: 10.5pt/1.35 "FangSong", "STFangsong", "Songti SC", "SimSun", "Noto Serif CJK SC", serif; }
section { break-after: page; position: relative; }
h1 { margin: 0 0 3mm; text-align: center; font: bold 17pt/1.3 "SimHei", "Heiti SC", "Noto Sans CJK SC", sans-serif; }
.code { margin: 0 0 2mm; text-align: right; } .code b { font: bold 15pt/1 monospace; letter-spacing: 0.12em; }
dl { display: flex; flex-wrap: wrap; gap: 1mm 8mm; margin: 0 0 3mm; }
dl div { display: flex; gap: 2mm; } dt::after { content: "："; } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.3mm solid #000; padding: 0.8mm 1.2mm; text-align: center; }
thead { display: table-header-group; } thead th { background: #eee; }
tr { break-inside: avoid; }
.note { margin: 3mm 0; }
.signs { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm 10mm; break-inside: avoid; }
.signs div { display: grid; grid-template-columns: auto 1fr; gap: 1mm 3mm; }
.signs b { grid-column: 1 / -1; height: 12mm; border-bottom: 0.3mm solid #000; }
.signs em { font-style: normal; }
@media print { body { max-width: none; } thead th { print-color-adjust: exact; } }
`;
