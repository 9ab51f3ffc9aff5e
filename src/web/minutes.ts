import { html, type Html } from '../report/page/html.js';
import type { MinuteSheet } from '../service/proof/minute.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { inLang } from './frame.js';

export const MINUTES = '/desk/minutes';

/** The sessions of a site in one season. */
export interface SiteSessions {
  readonly season: string;
  readonly title: MinuteSheet['title'];
  readonly sessions: readonly MinuteSheet['session'][];
}

/** From the desk's screen to its minute sheets. */
export const minutesLink = (lang: Lang): Html =>
  html`<p><a href="${inLang(lang, MINUTES)}">${texts(lang).minute.link}</a></p>
`;

/** The sheets of a site, a session each: every one opens as a page to be printed. */
export function minutesPart(lang: Lang, seasons: readonly SiteSessions[]): readonly Html[] {
  const held = seasons.filter(({ sessions }) => sessions.length > 0);
  if (held.length === 0) return [html`<p>${texts(lang).minute.none}</p>`];
  return held.map(
    ({ season, title, sessions }) =>
      html`<section><h2>${title[lang]}</h2><ul class="people">${sessions.map(
        (one) =>
          html`<li><a href="${inLang(lang, `${MINUTES}/${season}/${encodeURIComponent(one.id)}`)}">${one.title[lang]}</a></li>`,
      )}</ul></section>
`,
  );
}
