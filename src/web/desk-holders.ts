import { html, type Html } from '../report/page/html.js';
import type { CardHolder } from '../service/desks/desk-cards.js';
import { texts } from '../text/texts.js';
import { field, formTo, hidden, type Sending } from './forms.js';

/** A site and who has a card there. */
export interface SiteCards {
  readonly path: string;
  readonly holders: readonly CardHolder[];
}

/** Which site's cards are meant. */
export const siteForm = ({ lang }: Sending, site: SiteCards | null): Html => {
  const { desks, list } = texts(lang).desks;
  const value = site?.path ?? '';
  return html`<form method="get" action="/desks" class="row">${field({
    ...{ name: 'site', label: desks.path, isRequired: true, value, hint: 'lanxi/site-3' },
  })}${lang === 'en' ? hidden('lang', 'en') : null}<button class="soft">${list.show}</button></form>`;
};

/** The page of whoever gives out PINs, and no cards. */
export function pinsPart(sending: Sending, site: SiteCards | null, me: string): Html {
  const t = texts(sending.lang).desks;
  return html`<section><h2>${t.card.givePin}</h2><p class="soft">${t.card.twoHands}</p>${siteForm(sending, site)}
${site === null ? null : holderTable(sending, site, (holder) => pinForm(sending, site, holder, me))}</section>
`;
}

/** The cards of a site as its coordinator has them, and the form for another one. */
export function cardsOf(sending: Sending, site: SiteCards, me: string): Html {
  const t = texts(sending.lang).desks;
  const { path } = site;
  const table = holderTable(
    sending,
    site,
    (holder) =>
      html`${formTo(
        sending,
        '/desks/card/revoke',
        [hidden('card', holder.card), hidden('path', path)],
        t.card.revoke,
        'bad',
      )}${pinForm(sending, site, holder, me)}`,
  );
  return html`${table}<p class="soft">${t.card.issueHint} ${t.card.twoHands}</p>${formTo(
    sending,
    '/desks/card',
    [hidden('path', path), field({ name: 'person', label: t.desks.person, isRequired: true })],
    t.card.issue,
  )}`;
}

function holderTable(
  { lang }: Sending,
  { holders }: SiteCards,
  deeds: (holder: CardHolder) => Html | null,
): Html | null {
  const t = texts(lang).desks.card;
  if (holders.length === 0) return html`<p>${texts(lang).desks.none}</p>`;
  const heads = [t.person, t.number, t.left, 'PIN', texts(lang).desks.duty.what];
  const rows = holders.map(
    (holder) =>
      html`<tr><td data-head="${t.person}"><div>${holder.name} <span class="soft">${holder.person}</span></div></td><td data-head="${t.number}"><div class="code">${holder.card}</div></td><td data-head="${t.left}"><div>${holder.left}</div></td><td data-head="PIN"><div>${t.pinState[holder.pin]}</div></td><td data-head="${texts(lang).desks.duty.what}"><div>${deeds(holder)}</div></td></tr>
`,
  );
  return html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** Whoever issued the card is told who gives out its PIN instead. */
function pinForm(
  sending: Sending,
  { path }: SiteCards,
  { person, issuedBy, pin }: CardHolder,
  me: string,
): Html {
  const t = texts(sending.lang).desks.card;
  if (issuedBy === me) return html`<p class="soft">${t.pinByOther}</p>`;
  const fields = [hidden('person', person), hidden('path', path)];
  return formTo(sending, '/desks/pin', fields, pin === 'none' ? t.givePin : t.resetPin, 'soft');
}
