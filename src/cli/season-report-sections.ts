import { calendarOf } from '../engine/calendar.js';
import type { EpochMs } from '../engine/model.js';
import type { SeasonReport } from '../service/season-report.js';
import type { DutyNamed } from '../service/season-stories.js';
import { personIn, personsIn } from '../text/notices.js';
import { refusalSentence } from '../text/refusals.js';
import { dayName, dayTime, span } from '../text/when.js';
import type { Desk } from './desk.js';
import { personTold } from './season-report-facts.js';
import type { Cell } from './table.js';

/** A list of the report, with the heads of its columns. */
export interface ReportSection {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The lists of a report; those with nothing in them are left out. */
export function reportSections(desk: Desk, report: SeasonReport): ReportSection[] {
  const { lang, t } = desk;
  const { sections, columns: c, ...r } = t.seasonReport;
  const calendar = calendarOf(report.season.timezone);
  const when = (at: EpochMs): string => dayTime(lang, calendar, at);
  const unit = ({ unitTitle }: Pick<DutyNamed, 'unitTitle'>): string => unitTitle[lang];
  const duty = (named: DutyNamed): string => titleOf(desk, named);
  const ended = ({ status, endedAt }: DutyNamed): string =>
    status === null
      ? t.none
      : endedAt === null
        ? r.notEnded(t.status[status])
        : r.ended(t.status[status], when(endedAt));
  const all: ReportSection[] = [
    {
      title: sections.topped,
      heads: [c.unit, c.duty, c.at, c.level, c.to, c.ended],
      rows: report.topped.map((one) => [
        ...[unit(one), duty(one), when(one.at), t.level(one.level)],
        ...[personsIn(lang, one.to), ended(one)],
      ]),
    },
    {
      title: sections.notReady,
      heads: [c.unit, c.duty, c.at, c.missing, c.ended],
      rows: report.notReady.map((one) => [
        ...[unit(one), duty(one), when(one.at)],
        missingIn(desk, one),
        ended(one),
      ]),
    },
    {
      title: sections.uncovered,
      heads: [c.unit, c.duty, c.at, c.until, c.lasted, c.ended],
      rows: report.uncovered.map((one) => [
        ...[unit(one), duty(one), when(one.at), when(one.untilAt)],
        ...[span(lang, one.untilAt - one.at), ended(one)],
      ]),
    },
    {
      title: sections.missed,
      heads: [c.unit, c.duty, c.at],
      rows: report.missed.map((one) => [unit(one), duty(one), when(one.at)]),
    },
    {
      title: sections.returned,
      heads: [c.unit, c.duty, c.at, c.by, c.reason, c.ended],
      rows: report.returned.map((one) => [
        ...[unit(one), duty(one), when(one.at), one.by, one.reason, ended(one)],
      ]),
    },
    {
      title: sections.broken,
      heads: [c.unit, c.duty, c.at, c.level, c.ended],
      rows: report.broken.map((one) => [
        ...[unit(one), duty(one), when(one.at), t.level(one.level), ended(one)],
      ]),
    },
    {
      title: sections.waived,
      heads: [c.unit, c.duty, c.at, c.by, c.reason],
      rows: report.waived.map((one) => [unit(one), duty(one), when(one.at), one.by, one.reason]),
    },
    {
      title: sections.added,
      heads: [c.unit, c.duty, c.at, c.source, c.ended],
      rows: report.added.map((one) => [
        ...[unit(one), duty(one), when(one.at)],
        t.say.source(t.sourceType[one.source.type], one.source.number ?? ''),
        ended(one),
      ]),
    },
    {
      title: sections.refused,
      heads: [c.unit, c.duty, c.at, c.by, c.reason],
      rows: report.refused.map((one) => [
        ...[unit(one), one.duty === null ? t.none : duty({ ...one, duty: one.duty })],
        ...[when(one.at), t.actor[one.by] ?? one.by],
        refusalSentence(one.reason, one.detail ?? undefined, lang),
      ]),
    },
    {
      title: sections.left,
      heads: [c.unit, c.duty, c.due, c.late, c.level, c.doer],
      rows: report.left.map((one) => [
        ...[unit(one), duty(one), when(one.dueAt)],
        one.lateMs === null ? t.none : { text: span(lang, one.lateMs), style: desk.paper.red },
        ...[t.level(one.level), personIn(lang, one.doer)],
      ]),
    },
    {
      title: sections.people,
      heads: [c.person, c.words, c.night, c.busiest],
      rows: report.people.map((one) => [
        ...[
          personTold(lang, one),
          String(one.words),
          one.atNight > 0 ? String(one.atNight) : t.none,
        ],
        r.onDay(dayName(lang, one.busiest.day), one.busiest.words),
      ]),
    },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

function missingIn(desk: Desk, { missing, silent }: SeasonReport['notReady'][number]): string {
  const { lang, t } = desk;
  const lacking = missing.map((one) => `${one.unitTitle[lang]} ${titleOf(desk, one)}`);
  const mute = silent.map(({ unitTitle }) => unitTitle[lang]);
  const said = lacking.join(t.list);
  return mute.length === 0
    ? said
    : [said, t.say.silent(mute.join(t.list))].filter(Boolean).join(t.comma);
}

const titleOf = ({ lang, t }: Desk, { title, occurrence }: DutyNamed): string =>
  occurrence === null ? title[lang] : t.say.sessionOf(title[lang], occurrence);
