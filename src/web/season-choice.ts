import { html, type Html } from '../report/page/html.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { choice, hidden } from './forms.js';

/** A season by id and title. */
export type NamedSeason = readonly [id: string, title: string];

/** Which season a page is about, where there are several; with further fields. */
export function seasonChoice(
  lang: Lang,
  action: string,
  { seasons, season }: { readonly seasons: readonly NamedSeason[]; readonly season: string },
  more: readonly Html[] = [],
): Html | null {
  const t = texts(lang).reportPages;
  if (seasons.length < 2 && more.length === 0) return null;
  return html`<form method="get" action="${action}" class="act">${choice('season', t.season, seasons, season)}${more}${
    lang === 'en' ? hidden('lang', 'en') : null
  }<button class="soft">${t.show}</button></form>
`;
}
