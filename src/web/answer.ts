import type { EpochMs } from '../engine/model.js';
import { html, type Html } from '../report/page/html.js';
import type { AnswerLine } from '../service/desks/answer-lines.js';
import type { AnswerSheet } from '../service/desks/answers.js';
import type { Lang } from '../text/lang.js';
import { personsIn } from '../text/notices.js';
import { texts } from '../text/texts.js';
import { formTo, hidden, words, type Sending } from './forms.js';
import { inLang } from './frame.js';
import { drill, dutyAddress, lateWord, nextWord, toneOf } from './lists.js';
import { promiseFields } from './promise.js';
import { told } from './when.js';

const ZONE = 'Asia/Shanghai';

/** Of these it can be said that they were received; while a promise is waited for there is no other. */
export const canSign = ({ may, view, now }: AnswerLine): boolean =>
  may.has('duty.sign-for') &&
  view.status !== 'submitted' &&
  (view.promiseAt === null || view.promiseAt <= now);

/** The duties of a message, with what may be done by the link alone. `address`: the link's own. */
export function answerPart(sending: Sending, sheet: AnswerSheet, address: string): readonly Html[] {
  const { lang } = sending;
  const t = texts(lang).answers;
  const open = sheet.lines.filter((line) => canSign(line) && line.view.status === 'open');
  const isOnly = sheet.lines.length === 1;
  return [
    isOnly ? html`` : html`<p>${t.count(sheet.lines.length)}</p>`,
    html`<ul class="cards">${sheet.lines.map((line) => linePart(sending, sheet, line, address))}</ul>
`,
    open.length > 1
      ? formTo(sending, `${address}/all`, [], t.signAll(open.length), 'soft')
      : html``,
    untilPart(lang, sheet),
    seenForm(sending, address),
  ];
}

/** How long the link is good. */
export const untilPart = (lang: Lang, { until }: AnswerSheet): Html =>
  html`<p class="soft">${texts(lang).answers.until(told(lang, ZONE, until))}</p>
`;

/** What was just promised, and what follows if it is not kept. */
export function promisePart(lang: Lang, { season }: AnswerLine, promiseAt: EpochMs): Html {
  const t = texts(lang).answers;
  return html`<p><strong>${t.willBeDone(told(lang, season.timezone, promiseAt))}</strong> ${t.waits}</p>
`;
}

function linePart(sending: Sending, sheet: AnswerSheet, line: AnswerLine, address: string): Html {
  const { lang } = sending;
  const { view, now, label } = line;
  if (label === 'sensitive') return hiddenPart(lang, line);
  const t = texts(lang).answers;
  const action = `${address}/${line.notice}`;
  const forms = [
    canSign(line) ? signForm(sending, sheet, line, action) : null,
    line.mayByCode.size > 0
      ? html`<p><a class="step" href="${inLang(lang, action)}">${moreOf(lang, line)}</a></p>
`
      : null,
    line.may.has('duty.object') ? objectForm(sending, action) : null,
  ];
  const isIdle = view.acceptedAt === null && forms.every((form) => form === null);
  return html`<li class="${toneOf(view, now)}">${lineFacts(lang, line)}${forms}${
    isIdle
      ? html`<p class="soft">${t.nothing} <a href="${inLang(lang, dutyAddress(view))}">${t.signIn}</a></p>
`
      : null
  }</li>
`;
}

/** What a code opens, as the duty's kind has it. */
export const moreOf = (lang: Lang, { view }: AnswerLine): string =>
  texts(lang).answers.more[view.kind === 'ask' ? 'ask' : 'task'];

/** What of a duty its reader was told already, and how it stands now. */
export function lineFacts(lang: Lang, line: AnswerLine): Html {
  const { view, season, now, code, nextTo } = line;
  const t = texts(lang);
  const { list } = t.desks;
  const when = (at: typeof now): string => told(lang, season.timezone, at);
  const next = personsIn(
    lang,
    nextTo.map((one) => ({ ...one })),
  );
  const isPromised = view.promiseAt !== null && view.acceptedAt === null;
  return html`<h2>${line.title[lang]}</h2>
<p>${view.unit.title[lang]}${drill(lang, season.rehearsal)} <span class="tag">${t.status[view.status]}</span> ${lateWord(lang, view, now)}</p>
<p>${list.due}${t.colon}<strong>${when(view.dueAt)}</strong></p>
${isPromised && view.promiseAt !== null ? html`<p class="good-word">${t.answers.promised}${t.colon}${when(view.promiseAt)}</p><p class="soft">${t.answers.waits}</p>` : null}
${
  next === '' || view.nextAt === null || view.acceptedAt !== null
    ? null
    : html`<p class="soft">${list.next}${t.colon}${nextWord(lang, view, next, when(view.nextAt))}</p>`
}<p class="soft">${t.desks.shortCode} <span class="code">${code}</span></p>
`;
}

/** Nothing but its code and its time: the rest is read by whoever has signed in. */
function hiddenPart(lang: Lang, { view, season, now, code }: AnswerLine): Html {
  const t = texts(lang);
  return html`<li class="${toneOf(view, now)}"><h2>${t.answers.hidden}</h2>
<p>${t.desks.list.due}${t.colon}<strong>${told(lang, season.timezone, view.dueAt)}</strong> ${lateWord(lang, view, now)}</p>
<p class="soft">${t.desks.shortCode} <span class="code">${code}</span></p>
<p><a class="step" href="${inLang(lang, '/')}">${t.answers.signIn}</a></p></li>
`;
}

function signForm(
  sending: Sending,
  { lines, longestMs }: AnswerSheet,
  { view, season, now }: AnswerLine,
  action: string,
): Html {
  const { lang } = sending;
  const fields = promiseFields(lang, {
    ...{ timezone: season.timezone, now, dueAt: view.dueAt, longestMs },
  });
  const form = formTo(
    sending,
    action,
    [hidden('_act', 'signFor'), ...fields],
    texts(lang).desks.duty.signFor,
  );
  return html`<details${lines.length === 1 ? html` open` : null}><summary>${texts(lang).answers.sign}</summary>${form}</details>
`;
}

function objectForm(sending: Sending, action: string): Html {
  const { lang } = sending;
  const t = texts(lang);
  const fields = [
    hidden('_act', 'object'),
    html`<p class="soft">${t.answers.objectHint}</p>`,
    words('reason', t.desks.duty.reason, true),
  ];
  return html`<details><summary>${t.answers.object}</summary>${formTo(sending, action, fields, t.desks.duty.object, 'bad')}</details>
`;
}

/** Sent by the page's script once somebody looks at it; a robot that fetches links runs none. */
const seenForm = ({ lang, csrf }: Sending, address: string): Html =>
  html`<form method="post" action="${inLang(lang, `${address}/seen`)}" data-seen="yes" hidden><input type="hidden" name="_csrf" value="${csrf}"></form>
`;
