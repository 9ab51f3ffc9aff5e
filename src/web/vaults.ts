import type { EpochMs } from '../engine/model.js';
import { html, type Html } from '../report/page/html.js';
import type { VaultLine, VaultView } from '../service/vault.js';
import { texts } from '../text/texts.js';
import { CUSTODY, custodyAddress, type About } from './custody.js';
import { inLang } from './frame.js';
import { dutyAddress } from './lists.js';
import { saying } from './said.js';
import { stacked } from './table.js';
import { told } from './when.js';

type Fact = readonly [name: string, said: Html | string];

/** Every vault as a card: permit, intake, who watches, patrols, daily report; what is wrong in red. */
export function vaultsPart(about: About, lines: readonly VaultLine[]): Html {
  const { lang, season } = about;
  const t = texts(lang).custodyPages;
  const cards = lines.map(
    (line) =>
      html`<li class="${isWrong(line) ? 'late' : ''}"><h3><a href="${inLang(lang, custodyAddress(season, line.path))}">${line.title[lang]}</a></h3>${factList(standing(about, line))}</li>
`,
  );
  return html`<section><h2>${t.vaults}</h2>${lines.length === 0 ? saying(t.noVaults, 'good') : html`<ul class="cards">${cards}</ul>`}</section>
`;
}

/** One vault: how it stands, who has key and combination, when its lock may open and did, what it owes. */
export function vaultPart(about: About, view: VaultView): readonly Html[] {
  const { lang, season, timezone } = about;
  const { custodyPages: t, vault } = texts(lang);
  const when = (at: EpochMs): string => told(lang, timezone, at);
  const windows = view.windows
    .slice(0, NEXT_WINDOWS)
    .map(({ fromAt, untilAt }): Fact => [vault.head.window, `${when(fromAt)} – ${when(untilAt)}`]);
  const openings = view.openings.map(
    ({ at, by, lawful }): Fact => [
      when(at),
      lawful ? vault.said.opened(by) : bad(vault.said.openedWrongly(by)),
    ],
  );
  const crew: readonly Fact[] =
    view.crew === null ? [] : [[t.crewNow, html`<span class="wide">${view.crew}</span>`]];
  const facts = [
    ...standing(about, view),
    ...crew,
    ...handsOf(about, view),
    ...windows,
    ...openings,
  ];
  const back = inLang(lang, `${CUSTODY}?season=${season}`);
  return [
    html`<p class="soft">${t.asOf(when(view.now))}</p>
`,
    factList(facts),
    dutiesPart(about, view),
    html`<p><a href="${back}">${t.back}</a></p>
`,
  ];
}

const NEXT_WINDOWS = 3;

const isWrong = ({ late, alarms, uncovered }: VaultLine): boolean => late + alarms > 0 || uncovered;

const bad = (text: string): Html => html`<span class="late-word">${text}</span>`;

const factList = (facts: readonly Fact[]): Html =>
  html`<dl class="facts">${facts.map(([name, said]) => html`<dt>${name}</dt><dd>${said}</dd>`)}</dl>
`;

function standing(about: About, line: VaultLine): readonly Fact[] {
  const { lang, timezone } = about;
  const { custodyPages: t, vault, none } = texts(lang);
  const when = (at: EpochMs): string => told(lang, timezone, at);
  const { permit, intake, patrol, report, late, alarms } = line;
  const inForce = permit === 'accepted';
  return [
    [t.permit, inForce ? vault.said.inForce : bad(vault.said.notInForce)],
    [
      t.intake,
      intake === null
        ? none
        : intake.acceptedAt === null
          ? t.intakeDue(when(intake.dueAt))
          : t.taken(when(intake.acceptedAt)),
    ],
    [t.onDuty, watchSaid(about, line)],
    [t.patrol, roundSaid(about, patrol, t.missed)],
    [t.report, roundSaid(about, report, () => t.silent)],
    ...(late > 0 ? [[vault.head.late, bad(t.late(late))] as const] : []),
    ...(alarms > 0 ? [[vault.head.alarms, bad(t.alarms(alarms))] as const] : []),
  ];
}

function watchSaid(
  { lang, timezone }: About,
  { watch, wanted, uncovered }: VaultLine,
): Html | string {
  const { custodyPages: t, none } = texts(lang);
  const wrong = uncovered ? html` ${bad(t.uncovered)}` : null;
  if (watch === null || wanted === null) return wanted === null ? none : html`${t.nobody}${wrong}`;
  const counts = t.crewOf(t.of(watch.heads, wanted.heads), t.of(watch.members, wanted.members));
  const hours = t.since(told(lang, timezone, watch.since), told(lang, timezone, watch.reliefAt));
  return html`${counts} <span class="soft">${hours}</span>${wrong}`;
}

function roundSaid(
  { lang, timezone }: About,
  round: VaultLine['patrol'],
  missed: (count: number) => string,
): Html | string {
  const { custodyPages: t, none } = texts(lang);
  if (round === null) return none;
  const when = (at: EpochMs | null): string => (at === null ? t.never : told(lang, timezone, at));
  return html`${t.round(when(round.lastAt), when(round.dueAt))}${
    round.late > 0 ? html` ${bad(missed(round.late))}` : null
  }`;
}

function handsOf({ lang }: About, { hands, offered }: VaultView): Fact[] {
  const { vault, none } = texts(lang);
  return (['key', 'combination'] as const).map((what) => {
    const offer = offered[what];
    const holder = hands[what] ?? none;
    return [vault.head[what], offer ? `${holder}  ${vault.said.offered(offer.to)}` : holder];
  });
}

/** What is owed; what is done on demand. */
function dutiesPart(about: About, view: VaultView): Html {
  const t = texts(about.lang).custodyPages;
  const open = view.duties.filter(({ acceptedAt }) => acceptedAt === null);
  const done = view.duties.filter(({ acceptedAt }) => acceptedAt !== null);
  return html`<section><h2>${t.duties}</h2>${dutyTable(about, view, open)}<details><summary>${t.doneDuties(done.length)}</summary>${dutyTable(about, view, done)}</details></section>
`;
}

function dutyTable(
  { lang, season, timezone }: About,
  { path, now }: VaultView,
  duties: VaultView['duties'],
): Html {
  const t = texts(lang);
  const { head } = t.vault;
  const rows = duties.map(({ duty, title, status, dueAt, lateAt, acceptedAt }) => [
    told(lang, timezone, acceptedAt ?? dueAt),
    html`<a href="${inLang(lang, dutyAddress({ season, path, duty }))}">${title[lang]}</a>`,
    acceptedAt === null && (lateAt ?? Infinity) <= now ? bad(t.custody.late) : t.status[status],
  ]);
  return stacked([head.due, head.duty, head.status], rows);
}
