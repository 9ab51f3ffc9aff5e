import type { Command } from 'commander';
import { calendarOf, type Calendar } from '../engine/calendar.js';
import type { CircularPage } from '../service/courier/told.js';
import { dayTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { table, type Cell } from './table.js';

/** `notices circulars`: what the service has said by itself. */
export function addCirculars(notices: Command, desk: Desk): void {
  leaf(notices, 'circulars', desk.t.circulars.command, desk)
    .option('--season <id>', desk.t.options.season)
    .action(({ season }: { readonly season?: string }) =>
      desk.withBoth(async (service, http) => {
        const { id } = await seasonMeant(desk, service, season);
        const page = await http.get<CircularPage>(`/api/v1/seasons/${id}/circulars`);
        const calendar = calendarOf(page.timezone);
        desk.answer(
          () => inIso(calendar, page),
          () => linesOf(desk, calendar, page),
        );
      }),
    );
}

function linesOf(desk: Desk, calendar: Calendar, { items }: CircularPage): string[] {
  const { circulars } = desk.t;
  if (items.length === 0) return [circulars.none];
  const { at, kind, to, state, how } = circulars.columns;
  const rows = items.map((item) => rowOf(desk, calendar, item));
  return table([at, kind, to, state, how], rows, desk.paper);
}

function rowOf(
  { t, lang, paper }: Desk,
  calendar: Calendar,
  item: CircularPage['items'][number],
): Cell[] {
  const { state, reason, settledAt, repeats } = item;
  const why = reason === null ? '' : `${t.colon}${t.courier.reason[reason] ?? reason}`;
  const when = settledAt === null ? '' : ` ${dayTime(lang, calendar, settledAt)}`;
  const again = repeats > 0 ? ` ${t.courier.repeated}` : '';
  return [
    dayTime(lang, calendar, item.owedAt),
    t.circulars.kind[item.kind],
    item.name ?? item.person ?? item.post,
    {
      text: `${t.circulars.state[state]}${why}${when}${again}`,
      style: state === 'undelivered' ? paper.red : paper.dim,
    },
    item.channel ?? '',
  ];
}
