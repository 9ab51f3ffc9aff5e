import type { Command } from 'commander';
import { calendarOf } from '../engine/calendar.js';
import { epochMs } from '../engine/model.js';
import { AUDIT_TIMEZONE, type AuditPage } from '../service/audit/audit.js';
import { fullTime } from '../text/when.js';
import { auditProof } from './audit-proof.js';
import type { Desk } from './desk.js';
import { edgeSaid, type Era } from './era.js';
import { inIso } from './in-iso.js';
import { group, leaf } from './leaf.js';
import { numberSaid } from './readings.js';
import { table, type Cell } from './table.js';

interface Options {
  readonly person?: string;
  readonly season?: string;
  readonly unit?: string;
  readonly operation?: string;
  readonly outcome?: string;
  readonly from?: string;
  readonly until?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

type Line = AuditPage['items'][number];
type Page = Omit<AuditPage, 'next'> & { readonly next: string | null };

const calendar = calendarOf(AUDIT_TIMEZONE);

/** `audit …`: for auditors and the administrator of the audit log. */
export function auditCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.audit;
  const audit = group(program, 'audit', command.audit, desk);
  leaf(audit, 'list', command.list, desk)
    .option('--person <id>', option.person)
    .option('--season <id>', option.season)
    .option('--unit <path>', option.unit)
    .option('--operation <name>', option.operation)
    .option('--outcome <outcome>', option.outcome)
    .option('--from <when>', option.from)
    .option('--until <when>', option.until)
    .option('--limit <n>', option.limit)
    .option('--cursor <cursor>', option.cursor)
    .action((options: Options) =>
      desk.withHttp(async (http) => {
        const page = await http.get<Page>('/api/v1/audit', queryOf(desk, options));
        desk.answer(
          () => inIso(calendar, page),
          () => linesOf(desk, page),
        );
      }),
    );
  auditProof(audit, desk);
}

function queryOf(desk: Desk, { unit, from, until, limit, ...rest }: Options) {
  const now = epochMs(desk.context.now());
  const era: Era = { calendar, examDay: calendar.dateOf(now), now };
  return {
    ...rest,
    unit: unit?.replaceAll('/', '.'),
    from: from === undefined ? from : edgeSaid(desk, '--from', from, era, 'from'),
    until: until === undefined ? until : edgeSaid(desk, '--until', until, era, 'to') + 1,
    limit: limit === undefined ? limit : numberSaid(desk, '--limit', limit),
  };
}

function linesOf(desk: Desk, { items, next }: Page): string[] {
  const { t, paper } = desk;
  const { column } = t.audit;
  if (items.length === 0) return [t.audit.nothing];
  const heads = [column.at, column.person, column.way, column.operation, column.chain];
  return [
    ...table(
      [...heads, column.duty, column.outcome, column.detail],
      items.map((line) => rowOf(desk, line)),
      paper,
    ),
    ...(next === null ? [] : [paper.dim(t.audit.next(next))]),
  ];
}

function rowOf({ t, paper }: Desk, line: Line): Cell[] {
  const { audit, rights } = t;
  const operations: Readonly<Record<string, string>> = rights.operation;
  const { operation, outcome } = line;
  const said = outcome === null ? '' : (audit.outcome[outcome] ?? outcome);
  const style = outcome === 'done' ? paper.green : paper.yellow;
  return [
    withSeconds(line.at),
    line.person ?? audit.service,
    line.way === null ? '' : (audit.way[line.way] ?? line.way),
    operation === null ? '' : (operations[operation] ?? operation),
    line.path ?? line.season ?? audit.service,
    line.duty ?? '',
    { text: said, style },
    // Of what is denied the right that was missing is the operation, again.
    line.detail === operation ? '' : (line.detail ?? ''),
  ];
}

const withSeconds = (at: number): string =>
  `${fullTime(calendar, epochMs(at))}:${String(new Date(at).getUTCSeconds()).padStart(2, '0')}`;
