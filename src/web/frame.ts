import { html, type Html } from '../report/page/html.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';

/** Where one may go from a page. */
export type Place =
  | ('mine' | 'overdue' | 'procedures' | 'zero' | 'notices' | 'phone')
  | ('custody' | 'desks' | 'links' | 'contacts' | 'channels');

/** What stands around a page. */
export interface Frame {
  readonly lang: Lang;
  readonly title: string;
  /** Who is signed in; null on pages that ask nobody. */
  readonly who: string | null;
  readonly places: readonly Place[];
  readonly here?: Place;
  /** One sentence on whether the system itself is alive; null where it is nobody's business. */
  readonly alive: Html | null;
  /** The page's own address, without a query: for the other language. */
  readonly address: string;
  /** Proves that a form of this browser sends the sign-out. */
  readonly csrf: string;
  /** Where nobody does anything the page loads itself anew after so many seconds; absent: never. */
  readonly refreshS?: number;
  /** Large letters for an old screen that several stand around. */
  readonly big?: true;
}

/** The names of the languages, each in itself. */
const OTHER: Readonly<Record<Lang, readonly [Lang, string]>> = {
  zh: ['en', 'English'],
  en: ['zh', '中文'],
};

const ADDRESS: Readonly<Record<Place, string>> = {
  mine: '/',
  overdue: '/overdue',
  procedures: '/procedures',
  phone: '/phone',
  desks: '/desks',
  links: '/links',
  contacts: '/contacts',
  custody: '/custody',
  zero: '/zero',
  notices: '/notices',
  channels: '/channels',
};

/**
 * A whole page: its own style and script, no request to another host, readable without a script. Answers its
 * text.
 */
export function framed(frame: Frame, body: readonly Html[]): string {
  const { lang, title, who, alive, address, refreshS, big } = frame;
  const t = texts(lang).desks;
  const [other, otherName] = OTHER[lang];
  return html`<!doctype html>
<html lang="${htmlLang(lang)}"${big ? html` class="big"` : null}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${t.brand}</title>
<link rel="stylesheet" href="/web/kaowu.css">
<script src="/web/kaowu.js" defer></script>
</head>
<body>
<a class="skip" href="#content">${t.skip}</a>
<header class="top"><strong class="brand">${t.brand}</strong>${navOf(frame)}
<span class="end">${who === null ? null : html`<span class="who">${who}</span>`}
<a href="${address}?lang=${other}" hreflang="${htmlLang(other)}" lang="${htmlLang(other)}">${otherName}</a>
${who === null ? null : signOut(frame)}</span></header>
<main id="content" tabindex="-1"${refreshS === undefined ? null : html` data-refresh="${refreshS}"`}>
<h1>${title}</h1>
${body}
</main>
${alive === null ? null : html`<footer>${alive}</footer>`}
</body>
</html>
`.html;
}

const htmlLang = (lang: Lang): string => (lang === 'zh' ? 'zh-CN' : 'en');

/** An address in the page's language. */
export const inLang = (lang: Lang, address: string): string => {
  if (lang === 'zh' || /[?&]lang=/.test(address)) return address;
  return `${address}${address.includes('?') ? '&' : '?'}lang=${lang}`;
};

function navOf({ lang, places, here }: Frame): Html | null {
  const { nav } = texts(lang).desks;
  if (places.length === 0) return null;
  return html`<nav aria-label="${texts(lang).desks.brand}"><ul>${places.map(
    (place) =>
      html`<li><a href="${inLang(lang, ADDRESS[place])}"${
        place === here ? html` aria-current="page"` : null
      }>${nav[place]}</a></li>`,
  )}</ul></nav>`;
}

const signOut = ({ lang, csrf }: Frame): Html =>
  html`<form method="post" action="${inLang(lang, '/sign-out')}"><input type="hidden" name="_csrf" value="${csrf}"><button class="plain">${
    texts(lang).desks.nav.out
  }</button></form>`;
