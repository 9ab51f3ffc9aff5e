import { html, type Html } from '../report/page/html.js';
import { groupedBy } from '../engine/grouped.js';
import type { EpochMs } from '../engine/model.js';
import type { CustodyLine } from '../service/custody-line.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { inLang } from './frame.js';
import { saying } from './said.js';
import { stacked } from './table.js';
import { told } from './when.js';

export const CUSTODY = '/custody';

/** The season that a page of custody is about. */
export interface About {
  readonly lang: Lang;
  readonly season: string;
  readonly timezone: string;
}

/** Where a consignment, or a vault, has its page. */
export const custodyAddress = (season: string, path: string): string =>
  `${CUSTODY}/${season}/${path.replaceAll('/', '.')}`;

/** How many packets are where, then every consignment: alarms first, then what is under way, then the rest. */
export function custodyPart(about: About, lines: readonly CustodyLine[]): readonly Html[] {
  const t = texts(about.lang).custodyPages;
  if (lines.length === 0) return [saying(t.noBatches, 'good')];
  const heads = [t.batch, t.state, t.way, t.times, t.next, t.last, t.sums];
  const rows = [...lines].sort(byUrgency).map((line) => rowOf(about, line));
  return [
    html`<section><h2>${t.sums}</h2>${sumsPart(about, lines)}</section>
`,
    html`<section><h2>${t.batches}</h2><p class="soft">${t.count(lines.length)}</p>${stacked(heads, rows)}</section>
`,
  ];
}

/** Alarms and what is stopped, what is late, what is under way; what is all done comes last. */
function byUrgency(a: CustodyLine, b: CustodyLine): number {
  return rankOf(a) - rankOf(b) || (a.next?.dueAt ?? Infinity) - (b.next?.dueAt ?? Infinity) || 0;
}

function rankOf({ alarms, stopped, next, phase }: CustodyLine): number {
  if (alarms + stopped > 0) return 0;
  if (next?.late) return 1;
  if (next === null) return 4;
  return phase === 'planned' ? 3 : 2;
}

function rowOf({ lang, season, timezone }: About, line: CustodyLine): (string | Html)[] {
  const { custodyPages: t, list, none } = texts(lang);
  const when = (at: EpochMs): string => told(lang, timezone, at);
  const { last, departBy, arriveBy } = line;
  const times = [
    ...(departBy === null ? [] : [`${t.departBy} ${when(departBy)}`]),
    ...(arriveBy === null ? [] : [`${t.arriveBy} ${when(arriveBy)}`]),
  ];
  return [
    html`<a href="${inLang(lang, custodyAddress(season, line.path))}">${line.title[lang]}</a>`,
    stateOf(lang, line),
    t.toward(placesSaid(lang, line.from), placesSaid(lang, line.to)),
    times.length === 0 ? none : html`${times.map((one) => html`<div>${one}</div>`)}`,
    nextSaid(lang, line, when),
    last === null ? none : `${when(last.at)} ${at(lang, t.word[last.is], last.where)}`,
    line.places.length > MOST_PLACES
      ? t.kindSum(line.packets, line.places.length)
      : line.places.map((one) => `${one.title} ${t.packets(one.packets)}`).join(list),
  ];
}

function nextSaid(lang: Lang, { next }: CustodyLine, when: (at: EpochMs) => string): Html | string {
  const t = texts(lang);
  if (next === null) return t.custodyPages.done;
  const [act = ''] = next.duty.replace(/^custody-/, '').split('@');
  const acts: Readonly<Record<string, string>> = t.custody.act;
  const late = next.late ? html` <span class="late-word">${t.custody.late}</span>` : null;
  return html`${when(next.dueAt)} ${at(lang, acts[act] ?? act, next.where)}${late}`;
}

const at = (lang: Lang, what: string, where: string | null): string =>
  where === null ? what : `${what}${texts(lang).colon}${where}`;

/** A row names so many places; its own page has them all. */
const MOST_PLACES = 3;

/** In one word, what is wrong beside it, and how much of it is done. */
function stateOf(
  lang: Lang,
  {
    phase,
    alarms,
    stopped,
    legs,
    openings,
  }: Pick<CustodyLine, 'phase' | 'alarms' | 'stopped' | 'legs' | 'openings'>,
): Html {
  const t = texts(lang).custodyPages;
  const tone = phase === 'stopped' ? 'late-word' : phase === 'under-way' ? 'code' : 'tag';
  const isBad = alarms + stopped > 0;
  const done =
    openings.done > 0 ? t.opened(openings.done, openings.all) : t.legsDone(legs.done, legs.all);
  return html`<span class="${tone}">${t.phase[phase]}</span>${
    isBad && alarms > 0 ? html` <span class="late-word">${t.alarms(alarms)}</span>` : null
  } <span class="soft">${done}</span>`;
}

function placesSaid(lang: Lang, titles: readonly string[]): string {
  const [first = texts(lang).none] = titles;
  return titles.length > 1 ? texts(lang).custodyPages.andMore(first, titles.length) : first;
}

/** The packets of all consignments together: by kind of place, and place by place on demand. */
function sumsPart({ lang }: About, lines: readonly CustodyLine[]): Html {
  const { custodyPages: t, custody, colon } = texts(lang);
  const places = new Map<string, CustodyLine['places'][number]>();
  for (const one of lines.flatMap((line) => line.places))
    places.set(one.place, { ...one, packets: one.packets + (places.get(one.place)?.packets ?? 0) });
  const kinds = groupedBy(places.values(), ({ kind }) => kind);
  return html`${[...kinds].map(([kind, there]) => {
    const sum = there.reduce((all, { packets }) => all + packets, 0);
    return html`<details><summary>${custody.kind[kind]}${colon}${t.kindSum(sum, there.length)}</summary><dl class="facts">${there.map(
      ({ title, packets }) => html`<dt>${title}</dt><dd>${t.packets(packets)}</dd>`,
    )}</dl></details>`;
  })}
`;
}
