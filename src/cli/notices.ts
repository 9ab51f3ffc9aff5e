import type { Command } from 'commander';
import { calendarOf, type Calendar } from '../engine/calendar.js';
import type { ToldPage } from '../service/courier/told.js';
import { dayTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import type { Http } from './http.js';
import { inIso } from './in-iso.js';
import { addCirculars } from './circulars.js';
import { group, leaf } from './leaf.js';
import { table, type Cell } from './table.js';

interface Options {
  readonly season?: string;
  readonly unit?: string;
  readonly undelivered?: true;
}

/** `notices list|circulars`: who was told what, when and how. */
export function noticeCommands(program: Command, desk: Desk): void {
  const { courier, proof, options: said } = desk.t;
  const known = program.commands.find((one) => one.name() === 'notices');
  const notices = known ?? group(program, 'notices', proof.command.notices, desk);
  leaf(notices, 'list', courier.command, desk)
    .option('--season <id>', said.season)
    .option('--unit <path>', said.unit)
    .option('--undelivered', courier.undelivered)
    .action((options: Options) =>
      desk.withBoth(async (service, http) => {
        const season = await seasonMeant(desk, service, options.season);
        const page = await wholeList(http, season.id, options);
        desk.answer(
          () => inIso(calendarOf(page.timezone), page),
          () => linesOf(desk, page, options),
        );
      }),
    );
  addCirculars(notices, desk);
}

/** Page after page, as the service gives them. */
async function wholeList(http: Http, season: string, options: Options): Promise<ToldPage> {
  const lines: ToldPage['lines'][number][] = [];
  for (let after: string | undefined; ; ) {
    const page: ToldPage = await http.get(`/api/v1/seasons/${season}/notices`, {
      ...{ unit: options.unit?.replaceAll('/', '.'), undelivered: options.undelivered, after },
      limit: 500,
    });
    lines.push(...page.lines);
    if (page.next === null) return { ...page, lines };
    after = page.next;
  }
}

function linesOf(desk: Desk, page: ToldPage, { undelivered }: Options): string[] {
  const { t, paper } = desk;
  const { courier } = t;
  if (page.lines.length === 0)
    return [paper.green(undelivered ? courier.noneUndelivered : courier.none)];
  const { at, what, to, state, how, back } = courier.columns;
  const calendar = calendarOf(page.timezone);
  const missed = page.lines.filter((line) => line.state === 'undeliverable').length;
  return [
    ...table(
      [at, what, to, state, how, back],
      page.lines.map((line) => rowOf(desk, calendar, line)),
      paper,
    ),
    courier.sums(page.lines.length, missed),
  ];
}

function rowOf(desk: Desk, calendar: Calendar, line: ToldPage['lines'][number]): Cell[] {
  const { t, lang, paper } = desk;
  const { courier } = t;
  const { state, reason, handedAt } = line;
  const why = reason === null ? '' : `${t.colon}${courier.reason[reason] ?? reason}`;
  const when = handedAt === null ? '' : ` ${dayTime(lang, calendar, handedAt)}`;
  const back = (['answered', 'seen', 'delivered'] as const).find(
    (one) => line[`${one}At`] !== null,
  );
  const backAt = back && line[`${back}At`];
  return [
    dayTime(lang, calendar, line.owedAt),
    `${line.path}${line.duty === null ? '' : ` ${line.duty}`}${t.colon}${kindOf(desk, line.kind)}`,
    line.name ?? line.person ?? line.post,
    {
      text: `${courier.state[state]}${why}${when}${line.isPerhapsRepeated ? ` ${courier.repeated}` : ''}`,
      style: state === 'undeliverable' ? paper.red : paper.dim,
    },
    line.channel ?? '',
    back && backAt ? `${courier.back[back]} ${dayTime(lang, calendar, backAt)}` : '',
  ];
}

/** A word of the clock as people call it; any other by its event. */
const kindOf = ({ t }: Desk, kind: string): string =>
  Object.entries({ ...t.event, ...t.action }).find(([one]) => one === kind)?.[1] ?? kind;
