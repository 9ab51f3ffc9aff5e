import { html, type Html } from '../report/page/html.js';
import type { OralAct } from '../engine/model.js';
import type { DutySight } from '../service/desks/duty-sight.js';
import type { OralRecord } from '../service/desks/oral-records.js';
import type { Caller, Found } from '../service/desks/phone-book.js';
import type { ReadyUnit } from '../service/desks/ready-units.js';
import { dutyTitle } from '../text/duty-title.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { span } from '../text/when.js';
import { answerFields, handOnField } from './duty-forms.js';
import { filledIn } from './form-fields.js';
import { choice, field, formTo, hidden, words, type Sending } from './forms.js';
import { inLang } from './frame.js';
import { drill, dutyCard } from './lists.js';
import { BY_PHONE, readyPart } from './procedures.js';
import { saying } from './said.js';
import { fromField, told } from './when.js';

/** What is found by what the caller says. */
export interface Hits {
  readonly said: string;
  readonly duties: readonly Found[];
  readonly callers: readonly Caller[];
  /** Units that may begin something. */
  readonly sites: readonly ReadyUnit[];
  /** A code that two duties share. */
  readonly isShared: boolean;
}

/** Where a duty leads at the duty desk. */
const recordAddress = ({ season, duty }: Found): string =>
  `/phone/${season.id}/${duty.path.replaceAll('/', '.')}/${encodeURIComponent(duty.duty)}`;

/** The duty desk: find what a caller speaks of; what waits for a confirmation. */
export function phonePart(
  lang: Lang,
  hits: Hits | null,
  waiting: readonly OralRecord[],
): readonly Html[] {
  const t = texts(lang).desks.phone;
  return [
    html`<form method="get" action="/phone" class="row" role="search">${field({
      ...{ name: 'q', label: t.search, type: 'search', value: hits?.said ?? '' },
      ...{ isRequired: true, isFirst: true, max: 60 },
    })}${lang === 'en' ? hidden('lang', 'en') : null}<button>${t.find}</button></form>
`,
    hits === null ? html`` : hitsPart(lang, hits),
    html`<section><h2>${t.waiting}</h2>${waitingPart(lang, waiting)}</section>
`,
  ];
}

function hitsPart(lang: Lang, { duties, callers, sites, isShared }: Hits): Html {
  const t = texts(lang).desks.phone;
  if (duties.length + callers.length + sites.length === 0) return saying(t.nothing, 'warn');
  return html`${readyPart(lang, BY_PHONE, sites)}${isShared ? saying(t.two, 'warn') : null}${
    duties.length === 0 ? null : cardsOf(lang, duties)
  }${callers.map(
    (caller) =>
      html`<section><h2>${caller.name} <span class="soft">${caller.person} ${caller.posts
        .map(({ title }) => title)
        .filter((title, n, all) => title !== '' && all.indexOf(title) === n)
        .join(
          texts(lang).list,
        )}</span>${drill(lang, caller.season.rehearsal)}</h2>${cardsOf(lang, caller.duties)}</section>`,
  )}`;
}

const cardsOf = (lang: Lang, found: readonly Found[]): Html =>
  html`<ul class="cards">${found.map((one) =>
    dutyCard(lang, {
      ...{ view: one.duty, code: one.code, timezone: one.season.timezone, next: '' },
      // What is late is said by the duty's own page; here its time is enough.
      now: 0,
      address: recordAddress(one),
    }),
  )}</ul>
`;

/** Records that wait for the person's own word, each with its clock. */
function waitingPart(lang: Lang, waiting: readonly OralRecord[]): Html {
  const t = texts(lang).desks;
  if (waiting.length === 0) return html`<p>${t.phone.waitingNone}</p>`;
  const heads = [
    t.duty.what,
    t.phone.by,
    t.phone.recordedBy,
    t.phone.said,
    t.phone.typed,
    t.phone.till,
  ];
  return html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${waiting.map((one) => waitingRow(lang, one, heads))}</tbody></table>
`;
}

function waitingRow(lang: Lang, one: OralRecord, heads: readonly string[]): Html {
  const t = texts(lang);
  const { view, season, now, objection } = one;
  const when = (at: typeof now): string => told(lang, season.timezone, at);
  const isLate = view.dueAt <= now;
  const left = isLate
    ? t.desks.list.late(span(lang, now - view.dueAt))
    : t.desks.list.soon(span(lang, view.dueAt - now));
  const cells: readonly (string | Html)[] = [
    html`${dutyTitle(lang, view)} <span class="tag">${t.desks.acts[one.act]}</span>${
      objection === null
        ? null
        : html` <span class="late-word">${t.desks.phone.objected}${t.colon}${objection}</span>`
    }`,
    one.by.name,
    one.recordedBy.name,
    when(one.happenedAt ?? one.recordedAt),
    one.isLate
      ? html`${when(one.recordedAt)} <b class="late-word">${t.rooms.late}</b>`
      : when(one.recordedAt),
    html`${when(view.dueAt)} <span class="${isLate ? 'late-word' : 'soft'}">${left}</span>`,
  ];
  return html`<tr>${cells.map((cell, n) => html`<td data-head="${heads[n] ?? ''}"><div>${cell}</div></td>`)}</tr>
`;
}

/** What a duty desk types in for a caller. */
export const PHONE_ACTS = [
  ...(['complete', 'signFor', 'answer', 'handOn', 'accept', 'confirm', 'object'] as const),
] as const;
export type PhoneAct = (typeof PHONE_ACTS)[number] & OralAct;

/** What is about to be recorded. */
export interface Draft {
  readonly act: PhoneAct;
  readonly caller: string;
  readonly callerName: string;
  /** As it stands in the field; empty: now. */
  readonly happenedAt: string;
  /** The same, as it is said. */
  readonly saidAt: string;
  /** All the form's other fields, to be sent with the second step. */
  readonly rest: readonly (readonly [string, string])[];
}

/** The fields that belong to an act; those of the others stay empty, or as the form began. */
export const FIELDS_OF: Readonly<Record<PhoneAct, RegExp>> = {
  complete: /^form\./,
  signFor: /^promiseAt$/,
  answer: /^(?:rest|note|line\..*)$/,
  handOn: /^to$/,
  accept: /^$/,
  confirm: /^(?:post|content)$/,
  object: /^reason$/,
};

/** First step: who says what, and when he said so. */
export function recordForm(
  sending: Sending,
  sight: DutySight,
  callers: readonly (readonly [person: string, name: string])[],
  action: string,
): Html {
  const { lang } = sending;
  const t = texts(lang).desks;
  const fields = sight.dossier.fields.map((asked) =>
    field({
      ...{
        name: `form.${asked.id}`,
        label: `${asked.title[lang]}${asked.type === 'state' ? ' (normal / abnormal)' : ''}`,
      },
      ...(asked.type === 'yes' && { hint: 'yes' }),
      ...filledIn(lang, asked),
    }),
  );
  const isThere: Readonly<Partial<Record<PhoneAct, boolean>>> = {
    confirm: sight.signPosts.length > 0,
    answer: sight.lines.length > 0,
    accept: sight.acceptBy !== null,
  };
  const acts = PHONE_ACTS.filter((act) => isThere[act] ?? true);
  return formTo(
    sending,
    action,
    [
      hidden('_step', 'draft'),
      choice(
        'caller',
        t.phone.caller,
        callers.map(([person, name]) => [person, name]),
      ),
      choice(
        'act',
        t.phone.act,
        acts.map((act) => [act, t.acts[act]]),
      ),
      field({
        ...{ name: 'happenedAt', label: t.phone.happenedAt, type: 'datetime-local' },
        hint: t.phone.happenedHint,
      }),
      html`<details><summary>${t.duty.complete}</summary>${fields}${words('form.note', t.duty.note)}</details>`,
      sight.signPosts.length === 0
        ? null
        : html`<details><summary>${t.duty.confirm}</summary>${choice(
            'post',
            t.duty.confirmPost,
            sight.signPosts.map((post) => [post, post]),
          )}${field({ name: 'content', label: t.duty.confirmContent })}</details>`,
      html`<details><summary>${t.duty.signFor}</summary>${field({
        ...{ name: 'promiseAt', label: t.duty.promiseAt, type: 'datetime-local' },
      })}</details>`,
      sight.lines.length === 0
        ? null
        : html`<details><summary>${t.duty.answer}</summary>${answerFields(lang, sight)}</details>`,
      html`<details><summary>${t.duty.handOn}</summary>${handOnField(lang, sight)}</details>`,
      html`<details><summary>${t.duty.object}</summary>${words('reason', t.duty.reason)}</details>`,
    ],
    t.phone.readBack,
  );
}

/** Second step: what is read to the caller, and his yes. */
export function readBackPart(
  sending: Sending,
  sight: DutySight,
  draft: Draft,
  action: string,
): readonly Html[] {
  const { lang } = sending;
  const t = texts(lang).desks;
  const { duty: view } = sight.dossier;
  const sentence = t.phone.readBackIs(
    draft.callerName,
    view.unit.title[lang],
    dutyTitle(lang, view),
    t.acts[draft.act],
    draft.saidAt,
  );
  return [
    html`<section><h2>${t.phone.readBack}</h2><div class="said readback"><p>${sentence}</p>${saidFields(lang, sight, draft)}</div>${formTo(
      sending,
      action,
      [
        hidden('_step', 'record'),
        hidden('caller', draft.caller),
        hidden('act', draft.act),
        hidden('happenedAt', draft.happenedAt),
        ...draft.rest.map(([name, value]) => hidden(name, value)),
      ],
      t.phone.yesRecord,
    )}<p><a href="${inLang(lang, action)}">${t.cancel}</a></p></section>
`,
  ];
}

/** What was said, field by field: numbers are what is misheard. */
function saidFields(lang: Lang, sight: DutySight, { rest }: Draft): Html | null {
  const { duty } = texts(lang).desks;
  const names: Readonly<Record<string, string>> = {
    ...Object.fromEntries(sight.dossier.fields.map(({ id, title }) => [`form.${id}`, title[lang]])),
    ...{ 'form.note': duty.note, reason: duty.reason, content: duty.confirmContent },
    ...{ post: duty.confirmPost, promiseAt: duty.promiseAt, rest: duty.allNormal, note: duty.note },
    to: duty.handOnTo,
  };
  if (rest.length === 0) return null;
  return html`<dl class="facts">${rest.map(
    ([name, value]) =>
      html`<dt>${names[name] ?? name.replace(/^line\./, '')}</dt><dd>${saidValue(lang, sight, name, value)}</dd>`,
  )}</dl>`;
}

/** As it is read out: a time, a name, a yes. */
function saidValue(lang: Lang, { season, colleagues }: DutySight, name: string, value: string) {
  const t = texts(lang).desks;
  if (name === 'to') return colleagues.find(({ post }) => post === value)?.name ?? value;
  if (name === 'rest') return t.yes;
  if (name.startsWith('line.')) return value === 'abnormal' ? t.duty.abnormal : t.duty.normal;
  const at = name === 'promiseAt' ? fromField(season.timezone, value) : null;
  return at === null ? value : told(lang, season.timezone, at);
}
