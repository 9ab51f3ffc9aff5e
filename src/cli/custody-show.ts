import type { Command } from 'commander';
import type { CustodyStepView, CustodyView } from '../service/custody.js';
import type { CustodyLine } from '../service/custody-line.js';
import { dayTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { eraOf, seasonMeant, type Era } from './era.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { table, type Cell } from './table.js';

interface Options {
  readonly season?: string;
}

/** `custody list`: where the packets of every consignment are. */
export function addCustodyList(custody: Command, desk: Desk): void {
  leaf(custody, 'list', desk.t.custody.command.list, desk)
    .option('--season <id>', desk.t.options.season)
    .action(({ season: named }: Options) =>
      desk.withService(async (service) => {
        const season = await seasonMeant(desk, service, named);
        const era = eraOf(desk, season);
        const lines = await service.custodies(season.id);
        desk.answer(
          () => inIso(era.calendar, { season: season.id, consignments: lines }),
          () => listLines(desk, era, lines),
        );
      }),
    );
}

/** `custody show`: every step of one, and its places. */
export function addCustodyShow(custody: Command, desk: Desk): void {
  leaf(custody, 'show', desk.t.custody.command.show, desk)
    .argument('<unit>', desk.t.custody.option.unit)
    .option('--season <id>', desk.t.options.season)
    .action((unit: string, { season: named }: Options) =>
      desk.withService(async (service) => {
        const season = await seasonMeant(desk, service, named);
        const era = eraOf(desk, season);
        const view = await service.custody(season.id, unit);
        desk.answer(
          () => inIso(era.calendar, view),
          () => showLines(desk, era, view),
        );
      }),
    );
}

function listLines(desk: Desk, era: Era, lines: readonly CustodyLine[]): string[] {
  const { custody: t, list } = desk.t;
  if (lines.length === 0) return [t.none];
  const { batch, packets, where, next, alarms } = t.head;
  const rows = lines.map((line): Cell[] => [
    line.path,
    line.title[desk.lang],
    String(line.packets),
    line.places.map(({ place, packets: count }) => `${place} ${count}`).join(list),
    nextCell(desk, era, line),
    line.alarms + line.stopped === 0 ? '' : { text: String(line.alarms), style: desk.paper.red },
  ]);
  return table([batch, '', packets, where, next, alarms], rows, desk.paper);
}

function nextCell({ lang, paper }: Desk, { calendar }: Era, { next }: CustodyLine): Cell {
  if (next === null) return '';
  const text = `${dayTime(lang, calendar, next.dueAt)} ${next.duty}`;
  return next.late ? { text, style: paper.red } : text;
}

function showLines(desk: Desk, era: Era, view: CustodyView): string[] {
  const { t, lang, paper } = desk;
  const { head, kind } = t.custody;
  const places = view.places.map((place): Cell[] => [
    place.id,
    kind[place.kind],
    place.title,
    place.plate ?? '',
    String(place.packets),
    place.keepers.join(t.list),
  ]);
  return [
    `${paper.bold(view.title[lang])}  ${paper.dim(view.path)}`,
    '',
    ...table([head.place, '', '', '', head.packets, head.keepers], places, paper),
    '',
    ...table(
      [head.due, head.step, head.status, head.words],
      view.steps.map((step) => stepRow(desk, era, step, view.now)),
      paper,
    ),
    ...view.alarms.map(({ duty, title, status }) => `${duty}  ${title[lang]}  ${t.status[status]}`),
  ];
}

function stepRow(desk: Desk, { calendar }: Era, step: CustodyStepView, now: number): Cell[] {
  const { t, lang, paper } = desk;
  const { duty, act, of, dueAt, lateAt, acceptedAt, stopped, missing, words, status } = step;
  const isLate = acceptedAt === null && (lateAt ?? Infinity) <= now;
  const said = stopped ? t.custody.stopped : isLate ? t.custody.late : t.status[status];
  const more = acceptedAt === null && words !== null ? ` ${t.custody.missing(missing)}` : '';
  return [
    dayTime(lang, calendar, acceptedAt ?? dueAt),
    `${t.custody.act[act]} ${of}  ${duty}`,
    stopped || isLate ? { text: said + more, style: paper.red } : said + more,
    acceptedAt === null ? (words ?? '') : '',
  ];
}
