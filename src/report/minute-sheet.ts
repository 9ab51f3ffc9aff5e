import { calendarOf, type Calendar } from '../engine/calendar.js';
import type { EpochMs } from '../engine/model.js';
import type { MinuteLine, MinuteSheet } from '../service/proof/minute.js';
import type { Lang } from '../text/lang.js';
import { personsIn } from '../text/notices.js';
import { texts } from '../text/texts.js';
import { dayName, dayTime } from '../text/when.js';
import type { ReportPaper } from './documents.js';
import { html, type Html } from './page/html.js';
import { noteOf, sectionOf } from './section.js';

/** The sheet of a session as a document: its lines as a table with empty boxes, then what may be begun. */
export function minutePaper(lang: Lang, sheet: MinuteSheet): ReportPaper {
  const say = texts(lang).minute;
  const { lines, title, signed } = framed(lang, sheet);
  const rows = rowsOf(lang, sheet).map(({ cells }) => [...cells, '', '']);
  return {
    ...{ title, lines, signed },
    sections: [
      sectionOf(say.duties, say.heads, rows),
      noteOf(say.needed, ...procedureLines(lang, sheet), say.howTo),
    ],
  };
}

/** The same as a page of its own, one A4 sheet a session; it asks no other host for anything. */
export function minutePage(lang: Lang, sheet: MinuteSheet): string {
  const say = texts(lang).minute;
  const { lines, title } = framed(lang, sheet);
  return html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${{ html: MINUTE_STYLE }}</style>
</head>
<body>${minutePart(lang, sheet, say.heads, lines, title)}</body>
</html>
`.html;
}

function minutePart(
  lang: Lang,
  sheet: MinuteSheet,
  heads: readonly string[],
  lines: readonly string[],
  title: string,
): Html {
  const say = texts(lang).minute;
  return html`<article>
<h1>${title}</h1>
<p class="facts">${lines.map((line) => html`<span>${line}</span>`)}</p>
<table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rowsOf(lang, sheet).map(
    ({ cells: [time, what, who, code], edge }) =>
      html`<tr${edge ? html` class="edge"` : null}><td>${time}</td><td>${what}</td><td>${who}</td><td class="code">${code}</td><td></td><td></td></tr>
`,
  )}</tbody>
</table>
<h2>${say.needed}</h2>
<ul>${procedureLines(lang, sheet).map((line) => html`<li>${line}</li>`)}</ul>
<p class="note">${say.howTo}</p>
</article>`;
}

interface Row {
  /** Time, what, who, code. */
  readonly cells: readonly [string, string, string, string];
  /** The session's own start or end. */
  readonly edge: boolean;
}

/** Duties and the session's two edges in one order: an edge stands before what begins with it. */
function rowsOf(lang: Lang, sheet: MinuteSheet): readonly Row[] {
  const say = texts(lang).minute;
  const calendar = calendarOf(sheet.timezone);
  const day = calendar.dateOf(sheet.startAt);
  const at = (instant: EpochMs): string => clock(lang, calendar, day, instant);
  const edge = (instant: EpochMs, what: string) => ({
    at: instant as number,
    row: { cells: [at(instant), what, '', ''], edge: true } as Row,
  });
  const line = (one: MinuteLine) => ({
    at: one.opensAt ?? one.dueAt,
    row: {
      cells: [timeOf(one, at), titleOf(lang, one), personsIn(lang, one.who), one.code],
      edge: false,
    } as Row,
  });
  const marks = [edge(sheet.startAt, say.start), edge(sheet.endAt, say.end)];
  return [...marks, ...sheet.lines.map(line)]
    .map((one, n) => ({ ...one, n }))
    .sort((a, b) => a.at - b.at || a.n - b.n)
    .map(({ row }) => row);
}

const timeOf = ({ opensAt, dueAt }: MinuteLine, at: (instant: EpochMs) => string): string =>
  opensAt === null ? at(dueAt) : `${at(opensAt)}–${at(dueAt)}`;

/** The hour alone on the session's own day. */
const clock = (lang: Lang, calendar: Calendar, day: string, at: EpochMs): string =>
  calendar.dateOf(at) === day ? calendar.timeOf(at) : dayTime(lang, calendar, at);

/** Titles of sensitive duties do not leave the house; whoever does them knows them by their code. */
const titleOf = (lang: Lang, { title, label }: MinuteLine): string =>
  label === 'sensitive' ? texts(lang).proof.brief.hidden : title[lang];

function framed(lang: Lang, sheet: MinuteSheet) {
  const t = texts(lang);
  const say = t.minute;
  const { title, unit, session, timezone, startAt, endAt, phone, rehearsal, now } = sheet;
  const calendar = calendarOf(timezone);
  const day = dayName(lang, calendar.dateOf(startAt));
  return {
    title: say.title(unit.title[lang], session.title[lang]),
    lines: [
      ...(rehearsal ? [t.proof.paper.rehearsal] : []),
      title[lang],
      say.hours(day, calendar.timeOf(startAt), calendar.timeOf(endAt)),
      say.phone(phone ?? BLANK),
      t.proof.zero.asOf(dayTime(lang, calendar, now)),
    ],
    signed: [title[lang], calendar.dateOf(now)],
  };
}

/** To be filled in by hand. */
const BLANK = '____________';

const procedureLines = (lang: Lang, { procedures, unit }: MinuteSheet): string[] => [
  texts(lang).minute.begin(
    procedures.map(({ title }) => title[lang]).join(texts(lang).list),
    unit.code,
  ),
];

const MINUTE_STYLE = `
@page { size: A4; margin: 11mm 12mm 10mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 186mm; color: #000; background: #fff;
  font: 10pt/1.3 "FangSong", "STFangsong", "Songti SC", "SimSun", "Noto Serif CJK SC", serif; }
article { break-after: page; } article:last-child { break-after: auto; }
h1 { margin: 0 0 2mm; text-align: center; font: bold 15pt/1.25 "SimHei", "Heiti SC", "Noto Sans CJK SC", sans-serif; }
h2 { margin: 3mm 0 1mm; font: bold 11pt/1.3 "SimHei", "Heiti SC", "Noto Sans CJK SC", sans-serif; }
.facts { display: flex; flex-wrap: wrap; gap: 0 6mm; margin: 0 0 2mm; justify-content: center; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.3mm solid #000; padding: 0.6mm 1.2mm; text-align: left; vertical-align: middle; }
td { height: 9.5mm; } th { text-align: center; }
thead { display: table-header-group; } thead th, .edge td { background: #eee; }
.edge td { height: 6mm; font-weight: bold; }
td:first-child, .code { white-space: nowrap; font-variant-numeric: tabular-nums; }
.code { font: bold 10pt/1 monospace; }
th:nth-child(5) { width: 17mm; } th:nth-child(6) { width: 22mm; } th:nth-child(3) { width: 42mm; }
tr { break-inside: avoid; } ul { margin: 0; padding-left: 5mm; } .note { margin: 1mm 0 0; }
@media print { body { max-width: none; } thead th, .edge td { print-color-adjust: exact; } }
`;
