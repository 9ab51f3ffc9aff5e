import type { Command } from 'commander';
import { calendarOf, type Calendar } from '../engine/calendar.js';
import { epochMs } from '../engine/model.js';
import type { VisitList, VisitView } from '../service/rooms/visit-list.js';
import type { NotedVisit } from '../service/rooms/visits.js';
import { dayTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { eraOf, instantSaid, seasonMeant, type Season } from './era.js';
import { inIso } from './in-iso.js';
import { group, leaf } from './leaf.js';
import { table, type Cell } from './table.js';

interface Options {
  readonly season?: string;
  readonly room: string;
  readonly person?: string;
  readonly name?: string;
  readonly reason: string;
  readonly at?: string;
  readonly by?: string;
}

/** `room enter|left|list`: who enters the rooms of a site while an exam is on. */
export function roomCommands(program: Command, desk: Desk): void {
  const { t } = desk;
  const room = group(program, 'room', t.visits.command.room, desk);
  addEnter(room, desk);
  addLeft(room, desk);
  onSheet(room, desk, 'list', t.visits.command.list).action(
    (session: string, site: string, { season: named }: Options) =>
      desk.withBoth(async (service, http) => {
        const { id } = await seasonMeant(desk, service, named);
        const list = await http.get<VisitList>(addressOf(id, session, site));
        desk.answer(
          () => inIso(calendarOf(list.timezone), list),
          () => listLines(desk, list),
        );
      }),
  );
}

function addEnter(room: Command, desk: Desk): void {
  const { command, option } = desk.t.visits;
  timed(onSheet(room, desk, 'enter', command.enter), desk)
    .requiredOption('--room <room>', option.room)
    .option('--person <person>', option.person)
    .option('--name <name>', option.name)
    .requiredOption('--reason <id>', option.reason)
    .action((session: string, site: string, options: Options) =>
      desk.withBoth(async (service, http) => {
        const season = await seasonMeant(desk, service, options.season);
        const { room: said, person, name, reason } = options;
        const body = { room: said, person, name, reason, ...whenSaid(desk, season, options) };
        const address = addressOf(season.id, session, site);
        const { entered } = desk.t.visits;
        const list = await http.send<NotedVisit>('POST', address, body);
        show(desk, list, ({ nth: own, name: who, room: where }) => entered(own, who, where));
      }),
    );
}

function addLeft(room: Command, desk: Desk): void {
  const { command, option } = desk.t.visits;
  timed(onSheet(room, desk, 'left', command.left).argument('<nth>', option.nth), desk).action(
    (session: string, site: string, nth: string, options: Options) =>
      desk.withBoth(async (service, http) => {
        const season = await seasonMeant(desk, service, options.season);
        const address = `${addressOf(season.id, session, site)}/${encodeURIComponent(nth)}/left`;
        const body = whenSaid(desk, season, options);
        const list = await http.send<NotedVisit>('POST', address, body);
        show(desk, list, ({ name, room: where }) => desk.t.visits.hasLeft(name, where));
      }),
  );
}

const onSheet = (room: Command, desk: Desk, usage: string, words: string): Command => {
  const { option } = desk.t.rooms;
  return leaf(room, usage, words, desk)
    .argument('<session>', option.sessionArgument)
    .argument('<site>', option.siteArgument)
    .option('--season <id>', desk.t.options.season);
};

const timed = (command: Command, desk: Desk): Command => {
  const { option } = desk.t.visits;
  return command.option('--at <when>', option.happenedAt).option('--by <person>', option.by);
};

const whenSaid = (desk: Desk, season: Season, { at, by }: Options) => ({
  by,
  ...(at !== undefined && { happenedAt: instantSaid(desk, '--at', at, eraOf(desk, season)) }),
});

const addressOf = (season: string, session: string, site: string): string =>
  `/api/v1/seasons/${season}/room-entries/${encodeURIComponent(session)}/${encodeURIComponent(site.replaceAll('/', '.'))}`;

function show(desk: Desk, list: NotedVisit, say: (visit: VisitView) => string): void {
  const said = list.visits.filter(({ nth }) => nth === list.nth).map(say);
  desk.answer(
    () => inIso(calendarOf(list.timezone), list),
    () => [...said.map(desk.paper.green), countsOf(desk, list)],
  );
}

const countsOf = ({ t }: Desk, { visits, inside }: VisitList): string =>
  t.visits.counts(visits.length, inside);

function listLines(desk: Desk, list: VisitList): string[] {
  const { t, lang, paper } = desk;
  const calendar = calendarOf(list.timezone);
  const reasons = list.reasons.map(({ id, title }) => [id, title[lang]]);
  return [
    `${paper.bold(list.title[lang])}  ${list.session}`,
    ...(list.visits.length === 0
      ? [t.visits.none]
      : [
          ...table(
            t.visits.heads,
            list.visits.map((visit) => row(desk, calendar, list, visit)),
            paper,
          ),
          countsOf(desk, list),
        ]),
    '',
    ...table(t.visits.reasonHeads, reasons, paper),
  ];
}

/** Both instants of the entry; what was recorded late is seen to be. */
function row(
  { t, lang, paper }: Desk,
  calendar: Calendar,
  { reasons }: VisitList,
  visit: VisitView,
): Cell[] {
  const when = (at: number): string => dayTime(lang, calendar, epochMs(at));
  const why = reasons.find(({ id }) => id === visit.reason)?.title[lang] ?? visit.reason;
  const recorded = `${when(visit.recordedAt)} ${visit.recordedBy}`;
  return [
    ...[String(visit.nth), visit.room, when(visit.happenedAt)],
    ...[`${visit.name} ${visit.person}`.trim(), why],
    visit.left ? when(visit.left.happenedAt) : { text: t.visits.inside, style: paper.yellow },
    visit.late ? { text: `${recorded} ${t.visits.late}`, style: paper.yellow } : recorded,
  ];
}
