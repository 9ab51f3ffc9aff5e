import { calendarOf } from '../engine/calendar.js';
import { html, type Html } from '../report/page/html.js';
import type { ReplacementView, SheetView } from '../service/rooms/look.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { dayTime } from '../text/when.js';
import { epochMs } from '../engine/model.js';
import { inLang } from './frame.js';
import { choice, field, formTo, radios, type Sending } from './forms.js';
import { saying } from './said.js';

/** Where a roster's form is sent. */
const roomsAddress = (season: string, session: string): string =>
  `/desk/rooms/${season}/${encodeURIComponent(session)}`;

/** From the desk's screen to its rooms. */
export const roomsLink = (lang: Lang): Html =>
  html`<p><a href="${inLang(lang, '/desk/rooms')}">${texts(lang).rooms.page.title}</a></p>
`;

/** Who invigilates which room of a site, and the form by which its chief replaces one. */
export function roomsPart(sending: Sending, sheets: readonly SheetView[]): readonly Html[] {
  const t = texts(sending.lang).rooms;
  if (sheets.length === 0) return [saying(t.none, 'warn')];
  return sheets.map(
    (sheet) =>
      html`<section><h2>${sheet.session}</h2>${seatTable(sending.lang, sheet)}${replacedList(sending.lang, sheet)}${replaceForm(sending, sheet)}</section>
`,
  );
}

function seatTable(lang: Lang, { seats }: SheetView): Html {
  const t = texts(lang).rooms;
  const rows = seats.map(
    ({ rooms, duty, name, person, school }) =>
      html`<tr><td>${rooms.join(' ')}</td><td>${t.duty[duty]}</td><td>${name} ${person}</td><td>${school}</td></tr>`,
  );
  const [room = '', duty = '', , name = '', school = ''] = t.seatHeads;
  return html`<table><thead><tr><th>${room}</th><th>${duty}</th><th>${name}</th><th>${school}</th></tr></thead><tbody>${rows}</tbody></table>
`;
}

/** Both names, both instants; what was recorded late is seen to be. */
function replacedList(lang: Lang, { replacements, timezone }: SheetView): Html | null {
  const t = texts(lang).rooms;
  if (replacements.length === 0) return null;
  const calendar = calendarOf(timezone);
  const when = (at: number): string => dayTime(lang, calendar, epochMs(at));
  const line = (one: ReplacementView): Html =>
    html`<li>${t.replaced(one.room, one.absentName, one.name)} · ${t.reason[one.reason]} · ${when(one.happenedAt)} · ${when(one.recordedAt)}${
      one.late ? html` <b>${t.late}</b>` : null
    }</li>`;
  return html`<h3>${t.replacedTitle}</h3><ul>${replacements.map(line)}</ul>
`;
}

function replaceForm(sending: Sending, { season, session, seats }: SheetView): Html {
  const t = texts(sending.lang).rooms;
  const places = seats
    .filter(({ duty }) => duty === 'invigilator')
    .map(({ rooms, person, name }) => {
      const [room = ''] = rooms;
      return [`${room} ${person}`, `${room} ${name} ${person}`] as const;
    });
  const reserve = seats
    .filter(({ duty }) => duty === 'reserve')
    .map(({ person, name }) => [person, `${name} ${person}`] as const);
  return formTo(
    sending,
    roomsAddress(season, session),
    [
      choice('place', t.page.place, places),
      choice('person', t.page.person, [['', t.page.nearest], ...reserve]),
      radios('reason', t.page.reason, Object.entries(t.reason)),
      field({ name: 'inspector', label: t.page.inspector, max: 64, isRequired: true }),
      field({
        ...{ name: 'happenedAt', label: t.page.happenedAt, type: 'datetime-local' },
        hint: t.page.happenedHint,
      }),
    ],
    t.page.go,
    'bad',
  );
}
