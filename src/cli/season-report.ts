import type { Command } from 'commander';
import { calendarOf } from '../engine/calendar.js';
import type { SeasonReport } from '../service/season-report.js';
import type { Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { reportFacts } from './season-report-facts.js';
import { reportSections } from './season-report-sections.js';
import { heading } from './season-status.js';
import { facts, table } from './table.js';

interface Options {
  readonly season?: string;
  readonly all?: boolean;
}

const MOST_ROWS = 12;

/** `season report`: how a season went, so far or to its end. */
export function addReport(season: Command, desk: Desk): void {
  const { t } = desk;
  leaf(season, 'report', t.commands.seasonReport, desk)
    .option('--season <id>', t.options.season)
    .option('--all', t.options.all)
    .action((options: Options) =>
      desk.withService(async (service) => {
        const { id } = await seasonMeant(desk, service, options.season);
        const report = await service.seasonReport(id);
        desk.answer(
          () => jsonOf(report),
          () => linesOf(desk, report, options.all === true),
        );
      }),
    );
}

function linesOf(desk: Desk, report: SeasonReport, isWhole: boolean): string[] {
  const { t, paper } = desk;
  const lines = reportFacts(desk.lang, report).map(
    ({ name, text, bad }) => [name, bad ? { text, style: paper.yellow } : text] as const,
  );
  const sections = reportSections(desk, report).flatMap(({ title, heads, rows }) => {
    const shown = isWhole ? rows : rows.slice(0, MOST_ROWS);
    const more = rows.length - shown.length;
    return [
      '',
      paper.bold(title),
      ...table(heads, shown, paper),
      ...(more > 0 ? [paper.dim(t.seasonReport.more(more))] : []),
    ];
  });
  return [
    `${heading(desk, report.season)}  ${t.seasonReport.heading}`,
    ...facts(lines, paper),
    ...sections,
  ];
}

function jsonOf({ season, ...report }: SeasonReport): unknown {
  const { id, title, status, version, timezone, examDay, rehearsal } = season;
  return inIso(calendarOf(timezone), {
    ...{ season: id, title, status, version, timezone, examDay, rehearsal },
    ...report,
  });
}
