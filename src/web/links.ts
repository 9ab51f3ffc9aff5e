import { html, type Html } from '../report/page/html.js';
import type { ContactLine, ContactRole } from '../service/desks/contacts.js';
import type { Link } from '../service/desks/links.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { choice, field, formTo, hidden, tick, type Sending } from './forms.js';
import { inLang } from './frame.js';
import { told } from './when.js';
import type { EpochMs } from '../engine/model.js';

const ZONE = 'Asia/Shanghai';
const ROLES = ['leader', 'doer', 'liaison'] as const satisfies readonly ContactRole[];

/** Before the code: a greeting and a button. Looking at it changes nothing. */
export function gatePart(
  sending: Sending,
  link: Pick<Link, 'name' | 'until'>,
  action: string,
  sentTo: string | null,
): readonly Html[] {
  const { lang } = sending;
  const t = texts(lang).desks.link;
  const till = html`<p class="soft">${t.till(told(lang, ZONE, link.until as EpochMs))}</p>`;
  const ask = sentTo === null ? [html`<p>${t.ask}</p>`] : [];
  return [...ask, ...codePart(sending, action, sentTo), till];
}

/** A button that sends a code, or the field for the code that was sent. */
export function codePart(sending: Sending, action: string, sentTo: string | null): readonly Html[] {
  const t = texts(sending.lang).desks.link;
  if (sentTo === null) return [formTo(sending, `${action}/code`, [], t.send)];
  return [
    html`<p class="said good" role="status">${t.sent(sentTo)}</p>`,
    formTo(
      sending,
      `${action}/enter`,
      [
        field({
          ...{ name: 'code', label: t.code, inputmode: 'numeric', max: 12, isRequired: true },
          ...{ autocomplete: 'one-time-code', isFirst: true },
        }),
      ],
      t.enter,
    ),
    html`<details><summary>${t.resend}</summary>${formTo(sending, `${action}/code`, [], t.resend, 'soft')}</details>`,
  ];
}

/** Answerable, doer and liaison of a department, filled in by itself. */
export function contactForm(
  sending: Sending,
  action: string,
  given: Readonly<Record<string, string>>,
): readonly Html[] {
  const t = texts(sending.lang).desks.contacts;
  const person = (role: ContactRole): Html =>
    html`<fieldset><legend>${t[role]}</legend>${(['name', 'job', 'phone'] as const).map((one) =>
      field({
        ...{ name: `${role}.${one}`, label: t[one], isRequired: true, max: 60 },
        value: given[`${role}.${one}`] ?? '',
        ...(one === 'phone' && { type: 'tel', inputmode: 'tel' }),
      }),
    )}</fieldset>
`;
  return [
    html`<p>${t.fill}</p>`,
    formTo(
      sending,
      action,
      [person('leader'), person('doer'), person('liaison'), html`<p class="soft">${t.privacy}</p>`],
      t.send,
    ),
  ];
}

/** Who has returned, for the coordinator; those who have not come first. */
export function contactsPart(
  sending: Sending,
  season: string,
  lines: readonly ContactLine[],
): readonly Html[] {
  const { lang } = sending;
  const t = texts(lang).desks;
  const returned = lines.filter(({ latest }) => latest !== null).length;
  const heads = [t.list.unit, ...ROLES.map((role) => t.contacts[role]), t.list.status];
  return [
    html`<p>${t.contacts.sum(returned, lines.length)} <a href="/contacts/${season}/posts.csv">${t.contacts.csv}</a></p>
<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${lines.map((line) => contactRow(sending, season, line, heads))}</tbody></table>
`,
  ];
}

function contactRow(
  sending: Sending,
  season: string,
  { path, title, latest }: ContactLine,
  heads: readonly string[],
): Html {
  const { lang } = sending;
  const t = texts(lang).desks.contacts;
  const people = ROLES.map((role) => {
    const contact = latest?.contacts[role];
    return contact ? html`${contact.name} <span class="soft">${contact.title}</span>` : '–';
  });
  const when = (at: number): string => told(lang, ZONE, at as EpochMs);
  const state =
    latest === null
      ? html`<span class="late-word">${t.notReturned}</span>`
      : latest.acceptedAt !== null
        ? html`<span class="good-word">${t.accepted(when(latest.acceptedAt))}</span>`
        : html`${t.returned(when(latest.returnedAt))}${formTo(
            sending,
            `/contacts/${season}/accept`,
            [hidden('id', latest.id)],
            t.accept,
          )}`;
  const cells = [html`${title[lang]} <span class="soft">${path}</span>`, ...people, state];
  return html`<tr>${cells.map((cell, n) => html`<td data-head="${heads[n] ?? ''}"><div>${cell}</div></td>`)}</tr>
`;
}

/** The coordinator's page: links given out, and another one. */
export function linksPart(
  sending: Sending,
  season: string,
  seasons: readonly (readonly [string, string])[],
  links: readonly (Link & { readonly isRevoked: boolean })[],
): readonly Html[] {
  const { lang } = sending;
  const t = texts(lang).desks.link;
  return [
    html`<section>${formTo(
      sending,
      '/links/issue',
      [
        choice('season', t.season, seasons, season),
        field({ name: 'person', label: t.person, isRequired: true, max: 64 }),
        field({ name: 'path', label: t.path, isRequired: true, max: 200, hint: 'lanxi/site-3' }),
        field({ name: 'duties', label: t.dutyIds, max: 1000 }),
        tick('contacts', t.forContacts),
        field({ name: 'days', label: t.days, type: 'number', value: '7', inputmode: 'numeric' }),
      ],
      t.issue,
    )}</section>
`,
    links.length === 0 ? html`<p>${t.none}</p>` : linkTable(sending, links),
  ];
}

function linkTable(
  sending: Sending,
  links: readonly (Link & { readonly isRevoked: boolean })[],
): Html {
  const { lang } = sending;
  const t = texts(lang).desks.link;
  const heads = [t.person, t.path, t.dutyIds, t.revoke];
  return html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${links.map((link) => {
  const cells = [
    html`${link.name} <span class="soft">${link.person}</span>`,
    link.path,
    link.purpose === 'contacts' ? texts(lang).desks.contacts.title : link.duties.join(' '),
    link.isRevoked
      ? t.revoked
      : html`${t.till(told(lang, ZONE, link.until as EpochMs))}${formTo(
          sending,
          '/links/revoke',
          [hidden('id', link.id), hidden('season', link.season)],
          t.revoke,
          'bad',
        )}`,
  ];
  return html`<tr>${cells.map((cell, n) => html`<td data-head="${heads[n] ?? ''}"><div>${cell}</div></td>`)}</tr>
`;
})}</tbody></table>
`;
}

/** An address shown once, to be copied. */
export const addressPart = (
  lang: Lang,
  sentence: string,
  address: string,
  back: string,
): readonly Html[] => [
  html`<div class="said good" role="status"><p>${sentence}</p><p class="wide">${address}</p></div>
<p><a href="${inLang(lang, back)}">${texts(lang).desks.cancel}</a></p>
`,
];
