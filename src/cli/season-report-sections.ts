import { calendarOf } from '../engine/calendar.js';
import type { EpochMs } from '../engine/model.js';
import type { SeasonReport } from '../service/season-report.js';
import type { DutyNamed } from '../service/season-stories.js';
import { dutyTitle } from '../text/duty-title.js';
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

type SectionName = keyof Desk['t']['seasonReport']['sections'];
type ColumnName = keyof Desk['t']['seasonReport']['columns'];

/** The lists of a report in the order in which one asks; those with nothing in them are left out. */
export function reportSections(desk: Desk, report: SeasonReport): ReportSection[] {
  const { sections, columns } = desk.t.seasonReport;
  return SECTIONS.map(({ name, heads, rows }) => ({
    title: sections[name],
    heads: heads.map((head) => columns[head]),
    rows: rows(sayingOf(desk, report), report),
  })).filter(({ rows }) => rows.length > 0);
}

/** How the cells of a row are said. */
interface Saying {
  readonly desk: Desk;
  readonly when: (at: EpochMs) => string;
  /** Unit and duty. */
  readonly about: (named: DutyNamed) => [string, string];
  readonly ended: (named: DutyNamed) => string;
}

interface Section {
  readonly name: SectionName;
  readonly heads: readonly ColumnName[];
  readonly rows: (say: Saying, report: SeasonReport) => Cell[][];
}

const SECTIONS: readonly Section[] = [
  {
    name: 'topped',
    heads: ['unit', 'duty', 'at', 'level', 'to', 'ended'],
    rows: ({ desk: { t, lang }, when, about, ended }, { topped }) =>
      topped.map((one) => [
        ...[...about(one), when(one.at), t.level(one.level)],
        ...[personsIn(lang, one.to), ended(one)],
      ]),
  },
  {
    name: 'notReady',
    heads: ['unit', 'duty', 'at', 'missing', 'ended'],
    rows: ({ desk, when, about, ended }, { notReady }) =>
      notReady.map((one) => [...about(one), when(one.at), missingIn(desk, one), ended(one)]),
  },
  {
    name: 'uncovered',
    heads: ['unit', 'duty', 'at', 'until', 'lasted', 'ended'],
    rows: ({ desk: { lang }, when, about, ended }, { uncovered }) =>
      uncovered.map((one) => [
        ...[...about(one), when(one.at), when(one.untilAt)],
        ...[span(lang, one.untilAt - one.at), ended(one)],
      ]),
  },
  {
    name: 'missed',
    heads: ['unit', 'duty', 'at'],
    rows: ({ when, about }, { missed }) => missed.map((one) => [...about(one), when(one.at)]),
  },
  {
    name: 'returned',
    heads: ['unit', 'duty', 'at', 'by', 'reason', 'ended'],
    rows: ({ when, about, ended }, { returned }) =>
      returned.map((one) => [...about(one), when(one.at), one.by, one.reason, ended(one)]),
  },
  {
    name: 'broken',
    heads: ['unit', 'duty', 'at', 'level', 'ended'],
    rows: ({ desk: { t }, when, about, ended }, { broken }) =>
      broken.map((one) => [...about(one), when(one.at), t.level(one.level), ended(one)]),
  },
  {
    name: 'waived',
    heads: ['unit', 'duty', 'at', 'by', 'reason'],
    rows: ({ when, about }, { waived }) =>
      waived.map((one) => [...about(one), when(one.at), one.by, one.reason]),
  },
  {
    name: 'added',
    heads: ['unit', 'duty', 'at', 'source', 'ended'],
    rows: ({ desk: { t }, when, about, ended }, { added }) =>
      added.map((one) => [
        ...[...about(one), when(one.at)],
        t.say.source(t.sourceType[one.source.type], one.source.number ?? ''),
        ended(one),
      ]),
  },
  {
    name: 'refused',
    heads: ['unit', 'duty', 'at', 'by', 'reason'],
    rows: ({ desk: { t, lang }, when, about }, { refused }) =>
      refused.map((one) => {
        const [unit, duty] = about({ ...one, duty: one.duty ?? '' });
        return [
          ...[unit, one.duty === null ? t.none : duty, when(one.at), t.actor[one.by] ?? one.by],
          refusalSentence(one.reason, one.detail ?? undefined, lang),
        ];
      }),
  },
  {
    name: 'left',
    heads: ['unit', 'duty', 'due', 'late', 'level', 'doer'],
    rows: ({ desk: { t, lang, paper }, when, about }, { left }) =>
      left.map((one) => [
        ...[...about(one), when(one.dueAt)],
        one.lateMs === null ? t.none : { text: span(lang, one.lateMs), style: paper.red },
        ...[t.level(one.level), personIn(lang, one.doer)],
      ]),
  },
  {
    name: 'people',
    heads: ['person', 'words', 'night', 'busiest'],
    rows: ({ desk: { t, lang } }, { people }) =>
      people.map((one) => [
        personTold(lang, one),
        String(one.words),
        one.atNight > 0 ? String(one.atNight) : t.none,
        t.seasonReport.onDay(dayName(lang, one.busiest.day), one.busiest.words),
      ]),
  },
];

function sayingOf(desk: Desk, { season }: SeasonReport): Saying {
  const { lang, t } = desk;
  const calendar = calendarOf(season.timezone);
  const when = (at: EpochMs): string => dayTime(lang, calendar, at);
  return {
    ...{ desk, when },
    about: (named) => [named.unitTitle[lang], dutyTitle(desk.lang, named)],
    ended: ({ status, endedAt }) => {
      if (status === null) return t.none;
      return endedAt === null
        ? t.seasonReport.notEnded(t.status[status])
        : t.seasonReport.ended(t.status[status], when(endedAt));
    },
  };
}

function missingIn(desk: Desk, { missing, silent }: SeasonReport['notReady'][number]): string {
  const { lang, t } = desk;
  const lacking = missing.map((one) => `${one.unitTitle[lang]} ${dutyTitle(desk.lang, one)}`);
  const mute = silent.map(({ unitTitle }) => unitTitle[lang]);
  const unanswered = mute.length > 0 ? t.say.silent(mute.join(t.list)) : '';
  return [lacking.join(t.list), unanswered].filter(Boolean).join(t.comma);
}
