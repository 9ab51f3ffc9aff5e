import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { calendarOf, type Calendar } from '../engine/calendar.js';
import { NotReachable } from '../service/outcome.js';
import type { Port } from '../service/port.js';
import { dayTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { listen, type ToldEvent } from './event-stream.js';
import type { Http, Query } from './http.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { numberSaid } from './readings.js';
import { table, type Cell } from './table.js';
import { whatOf } from './timeline.js';

interface Options {
  readonly season?: string;
  readonly unit?: string;
  readonly after?: string;
  readonly limit?: string;
  readonly follow?: boolean;
}

const AGAIN_AFTER_MS = 2_000;
const USUAL_EVENTS = 100;

/** `events`: what happened, in one order; with `--follow` as it happens, until it is stopped. */
export function eventsCommand(program: Command, desk: Desk): void {
  const { t } = desk;
  leaf(program, 'events', t.outgoing.events, desk)
    .option('--season <id>', t.options.season)
    .option('--unit <path>', t.options.unit)
    .option('--after <id>', t.outgoing.after)
    .option('--limit <n>', t.outgoing.limit)
    .option('--follow', t.outgoing.follow)
    .action(async ({ season, unit, after, limit, follow }: Options) => {
      const most = limit === undefined ? undefined : numberSaid(desk, '--limit', limit);
      const meant = await desk.withService((service: Port) => seasonMeant(desk, service, season));
      const query = { season: meant.id, unit: unit?.replaceAll('/', '.') };
      const calendar = calendarOf(meant.timezone);
      await desk.withHttp((http) =>
        follow
          ? followAll(desk, http, calendar, { query, after, most: most ?? Infinity })
          : showPage(desk, http, calendar, { ...query, after, limit: most ?? USUAL_EVENTS }),
      );
    });
}

interface Page {
  readonly items: readonly ToldEvent[];
  readonly next: string;
  readonly hasMore: boolean;
}

async function showPage(desk: Desk, http: Http, calendar: Calendar, query: Query): Promise<void> {
  const page = await http.get<Page>('/api/v1/events', query);
  const { t, paper } = desk;
  desk.answer(
    () => inIso(calendar, page),
    () => [
      ...(page.items.length === 0
        ? [t.outgoing.noEvents]
        : table(
            [],
            page.items.map((one) => cellsOf(desk, calendar, one)),
            paper,
          )),
      ...(page.hasMore ? [paper.dim(t.outgoing.nextEvents(page.next))] : []),
    ],
  );
}

interface Following {
  readonly query: Query;
  readonly after: string | undefined;
  readonly most: number;
}

/** A connection that is lost is followed by another, behind the last event heard: none is missed, none told twice. */
async function followAll(
  desk: Desk,
  http: Http,
  calendar: Calendar,
  { query, after, most }: Following,
): Promise<void> {
  let place = after;
  let left = most;
  let wasHeard = false;
  while (left > 0) {
    try {
      for await (const { id, event } of listen(http, query, place)) {
        place = id;
        wasHeard = true;
        if (event === null) continue;
        say(desk, calendar, event);
        left -= 1;
        if (left === 0) return;
      }
    } catch (error) {
      // Never reached at all is an answer; once it was, it will be again.
      if (!(error instanceof NotReachable) || !wasHeard) throw error;
      if (!desk.json) desk.context.err(desk.paper.dim(desk.t.outgoing.lost(error.message)));
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

/** An object a line for programs; a line for people, as it comes. */
function say(desk: Desk, calendar: Calendar, event: ToldEvent): void {
  const { context, json, paper } = desk;
  if (json) context.out(JSON.stringify(inIso(calendar, event)));
  else for (const line of table([], [cellsOf(desk, calendar, event)], paper)) context.out(line);
}

function cellsOf(desk: Desk, calendar: Calendar, { id, path, event }: ToldEvent): Cell[] {
  const { lang, paper, t } = desk;
  return [
    dayTime(lang, calendar, event.at),
    path,
    'duty' in event ? event.duty : '',
    whatOf(desk, event),
    // What was recorded later has two times; how late is late the plan of its duty says.
    'happenedAt' in event && event.happenedAt !== undefined
      ? [event.by, t.say.happenedAt(dayTime(lang, calendar, event.happenedAt))].join(t.comma)
      : 'by' in event
        ? event.by
        : '',
    { text: id, style: paper.dim },
  ];
}
