import { html, type Html } from '../report/page/html.js';
import { recordedLate } from '../engine/recorded-late.js';
import type { DutySight } from '../service/desks/duty-sight.js';
import type { Lang } from '../text/lang.js';
import { happenedWords } from '../text/happened.js';
import { personIn } from '../text/notices.js';
import { refusalSentence } from '../text/refusals.js';
import { texts } from '../text/texts.js';
import { dutyForms } from './duty-forms.js';
import type { Sending } from './forms.js';
import { drill, lateWord, nextWord } from './lists.js';
import { told } from './when.js';

type Happened = DutySight['dossier']['events'][number]['event'];

/** One duty: what is to be done, by when, who hears of it next; what its reader may do; what has happened. */
export const dutyPart = (sending: Sending, sight: DutySight, action: string): readonly Html[] => [
  factsPart(sending.lang, sight),
  oralPart(sending.lang, sight),
  dutyForms(sending, sight, action),
  ...pastPart(sending.lang, sight),
];

/** The same for whoever only has to know of it. */
export const knownPart = (lang: Lang, sight: DutySight): readonly Html[] => [
  factsPart(lang, sight),
  oralPart(lang, sight),
  ...pastPart(lang, sight),
];

const pastPart = (lang: Lang, sight: DutySight): readonly Html[] => [
  chainPart(lang, sight),
  html`<section><h2>${texts(lang).desks.duty.history}</h2>${historyPart(lang, sight)}</section>`,
];

/** Who holds a post, as people call him. */
export function personOn(lang: Lang, { dossier }: DutySight, post: string): string {
  const known = dossier.people.find((one) => one.post === post);
  return known ? personIn(lang, { ...known }) : post;
}

function factsPart(lang: Lang, sight: DutySight): Html {
  const t = texts(lang);
  const { duty: words } = t.desks;
  const { season, dossier, code } = sight;
  const { duty: view, now } = dossier;
  const when = (at: typeof view.dueAt): string => told(lang, season.timezone, at);
  const rows: readonly (readonly [string, string | Html | null])[] = [
    [words.where, html`${view.unit.title[lang]}${drill(lang, season.rehearsal)}`],
    [words.due, html`<strong>${when(view.dueAt)}</strong> ${lateWord(lang, view, now)}`],
    [words.status, t.status[view.status]],
    [words.doer, personOn(lang, sight, view.doer)],
    [words.answerable, personOn(lang, sight, view.answerable)],
    [words.acceptor, sight.acceptBy && personOn(lang, sight, sight.acceptBy)],
    [words.promise, view.promiseAt && when(view.promiseAt)],
    [
      words.next,
      view.nextAt !== null && view.nextTo.length > 0
        ? nextWord(
            lang,
            view,
            view.nextTo.map((post) => personOn(lang, sight, post)).join(t.list),
            when(view.nextAt),
          )
        : null,
    ],
    [words.source, view.source],
    [t.desks.shortCode, html`<span class="code">${code}</span>`],
  ];
  return html`<dl class="facts">${rows.map(([name, what]) =>
    what ? html`<dt>${name}</dt><dd>${what}</dd>` : null,
  )}</dl>
`;
}

function oralPart(lang: Lang, { oral, season, dossier }: DutySight): Html {
  if (!oral) return html``;
  const t = texts(lang).desks;
  const name = dossier.names[oral.recordedBy] ?? oral.recordedBy;
  const when = told(lang, season.timezone, oral.at);
  return html`<div class="said warn"><p>${t.duty.oralSaid(name, t.acts[oral.done], when)}</p></div>
`;
}

/** The chain with its instants; the next to be told stands out. */
function chainPart(lang: Lang, sight: DutySight): Html {
  const { chain, dossier, season } = sight;
  const { duty: view, now } = dossier;
  if (chain.length === 0 || view.acceptedAt !== null) return html``;
  const next = chain.findIndex(({ at }) => at > now);
  return html`<section><h2>${texts(lang).desks.duty.chain}</h2><ol class="chain">${chain.map(
    ({ at, to }, n) =>
      html`<li${n === next ? html` class="next"` : null}>${told(lang, season.timezone, at)} ${personOn(lang, sight, to)}</li>`,
  )}</ol></section>
`;
}

function historyPart(lang: Lang, sight: DutySight): Html {
  const { season, dossier } = sight;
  const t = texts(lang);
  const rows = dossier.events
    .filter(({ event }) => event.type !== 'asked' && event.type !== 'superseded')
    .map(
      ({ event }) =>
        html`<tr><td>${told(lang, season.timezone, event.at)}</td><td>${whatOf(lang, event)}${lateMark(lang, sight, event)}</td><td>${particulars(lang, sight, event)}</td></tr>
`,
    );
  return rows.length === 0
    ? html`<p>${t.none}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${t.desks.duty.history}"><table class="history"><tbody>${rows}</tbody></table></div>`;
}

const lateMark = (lang: Lang, { dossier }: DutySight, event: Happened): Html | null =>
  'happenedAt' in event && recordedLate(event.happenedAt, event.at, dossier.recordedLateMs)
    ? html` <b class="late-word">${texts(lang).rooms.late}</b>`
    : null;

function whatOf(lang: Lang, event: Happened): string {
  const t = texts(lang);
  if (event.type !== 'told') return t.event[event.type];
  if (event.action === 'escalate') return t.level(event.rung + 1);
  return (event.side === 'acceptor' ? t.acceptorAction : t.action)[event.action];
}

/** Numbers that are not the expected ones: allowed, and to be seen. */
function otherNumbers(
  lang: Lang,
  { dossier }: DutySight,
  { form = {}, differs = {} }: Extract<Happened, { type: 'submitted' }>,
): string[] {
  return Object.entries(differs).map(([id, expected]) => {
    const title = dossier.fields.find((field) => field.id === id)?.title[lang] ?? id;
    return texts(lang).say.otherThan(`${title} ${String(form[id])}`, expected);
  });
}

/** Who, for whom, when it was said, who was told, and in what words. */
function particulars(lang: Lang, sight: DutySight, event: Happened): string {
  const t = texts(lang);
  const { names } = sight.dossier;
  const when = (at: typeof event.at): string => told(lang, sight.season.timezone, at);
  const name = (person: string): string => t.actor[person] ?? names[person] ?? person;
  const parts: (string | undefined)[] = [];
  if ('by' in event) {
    parts.push(name(event.by));
    parts.push(event.recordedBy && t.say.recordedBy(name(event.recordedBy)));
    parts.push(happenedWords(lang, when, event, sight.dossier.recordedLateMs));
  }
  if (event.type === 'submitted') parts.push(...otherNumbers(lang, sight, event));
  if (event.type === 'undelivered')
    parts.push(personOn(lang, sight, event.post), t.unreached[event.outcome]);
  if (event.type === 'confirmed') parts.push(personOn(lang, sight, event.post), event.content);
  if (event.type === 'signedFor' && event.promiseAt)
    parts.push(t.say.promised(when(event.promiseAt)));
  if (event.type === 'refused') parts.push(refusalSentence(event.reason, event.detail, lang));
  else if ('reason' in event && event.reason) parts.push(t.say.reason(event.reason));
  if ('to' in event && event.to && event.to.length > 0)
    parts.push(t.say.told(event.to.map((post) => personOn(lang, sight, post)).join(t.list)));
  return parts.filter(Boolean).join(t.comma);
}
