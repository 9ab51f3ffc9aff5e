import { html, type Html } from '../report/page/html.js';
import type { GivenOut, PrintedCard } from '../service/desks/desk-cards.js';
import type { SiteDesk } from '../service/desks/site-desk.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { field, formTo, hidden, type Sending } from './forms.js';
import { cardsOf, siteForm, type SiteCards } from './desk-holders.js';
import { told } from './when.js';
import type { EpochMs } from '../engine/model.js';

/** A code card on one A4 sheet, to be folded twice. */
export function cardPart(lang: Lang, card: PrintedCard): Html {
  const t = texts(lang).desks.card;
  const day = told(lang, 'Asia/Shanghai', card.issuedAt as EpochMs);
  return html`${once(lang)}
<article class="sheet"><h2>${t.title}</h2>
<dl class="facts"><dt>${t.number}</dt><dd class="code">${card.card}</dd><dt>${t.person}</dt><dd>${card.name}</dd><dt>${t.site}</dt><dd>${card.site}</dd><dt>${t.issued}</dt><dd>${day}</dd></dl>
<p>${t.howTo}</p>
<p class="fold"><span>${t.fold}</span></p>
<ol class="lines">${card.lines.map((code, n) => html`<li><i>${n + 1}</i><span class="code">${code}</span></li>`)}</ol>
<p class="fold"><span>${t.fold}</span></p>
<p>${t.number} <span class="code">${card.card}</span></p></article>
<p class="screen soft">${t.pinNext}</p>
`;
}

/** A PIN to begin with, on a sheet of its own. */
export function pinPart(lang: Lang, { name, pin }: GivenOut): Html {
  const t = texts(lang).desks.card;
  return html`${once(lang)}
<article class="sheet apart"><h2>${t.pinTitle}</h2><dl class="facts"><dt>${t.person}</dt><dd>${name}</dd><dt>PIN</dt><dd class="code">${pin}</dd></dl><p>${t.pinHint}</p></article>
`;
}

function once(lang: Lang): Html {
  const t = texts(lang).desks.card;
  return html`<div class="screen said warn" role="alert"><p>${t.once}</p><p><button type="button" data-print="yes">${t.print}</button></p></div>`;
}

/** The coordinator's page: computers of sites and the cards of one of them. */
export function desksPart(
  sending: Sending,
  desks: readonly SiteDesk[],
  site: SiteCards | null,
  me: string,
): readonly Html[] {
  const t = texts(sending.lang).desks.desks;
  return [
    deskTable(sending, desks),
    html`<section><h2>${t.issue}</h2>${formTo(
      sending,
      '/desks/issue',
      [
        field({
          name: 'path',
          label: t.path,
          isRequired: true,
          value: site?.path ?? '',
          hint: 'lanxi/site-3',
        }),
        field({ name: 'name', label: t.name, isRequired: true, max: 60 }),
      ],
      t.issue,
    )}</section>
<section><h2>${t.cards}</h2>${siteForm(sending, site)}
${site === null ? null : cardsOf(sending, site, me)}</section>
`,
  ];
}

function deskTable(sending: Sending, desks: readonly SiteDesk[]): Html {
  const { lang } = sending;
  const t = texts(lang).desks.desks;
  if (desks.length === 0) return html`<p>${t.none}</p>`;
  return html`<table class="stack"><thead><tr><th scope="col">${t.name}</th><th scope="col">${t.path}</th><th scope="col">${t.state}</th><th scope="col">${t.revoke}</th></tr></thead><tbody>
${desks.map(
  (desk) =>
    html`<tr><td data-head="${t.name}"><div>${desk.name}</div></td><td data-head="${t.path}"><div>${desk.path}</div></td><td data-head="${t.state}"><div>${stateOf(lang, desk)}</div></td><td data-head="${t.revoke}"><div>${
      desk.revokedAt === null
        ? formTo(sending, '/desks/revoke', [hidden('id', desk.id)], t.revoke, 'bad')
        : '–'
    }</div></td></tr>
`,
)}</tbody></table>
`;
}

const stateOf = (lang: Lang, { registeredAt, revokedAt }: SiteDesk): string => {
  const t = texts(lang).desks.desks;
  if (revokedAt !== null) return t.revoked;
  return registeredAt === null ? t.waiting : t.active;
};
