import type { Command } from 'commander';
import type { Desk } from './desk.js';
import { group, leaf } from './leaf.js';
import { table } from './table.js';

interface SiteDesk {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly registeredAt: number | null;
  readonly revokedAt: number | null;
}

interface Coded {
  readonly season: string;
  readonly unit: string;
  readonly duty: string;
  readonly code: string;
  readonly title: { readonly zh: string; readonly en: string };
}

interface Oral {
  readonly unit: string;
  readonly duty: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly by: { readonly name: string };
  readonly recordedBy: { readonly name: string };
  readonly dueAt: number;
  readonly objection: string | null;
}

const dotted = (path: string): string => path.replaceAll('/', '.');
const slashed = (unit: string): string => unit.replaceAll('.', '/');

/** `desk register|list|revoke|pin`, `code`, `oral`: site desks, and what a duty desk looks up. */
export function siteDeskCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.desks.cli;
  const site = group(program, 'desk', command.desk, desk);
  leaf(site, 'register', command.deskRegister, desk)
    .argument('<unit>', option.unit)
    .requiredOption('--name <name>', option.name)
    .action((unit: string, { name }: { readonly name: string }) =>
      desk.withHttp(async (http) => {
        const body = { unit: dotted(unit), name };
        const made = await http.send<{ id: string; url: string }>('POST', '/api/v1/desks', body);
        desk.answer(
          () => made,
          () => [desk.t.desks.desks.linkIs, desk.paper.bold(made.url)],
        );
      }),
    );
  leaf(site, 'list', command.deskList, desk).action(() =>
    desk.withHttp(async (http) => {
      const { items } = await http.get<{ items: SiteDesk[] }>('/api/v1/desks');
      desk.answer(
        () => ({ desks: items }),
        () => deskLines(desk, items),
      );
    }),
  );
  leaf(site, 'revoke', command.deskRevoke, desk)
    .argument('<desk>', option.id)
    .action((id: string) =>
      desk.withHttp(async (http) => {
        const address = `/api/v1/desks/${encodeURIComponent(id)}`;
        const done = await http.send<{ revoked: boolean }>('DELETE', address);
        desk.answer(
          () => done,
          () => [done.revoked ? desk.t.desks.desks.revoked : desk.t.none],
        );
      }),
    );
  leaf(site, 'pin', command.deskPin, desk)
    .argument('<unit>', option.unit)
    .argument('<person>', option.person)
    .action((unit: string, person: string) =>
      desk.withHttp(async (http) => {
        const body = { unit: dotted(unit), person };
        const given = await http.send<{ name: string; pin: string }>('POST', '/api/v1/pins', body);
        desk.answer(
          () => given,
          () => [desk.t.desks.card.pinTitle, `${given.name}  ${desk.paper.bold(given.pin)}`],
        );
      }),
    );
  leaf(program, 'code', command.code, desk)
    .argument('<code>', option.code)
    .action((code: string) =>
      desk.withHttp(async (http) => {
        const address = `/api/v1/codes/${encodeURIComponent(code)}`;
        const { items } = await http.get<{ items: Coded[] }>(address);
        desk.answer(
          () => ({ duties: items }),
          () => codeLines(desk, items),
        );
      }),
    );
  leaf(program, 'oral', command.oral, desk)
    .option('--season <id>', desk.t.options.season)
    .action(({ season }: { readonly season?: string }) =>
      desk.withHttp(async (http) => {
        const { items } = await http.get<{ items: Oral[] }>('/api/v1/oral-records', { season });
        desk.answer(
          () => ({ records: items }),
          () => oralLines(desk, items),
        );
      }),
    );
}

function deskLines({ t, paper }: Desk, desks: readonly SiteDesk[]): string[] {
  const words = t.desks.desks;
  if (desks.length === 0) return [words.none];
  const stateOf = ({ registeredAt, revokedAt }: SiteDesk): string =>
    revokedAt !== null ? words.revoked : registeredAt === null ? words.waiting : words.active;
  const rows = desks.map((one) => [one.id, one.name, one.path, stateOf(one)]);
  return table(['', words.name, words.path, words.state], rows, paper);
}

function codeLines({ t, lang, paper }: Desk, found: readonly Coded[]): string[] {
  if (found.length === 0) return [t.desks.phone.nothing];
  const rows = found.map(({ season, unit, duty, title }) => [
    ...[season, slashed(unit), duty, title[lang]],
  ]);
  return table([t.desks.list.season, t.desks.list.unit, t.desks.duty.what, ''], rows, paper);
}

function oralLines({ t, lang, paper }: Desk, records: readonly Oral[]): string[] {
  const { phone, duty } = t.desks;
  if (records.length === 0) return [phone.waitingNone];
  const rows = records.map(({ unit, title, by, recordedBy, dueAt, objection, duty: id }) => [
    ...[`${slashed(unit)} ${id}`, title[lang], by.name, recordedBy.name],
    new Date(dueAt).toISOString(),
    objection ?? '',
  ]);
  return table(
    ['', duty.what, phone.by, phone.recordedBy, phone.till, phone.objected],
    rows,
    paper,
  );
}
