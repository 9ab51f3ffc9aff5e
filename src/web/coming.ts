import { html, type Html } from '../report/page/html.js';
import type { ComingWord } from '../service/proof/coming-words.js';
import type { Preview } from '../service/proof/preview.js';
import { texts } from '../text/texts.js';
import { field, formTo, hidden, type Sending } from './forms.js';
import { saying } from './said.js';
import { stacked } from './table.js';
import { told } from './when.js';

/** What a day brings to whom, and how a word is held back or given a sentence. */
export function comingPart(
  sending: Sending,
  preview: Preview,
  may: { readonly stop: boolean; readonly line: boolean },
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
  const rows = words.map((word) => [
    told(lang, timezone, word.owedAt),
    word.person ?? word.to,
    whatOf(sending, word),
    html`${heldOf(sending, word)}${actsOf(sending, preview, word, may)}`,
  ]);
  const most = preview.people[0]?.messages ?? 0;
  return [
    ...trial,
    html`<p class="soft">${proof.preview.sums(words.length, preview.people.length, most)}</p><p class="soft">${t.notices.hint}</p>
`,
    stacked([at, to, what, held], rows),
  ];
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
  { season }: Preview,
  { word, action, stopped, isStatutory, label }: ComingWord,
  may: { readonly stop: boolean; readonly line: boolean },
): Html | null {
  const t = texts(sending.lang).reportPages.notices;
  const which = [hidden('season', season), hidden('word', word)];
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
