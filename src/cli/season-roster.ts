import type { Command } from 'commander';
import { calendarOf } from '../engine/calendar.js';
import type { Gap, RosterReport } from '../service/roster/report.js';
import { dayTime } from '../text/when.js';
import { EXIT, type Desk } from './desk.js';
import { seasonMeant } from './era.js';
import { inIso } from './in-iso.js';
import { leaf } from './leaf.js';
import { daySaid } from './readings.js';
import { table, type Cell } from './table.js';

/** `season roster`: posts with nobody on them, or nobody to be reached; exit code 1 where there are any. */
export function addRoster(season: Command, desk: Desk): void {
  const { t } = desk;
  leaf(season, 'roster', t.roster.roster, desk)
    .option('--season <id>', t.options.season)
    .option('--from <day>', t.roster.options.day)
    .action(
      async ({ season: named, from }: { readonly season?: string; readonly from?: string }) => {
        const day = from === undefined ? undefined : daySaid(desk, '--from', from);
        const { id } = await desk.withService((service) => seasonMeant(desk, service, named));
        await desk.withHttp(async (http) => {
          const address = `/api/v1/seasons/${id}/roster-report`;
          const report = await http.get<RosterReport>(address, { from: day });
          if (report.gaps.length > 0) desk.exitCode = EXIT.refused;
          desk.answer(
            () => inIso(calendarOf(report.timezone), report),
            () => linesOf(desk, report),
          );
        });
      },
    );
}

function linesOf(desk: Desk, { posts, day, gaps, timezone }: RosterReport): string[] {
  const { t, lang, paper } = desk;
  if (gaps.length === 0) return [paper.green(t.roster.complete(posts, day))];
  const calendar = calendarOf(timezone);
  const rowOf = ({ firstAt, post, why, persons, title, uses }: Gap): Cell[] => {
    const names = persons.map(({ name }) => name).join(t.list);
    const wrong = names === '' ? t.roster.why[why] : `${names}${t.comma}${t.roster.why[why]}`;
    const when = dayTime(lang, calendar, firstAt);
    return [when, post, { text: wrong, style: paper.red }, title[lang], t.roster.uses(uses)];
  };
  return [
    paper.red(t.roster.lacking(gaps.length, posts, day)),
    ...table(t.roster.reportHeads, gaps.map(rowOf), paper),
  ];
}
