import { groupedBy } from '../engine/grouped.js';
import type { EpochMs } from '../engine/model.js';
import { html, type Html } from '../report/page/html.js';
import type { CustodyView } from '../service/custody.js';
import { texts } from '../text/texts.js';
import { legsPart, openingsPart } from './consignment-legs.js';
import { CUSTODY, custodyAddress, type About } from './custody.js';
import { inLang } from './frame.js';
import { dutyAddress } from './lists.js';
import { stacked } from './table.js';
import { told } from './when.js';

/** One consignment: what is wrong, how far each leg is and who signed, who rides, and where the packets are. */
export function consignmentPart(about: About, view: CustodyView): readonly Html[] {
  const { lang, season, timezone } = about;
  const t = texts(lang).custodyPages;
  const back = inLang(lang, `${CUSTODY}?season=${season}`);
  return [
    html`<p class="soft">${t.asOf(told(lang, timezone, view.now))}</p>
`,
    alarmsPart(about, view),
    wherePart(about, view),
    legsPart(about, view),
    openingsPart(about, view),
    crewPart(about, view),
    boxesPart(about, view),
    html`<p><a href="${inLang(lang, `${custodyAddress(season, view.path)}/sheets`)}">${t.sheets}</a></p>
`,
    html`<p><a href="${back}">${t.back}</a></p>
`,
  ];
}

/** Every alarm by its own page: who was told, and who answers. */
function alarmsPart({ lang, season, timezone }: About, { path, alarms }: CustodyView): Html {
  const t = texts(lang);
  const when = (at: EpochMs): string => told(lang, timezone, at);
  if (alarms.length === 0) return html``;
  return html`<section><h2>${t.custodyPages.openAlarms}</h2><ul class="cards">${alarms.map(
    ({ duty, title, status, dueAt, acceptedAt, level, nextAt }) =>
      html`<li class="${acceptedAt === null ? 'late' : 'done'}"><h3><a href="${inLang(lang, dutyAddress({ season, path, duty }))}">${title[lang]}</a></h3>
<p><span class="tag">${t.status[status]}</span> ${when(acceptedAt ?? dueAt)}</p>
${acceptedAt === null ? html`<p class="soft">${t.custodyPages.level(t.level(level), nextAt === null ? null : when(nextAt))}</p>` : null}</li>
`,
  )}</ul></section>
`;
}

/** How many packets are at which place, and what was left behind: the exceptions by name. */
function wherePart({ lang }: About, { places, left, legs }: CustodyView): Html {
  const { custodyPages: t, list } = texts(lang);
  const there = places.filter(({ packets }) => packets > 0);
  const legOf = (duty: string): string => {
    const to = legs.find(({ id }) => id === duty.split('@')[1])?.to;
    return places.find(({ id }) => id === to)?.title ?? duty;
  };
  return html`<section><h2>${t.sums}</h2><dl class="facts">${there.map(
    ({ title, packets }) => html`<dt>${title}</dt><dd>${t.packets(packets)}</dd>`,
  )}</dl>${
    left.length === 0
      ? html`<p class="soft">${t.noneLeft}</p>`
      : html`<h3>${t.left}</h3><ul>${left.map(
          ({ duty, packets }) => html`<li>${legOf(duty)} ${packets.join(list)}</li>`,
        )}</ul>`
  }</section>
`;
}

/** The vehicles of a consignment and the posts that ride along; nothing of the way they take. */
function crewPart({ lang }: About, { places, legs }: CustodyView): Html {
  const { custodyPages: t, list, none } = texts(lang);
  const used = new Set(legs.flatMap(({ via }) => via ?? []));
  const cars = places.filter(({ id }) => used.has(id));
  if (cars.length === 0) return html``;
  const aboard = (car: string): string =>
    [
      ...new Set(
        legs
          .filter(({ via, departed, arrived }) => via === car && departed && !arrived)
          .flatMap((leg) => leg.aboard),
      ),
    ].join(list) || none;
  const rows = cars.map(({ id, title, plate, keepers, police }) => [
    ...[title, plate ?? none, keepers.join(list), police?.join(list) ?? none, aboard(id)],
  ]);
  return html`<section><h2>${t.crew}</h2>${stacked(['', t.plate, t.keepers, t.police, t.aboard], rows, none)}</section>
`;
}

/** Thousands of packets are counts: box by box on demand. */
function boxesPart({ lang }: About, { packets, places }: CustodyView): Html {
  const { custodyPages: t, list } = texts(lang);
  const titles = new Map(places.map(({ id, title }) => [id, title]));
  const boxes = groupedBy(packets, ({ box }) => box);
  const sheetsIn = (some: CustodyView['packets']): number =>
    some.reduce((sum, { sheets }) => sum + sheets, 0);
  const rows = [...boxes].map(([box, inside]) => [
    box,
    t.sheetsOf(inside.length, sheetsIn(inside)),
    [...groupedBy(inside, ({ place }) => place)]
      .map(([place, some]) => `${titles.get(place) ?? place} ${t.packets(some.length)}`)
      .join(list),
  ]);
  return html`<section><h2>${t.contents}</h2><details><summary>${t.boxes(boxes.size, packets.length, sheetsIn(packets))}</summary>${stacked([t.box, t.inBox, t.sums], rows)}</details></section>
`;
}
