import type { Command } from 'commander';
import type { Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { table } from './table.js';

interface Link {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly path: string;
  readonly duties: readonly string[];
  readonly purpose: 'duties' | 'contacts';
  readonly isRevoked: boolean;
}

interface Wish {
  readonly season: string;
  readonly person: string;
  readonly days: string;
  readonly contacts?: true;
}

const dotted = (path: string): string => path.replaceAll('/', '.');

/** `link issue|list|revoke`: one-time links for those who come three times a year. */
export function linkCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.desks.cli;
  const link = group(program, 'link', command.link, desk);
  leaf(link, 'issue', command.linkIssue, desk)
    .argument('<unit>', option.unit)
    .argument('[duties...]', option.duties)
    .requiredOption('--season <id>', desk.t.options.season)
    .requiredOption('--person <person>', option.person)
    .option('--days <days>', option.days, '7')
    .option('--contacts', option.contacts)
    .action((unit: string, duties: readonly string[], { season, person, days, contacts }: Wish) =>
      desk.withHttp(async (http) => {
        const purpose = contacts ? 'contacts' : 'duties';
        const body = { unit: dotted(unit), person, duties, purpose, days: Number(days) };
        const made = await http.send<{ id: string; url: string; until: number }>(
          ...(['POST', `/api/v1/seasons/${season}/links`, body] as const),
        );
        desk.answer(
          () => ({ ...made, until: new Date(made.until).toISOString() }),
          () => [desk.t.desks.link.linkIs, desk.paper.bold(made.url)],
        );
      }),
    );
  leaf(link, 'list', command.linkList, desk)
    .requiredOption('--season <id>', desk.t.options.season)
    .action(({ season }: { readonly season: string }) =>
      desk.withHttp(async (http) => {
        const { items } = await http.get<{ items: Link[] }>(`/api/v1/seasons/${season}/links`);
        desk.answer(
          () => ({ links: items }),
          () => linkLines(desk, items),
        );
      }),
    );
  leaf(link, 'revoke', command.linkRevoke, desk)
    .argument('<link>', option.id)
    .requiredOption('--season <id>', desk.t.options.season)
    .action((id: string, { season }: { readonly season: string }) =>
      desk.withHttp(async (http) => {
        const address = `/api/v1/seasons/${season}/links/${encodeURIComponent(id)}`;
        const done = await http.send<{ revoked: boolean }>('DELETE', address);
        desk.answer(
          () => done,
          () => [done.revoked ? desk.t.desks.link.revoked : desk.t.none],
        );
      }),
    );
}

function linkLines(desk: Desk, links: readonly Link[]): string[] {
  const { link, contacts } = desk.t.desks;
  if (links.length === 0) return [link.none];
  const rows = links.map(({ id, name, path, duties, purpose, isRevoked }) => [
    ...[id, name, path, purpose === 'contacts' ? contacts.title : duties.join(' ')],
    isRevoked ? link.revoked : '',
  ]);
  return table(['', link.person, link.path, link.dutyIds, ''], rows, desk.paper);
}
