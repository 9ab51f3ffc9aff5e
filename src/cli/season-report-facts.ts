import { calendarOf } from '../engine/calendar.js';
import type { Status } from '../engine/model.js';
import type { SeasonReport } from '../service/season-report.js';
import type { PersonTold } from '../service/season-tally.js';
import { dutyTitle } from '../text/duty-title.js';
import { personIn } from '../text/notices.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { dayName, fullTime, span } from '../text/when.js';
import type { Paper, Style } from './paper.js';
import { facts } from './table.js';

/** A line of the report: what it is about, and what is said; `bad` where somebody should look. */
export interface ReportFact {
  readonly name: string;
  readonly text: string;
  readonly bad: boolean;
}

/** The report in a dozen lines. */
export function reportFacts(lang: Lang, report: SeasonReport): ReportFact[] {
  const t = texts(lang).seasonReport;
  const { season, now, lateness } = report;
  const calendar = calendarOf(season.timezone);
  const lateNow = report.left.filter(({ lateMs }) => lateMs !== null).length;
  const fact = (name: keyof typeof t.facts, text: string, bad = false): ReportFact => ({
    ...{ name: t.facts[name], text, bad },
  });
  const counted = (
    name: 'missed' | 'returned' | 'broken' | 'added' | 'refused',
    bad: boolean,
  ): ReportFact[] =>
    report[name].length === 0 ? [] : [fact(name, t.items(report[name].length), bad)];
  return [
    fact('asOf', fullTime(calendar, now)),
    fact('duties', dutiesIn(lang, report)),
    fact('late', t.late(report.onceLate, lateNow), lateNow > 0),
    fact('words', wordsIn(lang, report)),
    fact('climbed', climbedIn(lang, report), report.topped.length > 0),
    ...uncoveredIn(lang, report).map((text) => fact('uncovered', text, true)),
    fact('gates', t.gates(report.gatesJudged, report.notReady.length), report.notReady.length > 0),
    ...counted('missed', true),
    ...counted('returned', false),
    ...counted('broken', true),
    ...counted('added', false),
    ...counted('refused', true),
    ...toldIn(lang, report).map(([name, text]) => fact(name, text)),
    ...(lateness.words === 0
      ? []
      : [fact('promptness', t.promptness(...secondsIn(lang, lateness)))]),
  ];
}

function uncoveredIn(lang: Lang, { uncovered }: SeasonReport): string[] {
  if (uncovered.length === 0) return [];
  const { seasonReport: t } = texts(lang);
  const ms = uncovered.reduce((sum, { at, untilAt }) => sum + untilAt - at, 0);
  return [t.uncovered(uncovered.length, span(lang, ms))];
}

/** The report as the end of a rehearsal shows it: plain lines, and what reached the top by name. */
export function shortReport(lang: Lang, report: SeasonReport): string[] {
  const t = texts(lang);
  const names = report.topped
    .slice(0, MOST_NAMED)
    .map((topped) => t.seasonReport.named(topped.unitTitle[lang], dutyTitle(lang, topped)));
  const more = report.topped.length - names.length;
  const topped = names.join(t.list) + (more > 0 ? t.and(more) : '');
  const lines = reportFacts(lang, report).map(({ name, text }) => [name, text] as const);
  return facts(
    [...lines, ...(names.length > 0 ? [[t.seasonReport.facts.topped, topped] as const] : [])],
    BARE,
  ).map((line) => `  ${line}`);
}

const MOST_NAMED = 3;
const same: Style = (text) => text;
const BARE: Paper = {
  ...{ bold: same, dim: same, red: same, green: same, yellow: same },
  width: null,
};

const ORDER = [
  'accepted',
  'waived',
  'void',
  'submitted',
  'returned',
  'signed-for',
  'open',
] as const;

function dutiesIn(lang: Lang, { counts }: SeasonReport): string {
  const { seasonReport: t, status, colon, comma } = texts(lang);
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const parts = ORDER.flatMap((is: Status) => (counts[is] ? [`${status[is]} ${counts[is]}`] : []));
  return `${t.all(all)}${colon}${parts.join(comma)}`;
}

function wordsIn(lang: Lang, { words }: SeasonReport): string {
  const { seasonReport: t } = texts(lang);
  const { open, remind, due, toAcceptors, superseded } = words;
  return [
    t.words(open, remind, due),
    toAcceptors > 0 ? t.toAcceptors(toAcceptors) : '',
    superseded > 0 ? t.superseded(superseded) : '',
  ].join('');
}

function climbedIn(lang: Lang, { words: { levels, repeats }, topped }: SeasonReport): string {
  const { seasonReport: t, list } = texts(lang);
  const all = levels.reduce((sum, one) => sum + one, repeats);
  const parts = levels.flatMap((count, n) => (count > 0 ? [t.atLevel(n + 1, count)] : []));
  if (repeats > 0) parts.push(t.again(repeats));
  return t.climbed(all, parts.join(list), topped.length);
}

type ToldFact = readonly ['told' | 'night' | 'busiestDay' | 'busiestPerson', string];

function toldIn(lang: Lang, { people, busiestDay }: SeasonReport): ToldFact[] {
  const { seasonReport: t } = texts(lang);
  const sum = (of: (person: PersonTold) => number): number =>
    people.reduce((total, person) => total + of(person), 0);
  const woken = people.filter(({ atNight }) => atNight > 0).length;
  const facts: ToldFact[] = [
    [
      'told',
      t.told(
        people.length,
        sum(({ words }) => words),
      ),
    ],
    [
      'night',
      t.night(
        sum(({ atNight }) => atNight),
        woken,
      ),
    ],
  ];
  if (busiestDay === null) return facts;
  const { day, words, people: heard } = busiestDay;
  facts.push(['busiestDay', t.busiestDay(dayName(lang, day), words, heard)]);
  const [most] = [...people].sort((a, b) => b.busiest.words - a.busiest.words);
  if (most)
    facts.push([
      'busiestPerson',
      t.busiestPerson(personTold(lang, most), dayName(lang, most.busiest.day), most.busiest.words),
    ]);
  return facts;
}

/** A person with his title; the post where nobody held it. */
export const personTold = (lang: Lang, { person, name, title }: PersonTold): string =>
  personIn(lang, { post: person, name, title });

function secondsIn(lang: Lang, { p50Ms, p99Ms, maxMs }: SeasonReport['lateness']) {
  const { seasonReport: t } = texts(lang);
  const said = (ms: number): string => t.seconds((ms / 1000).toFixed(ms < 10_000 ? 1 : 0));
  return [said(p50Ms), said(p99Ms), said(maxMs)] as const;
}
