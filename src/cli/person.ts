import type { Command } from 'commander';
import type { TakeOver } from '../adapters/store/take-overs.js';
import { calendarOf } from '../engine/calendar.js';
import { epochMs } from '../engine/model.js';
import type { HandedOver } from '../service/roster/hand-over.js';
import { dayTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { eraOf, instantSaid, seasonMeant, type Season } from './era.js';
import { inIso } from './in-iso.js';
import { group, leaf } from './leaf.js';
import { addOnDuty, addSwap } from './person-shifts.js';
import { table } from './table.js';

interface HandOverOptions {
  readonly from: string;
  readonly to: string;
  readonly since: string;
  readonly until: string;
  readonly reason: string;
  readonly season?: string;
  readonly by?: string;
}

/** `person hand-over|hand-overs|back|swap|on-duty`: who serves where, in whose place. */
export function personCommands(program: Command, desk: Desk): void {
  const person = group(program, 'person', desk.t.roster.group, desk);
  for (const add of [addHandOver, addList, addBack, addSwap, addOnDuty]) add(person, desk);
}

function addHandOver(person: Command, desk: Desk): void {
  const { t } = desk;
  const words = t.roster.options;
  leaf(person, 'hand-over', t.roster.handOver, desk)
    .requiredOption('--from <person>', words.from)
    .requiredOption('--to <person>', words.to)
    .requiredOption('--since <when>', words.since)
    .requiredOption('--until <when>', words.until)
    .requiredOption('--reason <text>', words.reason)
    .option('--season <id>', t.options.season)
    .option('--by <person>', t.options.by)
    .action(async ({ since, until, season: named, ...said }: HandOverOptions) => {
      const season = await clockOf(desk, named);
      const era = eraOf(desk, season);
      await desk.withHttp(async (http) => {
        const done = await http.send<HandedOver>('POST', '/api/v1/hand-overs', {
          ...{ from: said.from, to: said.to, reason: said.reason },
          ...(said.by !== undefined && { by: said.by }),
          ...(named !== undefined && { season: named }),
          since: instantSaid(desk, '--since', since, era),
          until: instantSaid(desk, '--until', until, era),
        });
        desk.answer(
          () => inIso(era.calendar, done),
          () => handedLines(desk, season, done),
        );
      });
    });
}

/** The season by whose clock instants are read: the one named, else the first that runs. */
async function clockOf(desk: Desk, named: string | undefined): Promise<Season> {
  return desk.withService(async (service) => {
    if (named !== undefined) return seasonMeant(desk, service, named);
    const all = await service.seasons();
    const first = all.find(({ status, rehearsal }) => status !== 'closed' && !rehearsal);
    return first ?? seasonMeant(desk, service, undefined);
  });
}

function handedLines({ t, lang, paper }: Desk, { timezone }: Season, done: HandedOver): string[] {
  const calendar = calendarOf(timezone);
  const when = (at: number): string => dayTime(lang, calendar, epochMs(at));
  const { from, to, fromAt, untilAt, seasons, id } = done;
  return [
    paper.bold(t.roster.handed(from.name, to.name, when(fromAt), when(untilAt))),
    ...seasons.flatMap(({ season, takeOvers, changes }) => [
      t.roster.season(season, takeOvers.length, changes.length),
      ...takeOvers.map(({ post }) => `  ${post}`),
      ...changes.map((one) => `  ${t.roster.shift(one.unit, one.step, when(one.fromAt))}`),
    ]),
    paper.dim(id),
  ];
}

function addList(person: Command, desk: Desk): void {
  const { t } = desk;
  leaf(person, 'hand-overs', t.roster.handOvers, desk)
    .option('--season <id>', t.options.season)
    .action(async ({ season: named }: { readonly season?: string }) => {
      const season = await desk.withService((service) => seasonMeant(desk, service, named));
      await desk.withHttp(async (http) => {
        const address = `/api/v1/seasons/${season.id}/hand-overs`;
        const { items } = await http.get<{ items: readonly TakeOver[] }>(address);
        desk.answer(
          () => inIso(calendarOf(season.timezone), { season: season.id, handOvers: items }),
          () => listLines(desk, season, items),
        );
      });
    });
}

function listLines(
  { t, lang, paper }: Desk,
  { timezone }: Season,
  items: readonly TakeOver[],
): string[] {
  if (items.length === 0) return [t.roster.none];
  const calendar = calendarOf(timezone);
  const when = (at: number): string => dayTime(lang, calendar, epochMs(at));
  const rows = items.map((one) => [
    ...[one.id, one.post, t.instead(one.name, one.absentName)],
    // One that was called back before it began has no end to be read.
    ...[when(one.fromAt), one.untilAt > one.fromAt ? when(one.untilAt) : t.roster.calledBack],
    ...[one.reason, one.by],
  ]);
  return table(t.roster.heads, rows, paper);
}

function addBack(person: Command, desk: Desk): void {
  const { t } = desk;
  leaf(person, 'back', t.roster.back, desk)
    .argument('<id>', t.roster.options.id)
    .action((id: string) =>
      desk.withHttp(async (http) => {
        const address = `/api/v1/hand-overs/${encodeURIComponent(id)}/back`;
        const done = await http.send<{ from: string; to: string }>('POST', address);
        desk.answer(
          () => ({ id, ...done }),
          () => [t.roster.ended(done.from, done.to)],
        );
      }),
    );
}
