import { calendarOf } from '../engine/calendar.js';
import { html, type Html } from '../report/page/html.js';
import type { ComingWord } from '../service/proof/coming-words.js';
import type { Preview } from '../service/proof/preview.js';
import { texts } from '../text/texts.js';
import { field, formTo, hidden, type Sending } from './forms.js';
import { inLang } from './frame.js';
import { saying } from './said.js';
import { stacked } from './table.js';
import { told } from './when.js';

/** The address of that part of the list. */
export const noticesAt = (here: Partial<Here>): string => {
  const said = Object.entries(here).filter(([, value]) => value !== '');
  return `/notices?${said.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
};

/** The eve of an exam brings thousands; a telephone shows so many at once. */
const MOST_SHOWN = 100;

/** What a day brings to whom, and how a word is held back or given a sentence; `page` counts from 1. */
export function comingPart(
  sending: Sending,
  preview: Preview,
  may: { readonly stop: boolean; readonly line: boolean },
  page = 1,
): readonly Html[] {
  const { lang } = sending;
  const { reportPages: t, proof } = texts(lang);
  const { shadowUntil, timezone, words } = preview;
  const trial =
    shadowUntil === null
      ? []
      : [saying(t.notices.trial(told(lang, timezone, shadowUntil)), 'warn')];
  if (words.length === 0) return [...trial, saying(proof.preview.none, 'good')];
  const { at, to, what, held } = proof.preview.columns;
  const last = Math.ceil(words.length / MOST_SHOWN);
  const shown = Math.min(Math.max(page, 1), last);
  const first = (shown - 1) * MOST_SHOWN;
  const day = calendarOf(timezone).dateOf(preview.from);
  const here = { season: preview.season, day, page: String(shown) };
  const rows = words
    .slice(first, first + MOST_SHOWN)
    .map((word) => [
      told(lang, timezone, word.owedAt),
      word.person ?? word.to,
      whatOf(sending, word),
      html`${heldOf(sending, word)}${actsOf(sending, word, may, here)}`,
    ]);
  const most = preview.people[0]?.messages ?? 0;
  return [
    ...trial,
    html`<p class="soft">${proof.preview.sums(words.length, preview.people.length, most)}</p><p class="soft">${t.notices.hint}</p>
`,
    stacked([at, to, what, held], rows),
    ...(last > 1 ? [pagesPart(sending, here, last)] : []),
  ];
}

/** Which part of the list is shown: whoever acts on it comes back to it. */
type Here = Readonly<Record<'season' | 'day' | 'page', string>>;

function pagesPart({ lang }: Sending, here: Here, last: number): Html {
  const { pages } = texts(lang).reportPages.notices;
  const page = Number(here.page);
  const to = (other: number, text: string): Html | null => {
    if (other < 1 || other > last) return null;
    return html`<li><a href="${inLang(lang, noticesAt({ ...here, page: String(other) }))}">${text}</a></li>`;
  };
  return html`<p class="soft">${pages.at(page, last)}</p><ul class="tabs">${to(page - 1, pages.before)}${to(page + 1, pages.next)}</ul>
`;
}

function whatOf({ lang }: Sending, word: ComingWord): string {
  const t = texts(lang);
  const said = word.action === 'escalate' ? t.level(word.rung + 1) : t.action[word.action];
  return `${word.unitTitle[lang]} ${word.title[lang]}${t.colon}${said}`;
}

function heldOf({ lang }: Sending, { stopped, line, isStatutory }: ComingWord): string {
  const { preview } = texts(lang).proof;
  if (stopped) return preview.stopped(stopped.by, stopped.reason);
  if (line) return preview.line(line.name, line.text);
  return isStatutory ? preview.statutory : '';
}

function actsOf(
  sending: Sending,
  { word, action, stopped, isStatutory, label }: ComingWord,
  may: { readonly stop: boolean; readonly line: boolean },
  here: Here,
): Html | null {
  const t = texts(sending.lang).reportPages.notices;
  const which = Object.entries({ ...here, word }).map(([name, value]) => hidden(name, value));
  const forms = [
    may.line && action === 'escalate' && label !== 'sensitive' && stopped === null
      ? formTo(
          sending,
          '/notices/line',
          [...which, field({ name: 'text', label: t.text, max: 60, isRequired: true })],
          t.line,
        )
      : null,
    may.stop && !isStatutory && stopped === null
      ? formTo(
          sending,
          '/notices/stop',
          [...which, field({ name: 'reason', label: t.reason, max: 500, isRequired: true })],
          t.stop,
          'bad',
        )
      : null,
  ].filter((form) => form !== null);
  if (forms.length === 0) return null;
  return html`<details><summary>${t.act}</summary>${forms}</details>`;
}
