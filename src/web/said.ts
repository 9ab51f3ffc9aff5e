import { html, type Html } from '../report/page/html.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { inLang } from './frame.js';

/** A sentence in a box: what was done, or why not. Read out at once. */
export const saying = (text: string, kind: 'good' | 'bad' | 'warn'): Html =>
  html`<div class="said ${kind}" role="${kind === 'good' ? 'status' : 'alert'}"><p>${text}</p></div>
`;

/** What was not done and why, and the way back. */
export function refusedPart(lang: Lang, sentence: string, back: string): readonly Html[] {
  return [saying(sentence, 'bad'), backLink(lang, back)];
}

/** What was received, and when: to be read before the page is closed. */
export function receiptPart(lang: Lang, what: string, when: string, back: string): readonly Html[] {
  const t = texts(lang).desks;
  return [
    html`<div class="said good" role="status"><p>${t.duty.receipt(what, when)}</p><p class="soft">${t.duty.onSheet}</p></div>
`,
    backLink(lang, back),
  ];
}

export const backLink = (lang: Lang, address: string): Html =>
  html`<p><a href="${inLang(lang, address)}">${texts(lang).desks.cancel}</a></p>
`;
