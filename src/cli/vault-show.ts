import type { Command } from 'commander';
import type { VaultLine, VaultView } from '../service/vault.js';
import { dayTime } from '../text/when.js';
import type { Desk } from './desk.js';
import { eraOf, seasonMeant, type Era } from './era.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { table, type Cell } from './table.js';

interface Options {
  readonly season?: string;
}

/** `vault list`: every vault, one line each. */
export function addVaultList(vault: Command, desk: Desk): void {
  leaf(vault, 'list', desk.t.vault.command.list, desk)
    .option('--season <id>', desk.t.options.season)
    .action(({ season: named }: Options) =>
      desk.withService(async (service) => {
        const season = await seasonMeant(desk, service, named);
        const lines = await service.vaults(season.id);
        desk.answer(
          () => inIso(eraOf(desk, season).calendar, { season: season.id, vaults: lines }),
          () => listLines(desk, lines),
        );
      }),
    );
}

/** `vault show`: who has what, when the lock may open, what is owed. */
export function addVaultShow(vault: Command, desk: Desk): void {
  leaf(vault, 'show', desk.t.vault.command.show, desk)
    .argument('<unit>', desk.t.vault.option.unit)
    .option('--season <id>', desk.t.options.season)
    .action((unit: string, { season: named }: Options) =>
      desk.withService(async (service) => {
        const season = await seasonMeant(desk, service, named);
        const era = eraOf(desk, season);
        const view = await service.vault(season.id, unit);
        desk.answer(
          () => inIso(era.calendar, view),
          () => showLines(desk, era, view),
        );
      }),
    );
}

function listLines(desk: Desk, lines: readonly VaultLine[]): string[] {
  const { t, paper, lang } = desk;
  if (lines.length === 0) return [t.vault.none];
  const { vault, permit, key, combination, late, alarms } = t.vault.head;
  const rows = lines.map((line): Cell[] => [
    line.path,
    line.title[lang],
    permitCell(desk, line),
    line.hands.key ?? t.none,
    line.hands.combination ?? t.none,
    counted(desk, line.late),
    counted(desk, line.alarms),
  ]);
  return table([vault, '', permit, key, combination, late, alarms], rows, paper);
}

function showLines(desk: Desk, era: Era, view: VaultView): string[] {
  const { t, lang, paper } = desk;
  const { head, said } = t.vault;
  const time = (at: number): string => dayTime(lang, era.calendar, at as VaultView['now']);
  const fact = (name: string, value: Cell): Cell[] => [name, value];
  const facts = [
    fact(head.permit, permitCell(desk, view)),
    fact(head.key, handText(desk, view, 'key')),
    fact(head.combination, handText(desk, view, 'combination')),
    fact(head.crew, view.crew ?? t.none),
    fact(head.late, counted(desk, view.late)),
    fact(head.alarms, counted(desk, view.alarms)),
    ...view.windows
      .slice(0, 3)
      .map(({ fromAt, untilAt }) => fact(head.window, `${time(fromAt)} – ${time(untilAt)}`)),
    ...view.openings.map(({ at, by, lawful }) =>
      fact(time(at), lawful ? said.opened(by) : { text: said.openedWrongly(by), style: paper.red }),
    ),
  ];
  const duties = view.duties.map(({ duty, title, status, dueAt, acceptedAt }): Cell[] => [
    time(acceptedAt ?? dueAt),
    `${title[lang]}  ${duty}`,
    t.status[status],
  ]);
  return [
    `${paper.bold(view.title[lang])}  ${paper.dim(view.path)}`,
    ...table(['', ''], facts, paper),
    '',
    ...table([head.due, head.duty, head.status], duties, paper),
  ];
}

function handText({ t }: Desk, { hands, offered }: VaultView, what: 'key' | 'combination'): string {
  const holder = hands[what] ?? t.none;
  const offer = offered[what];
  return offer ? `${holder}  ${t.vault.said.offered(offer.to)}` : holder;
}

function permitCell({ t, paper }: Desk, { permit }: VaultLine): Cell {
  if (permit === 'accepted') return t.vault.said.inForce;
  return { text: t.vault.said.notInForce, style: paper.red };
}

const counted = ({ paper }: Desk, count: number): Cell =>
  count === 0 ? '' : { text: String(count), style: paper.red };
