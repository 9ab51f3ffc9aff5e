import { html, type Html } from '../report/page/html.js';
import type { Alive, MyDuty, MyList, Tab } from '../service/desks/my-duties.js';
import type { OverdueLine, OverdueList } from '../service/overdue.js';
import type { Lang } from '../text/lang.js';
import { personsIn } from '../text/notices.js';
import { dutyTitle } from '../text/duty-title.js';
import { texts } from '../text/texts.js';
import { span } from '../text/when.js';
import { inLang } from './frame.js';
import { told } from './when.js';

type View = MyDuty['view'];

/** The page of a duty. */
export const dutyAddress = ({
  season,
  path,
  duty,
}: Pick<View, 'season' | 'path' | 'duty'>): string =>
  `/duty/${season}/${path.replaceAll('/', '.')}/${encodeURIComponent(duty)}`;

const SOON_MS = 24 * 3_600_000;
const MOST = 200;

/** My duties, my unit's, those done. */
export function myPart(lang: Lang, tab: Tab, lists: readonly MyList[]): readonly Html[] {
  const { list } = texts(lang).desks;
  const tabs = (['mine', 'department', 'done'] as const).map(
    (one) =>
      html`<li><a href="${inLang(lang, one === 'mine' ? '/' : `/?tab=${one}`)}"${
        one === tab ? html` aria-current="page"` : null
      }>${list[one]}</a></li>`,
  );
  const count = lists.reduce((sum, { duties }) => sum + duties.length, 0);
  return [
    html`<ul class="tabs">${tabs}</ul>
`,
    count === 0
      ? html`<p class="said good">${tab === 'done' ? list.nothingDone : list.nothing}</p>`
      : html`<p class="soft">${count >= MOST ? list.more(count) : list.count(count)}</p>`,
    ...lists.map((one) => seasonCards(lang, one)),
  ];
}

const seasonCards = (lang: Lang, { season, now, duties }: MyList): Html =>
  html`<section><h2>${season.title[lang]}${drill(lang, season.rehearsal)}</h2><ul class="cards">${duties.map(
    ({ view, code, next }) =>
      dutyCard(lang, {
        ...{ view, code, now, timezone: season.timezone },
        next: personsIn(
          lang,
          next.map((one) => ({ ...one })),
        ),
      }),
  )}</ul></section>
`;

interface Card {
  readonly view: View;
  readonly code: string;
  readonly now: number;
  readonly timezone: string;
  readonly next: string;
  /** Where its title leads; its own page unless said. */
  readonly address?: string;
}

/** A duty as a card: what, where, by when, who hears of it next, its code. */
export function dutyCard(lang: Lang, card: Card): Html {
  const { view, code, now, timezone, next } = card;
  const t = texts(lang);
  const { list } = t.desks;
  const when = (at: View['dueAt']): string => told(lang, timezone, at);
  return html`<li class="${toneOf(view, now)}"><h3><a href="${inLang(lang, card.address ?? dutyAddress(view))}">${dutyTitle(lang, view)}</a></h3>
<p>${view.unit.title[lang]} <span class="tag">${t.status[view.status]}</span> ${lateWord(lang, view, now)}</p>
<p>${list.due}${t.colon}<strong>${when(view.dueAt)}</strong></p>
${
  next === '' || view.nextAt === null || view.acceptedAt !== null
    ? null
    : html`<p class="soft">${list.next}${t.colon}${nextWord(lang, view, next, when(view.nextAt))}</p>`
}<p class="soft">${t.desks.shortCode} <span class="code">${code}</span></p></li>
`;
}

/** What comes next by itself, to whom and when: a reminder, or somebody higher up is told. */
export function nextWord(
  lang: Lang,
  { nextAction, status }: Pick<View, 'nextAction' | 'status'>,
  who: string,
  when: string,
): string {
  const t = texts(lang);
  const actions = status === 'submitted' ? t.acceptorAction : t.action;
  return t.desks.list.nextOf(nextAction === null ? '' : actions[nextAction], who, when);
}

export function toneOf({ acceptedAt, lateAt, dueAt }: View, now: number): string {
  if (acceptedAt !== null) return 'done';
  if (lateAt !== null && lateAt <= now) return 'late';
  return dueAt - now < SOON_MS ? 'soon' : '';
}

/** How late it is, or how long it still has. */
export function lateWord(
  lang: Lang,
  { acceptedAt, lateAt, dueAt }: View,
  now: number,
): Html | null {
  const { list } = texts(lang).desks;
  if (acceptedAt !== null) return null;
  if (lateAt !== null && lateAt <= now)
    return html`<span class="late-word">${list.late(span(lang, now - lateAt))}</span>`;
  return dueAt > now ? html`<span class="soft">${list.soon(span(lang, dueAt - now))}</span>` : null;
}

export const drill = (lang: Lang, isDrill: boolean): Html | null =>
  isDrill ? html` <span class="tag drill">${texts(lang).desks.rehearsal}</span>` : null;

/** What is late, who was told, who is next: for supervisors. */
export function overduePart(
  lang: Lang,
  { seasons, lines, next }: OverdueList,
  nextAddress: string,
): readonly Html[] {
  const t = texts(lang);
  const { list } = t.desks;
  const zones = new Map(seasons.map(({ season }) => [season.id, season.timezone]));
  const picks = seasons.map(
    ({ season }) =>
      html`<li><a href="${inLang(lang, `/overdue?season=${season.id}`)}">${season.title[lang]}</a>${drill(lang, season.rehearsal)}</li>`,
  );
  if (lines.length === 0) return [html`<p class="said good">${list.nothingLate}</p>`];
  return [
    seasons.length > 1 ? html`<ul class="tabs">${picks}</ul>` : html``,
    html`<p class="soft">${next === null ? list.count(lines.length) : null}</p>
<table class="stack"><thead><tr>${[
      ...[t.desks.duty.what, list.unit, list.due, t.say.columns.late, list.level],
      ...[list.doer, list.told, list.next],
    ].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${lines.map((line) => overdueRow(lang, line, zones.get(line.view.season) ?? 'Asia/Shanghai'))}</tbody></table>
${next === null ? null : html`<p><a href="${inLang(lang, nextAddress)}">${list.nextPage}</a></p>`}`,
  ];
}

function overdueRow(
  lang: Lang,
  { view, lateMs, doer, told: heard, next }: OverdueLine,
  zone: string,
): Html {
  const t = texts(lang);
  const { list } = t.desks;
  const people = (persons: OverdueLine['doer']) => personsIn(lang, persons) || t.none;
  const cells: readonly (readonly [string, string | Html])[] = [
    [
      t.desks.duty.what,
      html`<a href="${inLang(lang, dutyAddress(view))}">${dutyTitle(lang, view)}</a>`,
    ],
    [list.unit, view.unit.title[lang]],
    [list.due, told(lang, zone, view.dueAt)],
    [t.say.columns.late, html`<span class="late-word">${span(lang, lateMs)}</span>`],
    [list.level, view.level === 0 ? t.none : t.level(view.level)],
    [list.doer, people(doer)],
    [list.told, people(heard)],
    [
      list.next,
      view.nextAt === null
        ? t.none
        : nextWord(lang, view, people(next), told(lang, zone, view.nextAt)),
    ],
  ];
  return html`<tr>${cells.map(([head, cell]) => html`<td data-head="${head}"><div>${cell}</div></td>`)}</tr>
`;
}

/** One line on whether the system itself is alive. */
export function alivePart(lang: Lang, alive: Alive | null): Html | null {
  if (alive === null) return null;
  const { desks } = texts(lang);
  const when = told(lang, alive.timezone, alive.asOf);
  return alive.behind === 0
    ? html`<p>${desks.alive(when)}</p>`
    : html`<p class="said warn" role="alert">${desks.behind(alive.behind, when)}</p>`;
}
