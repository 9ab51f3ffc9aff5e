import type { Command } from 'commander';
import { calendarOf } from '../engine/calendar.js';
import { briefLines } from '../report/brief-lines.js';
import { faultRows, proofLines } from '../report/proof-lines.js';
import { levelHeads, levelRows, stateRows, zeroLines } from '../report/zero-lines.js';
import type { Brief } from '../service/proof/brief.js';
import type { Proof } from '../service/proof/proof.js';
import type { ZeroReport } from '../service/proof/zero.js';
import { EXIT, type Desk } from './desk.js';
import { eraOf, instantSaid, seasonMeant, type Season } from './era.js';
import type { Http } from './http.js';
import { inIso } from './in-iso.js';
import { group, leaf } from './leaf.js';
import { addPapers } from './report-papers.js';
import { table } from './table.js';

interface Options {
  readonly season?: string;
  readonly unit?: string;
  readonly day?: string;
  readonly at?: string;
  readonly full?: boolean;
}

const MOST_ROWS = 30;

/** `brief`, and `report morning|zero`. */
export function reportCommands(program: Command, desk: Desk): void {
  const { command, option } = desk.t.proof;
  const { season, unit } = desk.t.options;
  leaf(program, 'brief', command.brief, desk)
    .option('--season <id>', season)
    .option('--unit <path>', unit)
    .option('--full', option.full)
    .action((options: Options) =>
      asked<Brief>(desk, options, 'brief', { full: options.full }, (made) =>
        briefLines(desk.lang, made),
      ),
    );
  const report = group(program, 'report', command.report, desk);
  addPapers(report, desk);
  leaf(report, 'morning', command.morning, desk)
    .option('--season <id>', season)
    .option('--day <date>', option.day)
    .action((options: Options) =>
      asked<Proof>(desk, options, 'morning', { day: options.day }, (made) => {
        // For a script that watches: something is wrong.
        if (made.faults.length > 0) desk.exitCode = EXIT.refused;
        return morningLines(desk, made);
      }),
    );
  leaf(report, 'zero', command.zero, desk)
    .option('--season <id>', season)
    .option('--unit <path>', unit)
    .option('--at <when>', option.at)
    .action((options: Options) =>
      asked<ZeroReport>(
        desk,
        options,
        'zero',
        (meant) => ({
          at: options.at && instantSaid(desk, '--at', options.at, eraOf(desk, meant)),
        }),
        (made) => zeroReportLines(desk, made),
      ),
    );
}

type Query = Parameters<Http['get']>[1];

/** Asks for a report of the season that is meant, and prints it. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what is asked for is what `linesOf` prints
function asked<Made extends { readonly timezone: string }>(
  desk: Desk,
  { season, unit }: Options,
  what: string,
  query: Query | ((season: Season) => Query),
  linesOf: (made: Made) => readonly string[],
): Promise<void> {
  return desk.withBoth(async (service, http) => {
    const meant = await seasonMeant(desk, service, season);
    const made = await http.get<Made>(`/api/v1/seasons/${meant.id}/reports/${what}`, {
      unit: unit?.replaceAll('/', '.'),
      ...(typeof query === 'function' ? query(meant) : query),
    });
    // Printed in one go: what it says decides the exit code, too.
    const lines = linesOf(made);
    desk.answer(
      () => inIso(calendarOf(made.timezone), made),
      () => lines,
    );
  });
}

function morningLines({ lang, t, paper }: Desk, made: Proof): string[] {
  const { columns, more } = t.proof.morning;
  const rows = faultRows(lang, made);
  const heads = [columns.kind, columns.unit, columns.duty, columns.word, columns.owed, columns.to];
  return [
    ...proofLines(lang, made),
    ...(rows.length > 0 ? table(heads, rows.slice(0, MOST_ROWS), paper) : []),
    ...(rows.length > MOST_ROWS ? [paper.dim(more(rows.length - MOST_ROWS))] : []),
  ];
}

function zeroReportLines({ lang, t, paper }: Desk, made: ZeroReport): string[] {
  const { columns } = t.proof.zero;
  const { state, unit, report, due, at, note } = columns;
  const said = zeroLines(lang, made);
  if (made.lines.length === 0) return said;
  return [
    ...said,
    ...table(levelHeads(lang), levelRows(lang, made), paper),
    '',
    ...table([state, unit, report, due, at, note], stateRows(lang, made), paper),
  ];
}
