import type { Command } from 'commander';
import { calendarOf } from '../engine/calendar.js';
import { epochMs } from '../engine/model.js';
import type { OnDuty } from '../service/courier/on-duty.js';
import type { DutyList } from '../service/roster/roster.js';
import type { Swapped } from '../service/roster/swap.js';
import { personIn } from '../text/notices.js';
import { dayTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { eraOf, instantSaid, seasonMeant } from './era.js';
import { inIso } from './in-iso.js';
import { gather, leaf } from './leaf.js';
import { table, type Cell } from './table.js';

interface SwapOptions {
  readonly season?: string;
  readonly unit: string;
  readonly step: string;
  readonly from: string;
  readonly shift: string;
  readonly to: string;
  readonly other: string;
  readonly reason: string;
  readonly by?: string;
}

/** `person swap`: two shifts of one watch change hands. */
export function addSwap(person: Command, desk: Desk): void {
  const { t, lang } = desk;
  const words = t.roster.options;
  leaf(person, 'swap', t.roster.swap, desk)
    .requiredOption('--unit <path>', words.unit)
    .requiredOption('--step <id>', words.step)
    .requiredOption('--from <person>', words.from)
    .requiredOption('--shift <when>', words.shift)
    .requiredOption('--to <person>', words.to)
    .requiredOption('--other <when>', words.other)
    .requiredOption('--reason <text>', words.reason)
    .option('--season <id>', t.options.season)
    .option('--by <person>', t.options.by)
    .action(async ({ season: named, shift, other, ...said }: SwapOptions) => {
      const season = await desk.withService((service) => seasonMeant(desk, service, named));
      const era = eraOf(desk, season);
      await desk.withHttp(async (http) => {
        const done = await http.send<Swapped>('POST', `/api/v1/seasons/${season.id}/shift-swaps`, {
          ...{ unit: said.unit, step: said.step, from: said.from, to: said.to },
          ...{ reason: said.reason, ...(said.by !== undefined && { by: said.by }) },
          shift: instantSaid(desk, '--shift', shift, era),
          other: instantSaid(desk, '--other', other, era),
        });
        const lines = done.changes.map(({ person: now, absent, fromAt }) => {
          const at = dayTime(lang, era.calendar, epochMs(fromAt));
          return `${t.instead(done.names[now] ?? now, done.names[absent] ?? absent)} ${at}`;
        });
        desk.answer(
          () => inIso(era.calendar, done),
          () => [t.roster.swapped(lines[0] ?? '', lines[1] ?? '')],
        );
      });
    });
}

interface OnDutyOptions {
  readonly season?: string;
  readonly post: readonly string[];
  readonly at?: string;
}

/** `person on-duty`: who serves on posts now, and whom to try next. */
export function addOnDuty(person: Command, desk: Desk): void {
  const { t } = desk;
  leaf(person, 'on-duty', t.roster.onDuty, desk)
    .requiredOption('--post <post>', t.roster.options.post, gather)
    .option('--at <when>', t.roster.options.at)
    .option('--season <id>', t.options.season)
    .action(async ({ season: named, post, at }: OnDutyOptions) => {
      const season = await desk.withService((service) => seasonMeant(desk, service, named));
      const era = eraOf(desk, season);
      const when = at === undefined ? undefined : instantSaid(desk, '--at', at, era);
      await desk.withHttp(async (http) => {
        const address = `/api/v1/seasons/${season.id}/on-duty?${post.map((one) => `post=${encodeURIComponent(one)}`).join('&')}`;
        const list = await http.get<DutyList>(address, { at: when });
        desk.answer(
          () => inIso(calendarOf(season.timezone), list),
          () => table(t.roster.dutyHeads, list.items.map(rowOf(desk)), desk.paper),
        );
      });
    });
}

const rowOf =
  ({ t, lang, paper }: Desk) =>
  ({ post, serving }: DutyList['items'][number]): Cell[] => {
    const said = ({ as, name, title, forName }: OnDuty): string => {
      const person = { post, name, title, ...(forName !== undefined && { insteadOf: forName }) };
      return `${personIn(lang, person)} ${t.roster.as[as]}`;
    };
    const [first, ...others] = serving;
    return [
      post,
      first ? said(first) : { text: t.roster.nobody, style: paper.red },
      others.map(said).join(t.list),
    ];
  };
