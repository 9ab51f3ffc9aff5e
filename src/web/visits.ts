import { calendarOf } from '../engine/calendar.js';
import { epochMs } from '../engine/model.js';
import { html, type Html } from '../report/page/html.js';
import type { VisitList, VisitView } from '../service/rooms/visit-list.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { dayTime } from '../text/when.js';
import { choice, field, formTo, type Sending } from './forms.js';
import { inLang } from './frame.js';
import { saying } from './said.js';

/** Where the forms of one session's list are sent. */
const visitsAddress = ({ season, session }: VisitList): string =>
  `/desk/entries/${season}/${encodeURIComponent(session)}`;

/** From the desk's screen to the list of entries. */
export const visitsLink = (lang: Lang): Html =>
  html`<p><a href="${inLang(lang, '/desk/entries')}">${texts(lang).visits.page.title}</a></p>
`;

/** Who entered the rooms of a site today, and the forms by which the next one is written down. */
export function visitsPart(sending: Sending, lists: readonly VisitList[]): readonly Html[] {
  const t = texts(sending.lang).visits;
  if (lists.length === 0) return [saying(t.page.today, 'warn')];
  return lists.map(
    (list) =>
      html`<section><h2>${list.session}</h2><p>${t.counts(list.visits.length, list.inside)}</p>${visitRows(sending, list)}${enterForm(sending, list)}</section>
`,
  );
}

function visitRows(sending: Sending, list: VisitList): Html | null {
  if (list.visits.length === 0) return null;
  const { lang } = sending;
  const calendar = calendarOf(list.timezone);
  const when = (at: number): string => dayTime(lang, calendar, epochMs(at));
  return html`<ul>${list.visits.map((visit) => visitLine(sending, list, visit, when))}</ul>
`;
}

/** What was recorded late is seen to be; whoever is inside can be written down as gone. */
function visitLine(
  sending: Sending,
  list: VisitList,
  visit: VisitView,
  when: (at: number) => string,
): Html {
  const { lang } = sending;
  const t = texts(lang).visits;
  const { nth, room, name, person, happenedAt, recordedAt, left, late } = visit;
  const why = list.reasons.find(({ id }) => id === visit.reason)?.title[lang] ?? visit.reason;
  return html`<li>${nth}. ${room} · ${name} ${person} · ${why} · ${when(happenedAt)} · ${
    left ? when(left.happenedAt) : html`<b>${t.inside}</b>`
  }${late ? html` <b>${t.late}</b> ${when(recordedAt)}` : null}${
    left ? null : formTo(sending, `${visitsAddress(list)}/${nth}/left`, [], t.page.leave, 'soft')
  }</li>`;
}

function enterForm(sending: Sending, list: VisitList): Html {
  const { lang } = sending;
  const { page } = texts(lang).visits;
  return formTo(
    sending,
    visitsAddress(list),
    [
      field({ name: 'room', label: page.room, max: 12, isRequired: true, inputmode: 'numeric' }),
      field({ name: 'person', label: page.person, max: 64 }),
      field({ name: 'name', label: page.name, max: 40 }),
      choice(
        'reason',
        page.reason,
        list.reasons.map(({ id, title }) => [id, title[lang]] as const),
      ),
      field({
        ...{ name: 'happenedAt', label: page.happenedAt, type: 'datetime-local' },
        hint: page.happenedHint,
      }),
    ],
    page.enter,
  );
}
