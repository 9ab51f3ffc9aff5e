import { html, type Html } from '../report/page/html.js';
import type { CardHolder } from '../service/desks/desk-cards.js';
import type { Asked, OpenTurn } from '../service/desks/desk-turns.js';
import type { DeskScreen } from '../service/desks/site-desk.js';
import { shortCode } from '../policy/short-code.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { field, formTo, hidden, type Sending } from './forms.js';
import { inLang } from './frame.js';
import { drill, dutyCard } from './lists.js';
import { saying } from './said.js';

const FEW = 5;

/** Where a duty leads at the desk. */
export const deskAddress = (season: string, duty: string): string =>
  `/desk/duty/${season}/${encodeURIComponent(duty)}`;

/** The site's computer: who is here, and what is open today. */
export function deskPart(
  lang: Lang,
  screens: readonly DeskScreen[],
  holders: readonly CardHolder[],
): readonly Html[] {
  const t = texts(lang).desks.desk;
  const people = holders.map(
    ({ person, name }) =>
      html`<li><a href="${inLang(lang, `/desk/turn/${encodeURIComponent(person)}`)}">${name}</a></li>`,
  );
  return [
    html`<section><h2>${t.who}</h2>${
      people.length === 0 ? html`<p>${t.noCard}</p>` : html`<ul class="people">${people}</ul>`
    }<p class="soft">${t.keys}</p></section>
`,
    todayPart(lang, screens),
  ];
}

/** What is open today; each leads to where it is done. */
export function todayPart(lang: Lang, screens: readonly DeskScreen[]): Html {
  const t = texts(lang).desks.desk;
  if (screens.length === 0)
    return html`<section><h2>${t.today}</h2><p class="said good">${t.nothing}</p></section>`;
  return html`${screens.map(
    ({ season, now, duties }) =>
      html`<section><h2>${t.today} · ${season.title[lang]}${drill(lang, season.rehearsal)}</h2><ul class="cards">${duties.map(
        (view) =>
          dutyCard(lang, {
            ...{ view, now, timezone: season.timezone, next: '' },
            code: shortCode({ season: season.id, path: view.path, duty: view.duty }),
            address: deskAddress(season.id, view.duty),
          }),
      )}</ul></section>
`,
  )}`;
}

/** PIN and the next line of the card; the first time a PIN of one's own. */
export function turnForm(
  sending: Sending,
  person: string,
  asked: Asked,
  lockedTill: string | null,
): readonly Html[] {
  const t = texts(sending.lang).desks.desk;
  if (lockedTill !== null) return [saying(t.lockedTill(lockedTill), 'bad')];
  return [
    html`<p>${t.card(asked.card, asked.left)}</p>`,
    asked.left <= FEW ? saying(t.fewLeft, 'warn') : html``,
    asked.mustChoosePin ? saying(t.firstTime, 'warn') : html``,
    formTo(
      sending,
      '/desk/turn',
      [
        hidden('person', person),
        field({
          ...{ name: 'pin', label: t.pin, type: 'password', inputmode: 'numeric', max: 6 },
          ...{ isRequired: true, isFirst: true },
        }),
        field({ name: 'code', label: t.lineOf(asked.line), max: 20, isRequired: true }),
        asked.mustChoosePin
          ? field({
              ...{ name: 'newPin', label: t.newPin, type: 'password', inputmode: 'numeric' },
              ...{ max: 6, isRequired: true },
            })
          : null,
      ],
      t.go,
    ),
  ];
}

/** Whose turn it is, counting down, and the way out of it. */
export function turnBar(sending: Sending, { actor, seconds }: OpenTurn): Html {
  const t = texts(sending.lang).desks.desk;
  return html`<div class="said warn"><p>${t.turnOf(actor.name)}<b data-seconds="${seconds}" data-then="${inLang(sending.lang, '/desk')}">${seconds}</b></p>${formTo(
    sending,
    '/desk/finish',
    [],
    t.finish,
    'soft',
  )}</div>
`;
}

/** Binds the computer that shows it. */
export function registerPart(
  sending: Sending,
  name: string,
  path: string,
  action: string,
): readonly Html[] {
  const t = texts(sending.lang).desks.desk;
  return [html`<p>${t.registerAsk(name, path)}</p>`, formTo(sending, action, [], t.registerGo)];
}
