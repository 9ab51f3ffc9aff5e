import type { Calendar } from '../engine/calendar.js';
import type { EpochMs } from '../engine/model.js';
import type { Prepared } from '../service/prepare.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import type { Texts } from '../text/zh-CN.js';
import { fullTime } from '../text/when.js';
import { isSame, type Owed, type PlanDiff, type StepDiff } from './diff.js';
import { noteOf, sectionOf, type Section } from './section.js';
import { titlesOf, type Titles } from './titles.js';

interface Pair {
  readonly t: Texts;
  readonly lang: Lang;
  readonly old: Prepared;
  readonly now: Prepared;
  readonly oldTitles: Titles;
  readonly nowTitles: Titles;
}

/** A comparison for people: what moves, appears, goes and changes. */
export function diffSections(old: Prepared, now: Prepared, diff: PlanDiff, lang: Lang): Section[] {
  const t = texts(lang);
  const pair: Pair = {
    ...{ t, lang, old, now },
    oldTitles: titlesOf(old, lang),
    nowTitles: titlesOf(now, lang),
  };
  const { report } = t;
  const names = report.diff.pair(old.plan.title[lang], now.plan.title[lang]);
  if (isSame(diff)) return [noteOf(report.diff.title, names, report.diff.same)];
  return [
    noteOf(report.diff.title, names, sumSaid(t, diff)),
    ...[moved(pair, diff), owed(pair, diff, 'appears'), owed(pair, diff, 'goes')].flat(),
    ...[changed(pair, diff), ladders(pair, diff), units(pair, diff), people(pair, diff)].flat(),
  ];
}

function sumSaid({ report }: Texts, { steps }: PlanDiff): string {
  const count = (of: (diff: StepDiff) => number): number =>
    steps.reduce((sum, diff) => sum + of(diff), 0);
  return report.diff.sum(
    steps.length,
    count(({ moves }) => movedDuties(moves)),
    count(({ appears }) => appears.length),
    count(({ goes }) => goes.length),
  );
}

// A duty whose opening and due time both move is one that moves.
const movedDuties = (moves: StepDiff['moves']): number =>
  new Set(moves.flatMap(({ occurrence, units }) => units.map((unit) => `${unit}@${occurrence}`)))
    .size;

function moved({ t, old, now, nowTitles }: Pair, { steps }: PlanDiff): Section[] {
  const { columns, diff } = t.report;
  const rows = steps.flatMap(({ step, moves }) =>
    moves.map(({ what, occurrence, from, to, units }) => [
      nowTitles.duty(nameOf(step, occurrence)),
      diff.what[what],
      timeOr(old.calendar, from, t.report.nothing),
      timeOr(now.calendar, to, t.report.nothing),
      String(units.length),
    ]),
  );
  return some(
    diff.moves,
    [columns.duty, columns.change, columns.from, columns.now, columns.units],
    rows,
  );
}

function owed(pair: Pair, { steps }: PlanDiff, what: 'appears' | 'goes'): Section[] {
  const { t, old, now, oldTitles, nowTitles } = pair;
  const { columns, diff } = t.report;
  const [titles, { calendar }] = what === 'goes' ? [oldTitles, old] : [nowTitles, now];
  const rows = steps.flatMap((step) =>
    grouped(step[what]).map(({ occurrence, dueAt, units }) => [
      titles.duty(nameOf(step.step, occurrence)),
      fullTime(calendar, dueAt),
      someUnits(t, titles, units),
    ]),
  );
  return some(diff[what], [columns.duty, columns.due, columns.unit], rows);
}

function changed({ t, lang }: Pair, { steps }: PlanDiff): Section[] {
  const { columns, diff } = t.report;
  const rows = steps.flatMap(({ title, was, changes }) => [
    ...(was ? [[title[lang], diff.renamed, bothSaid(was, lang), bothSaid(title, lang)]] : []),
    ...changes.map(({ aspect, from, to }) => [
      ...[title[lang], diff.aspect[aspect]],
      ...[from || t.report.nothing, to || t.report.nothing],
    ]),
  ]);
  return some(diff.changes, [columns.duty, columns.change, columns.from, columns.now], rows);
}

function ladders({ t }: Pair, diff: PlanDiff): Section[] {
  const { columns, diff: say, nothing } = t.report;
  const rows = diff.ladders.map(({ ladder, from, to, steps }) => [
    ...[ladder, from ?? nothing, to ?? nothing, String(steps.length)],
  ]);
  return some(say.ladders, [columns.ladder, columns.from, columns.now, columns.steps], rows);
}

// A title may have changed in the other language only.
const bothSaid = ({ zh, en }: StepDiff['title'], lang: Lang): string =>
  lang === 'zh' ? `${zh} / ${en}` : `${en} / ${zh}`;

function units({ t, oldTitles, nowTitles }: Pair, { units: all }: PlanDiff): Section[] {
  const { columns, diff } = t.report;
  const rows = (paths: readonly string[], titles: Titles) =>
    paths.map((path) => [path, titles.unit(path)]);
  return [
    ...some(diff.unitsAppear, ['', columns.unit], rows(all.appears, nowTitles)),
    ...some(diff.unitsGo, ['', columns.unit], rows(all.goes, oldTitles)),
  ];
}

function people({ t, lang, old, now }: Pair, { posts }: PlanDiff): Section[] {
  const { columns, diff, absent, always } = t.report;
  const titles = { ...unitNames(old, lang), ...unitNames(now, lang) };
  const rowsOf = (change: string, rows: PlanDiff['posts']['appears']) =>
    rows.map(({ post, name, from, to }) => {
      const [unit = '', role = ''] = post.split('#');
      const term = from === '' && to === '' ? always : absent.time(from, to);
      return [`${titles[unit] ?? unit} ${role}`, change, name, term];
    });
  const rows = [...rowsOf(diff.relieved, posts.goes), ...rowsOf(diff.appointed, posts.appears)];
  return some(diff.posts, [columns.post, columns.change, columns.person, columns.term], rows);
}

const unitNames = ({ plan }: Prepared, lang: Lang): Record<string, string> =>
  Object.fromEntries(plan.units.map(({ path, title }) => [path, title[lang]]));

function grouped(all: readonly Owed[]) {
  const groups = new Map<string, { occurrence: string | null; dueAt: EpochMs; units: string[] }>();
  for (const { unit, occurrence, dueAt } of all) {
    const key = `${occurrence} ${dueAt}`;
    const group = groups.get(key);
    if (group) group.units.push(unit);
    else groups.set(key, { occurrence, dueAt, units: [unit] });
  }
  return [...groups.values()];
}

const MOST_NAMED = 3;

function someUnits(t: Texts, titles: Titles, paths: readonly string[]): string {
  const named = paths.slice(0, MOST_NAMED).map(titles.unit).join(t.list);
  return paths.length > MOST_NAMED ? t.person(`${named}…`, t.report.units(paths.length)) : named;
}

const nameOf = (step: string, occurrence: string | null): string =>
  occurrence === null ? step : `${step}@${occurrence}`;

const timeOr = (calendar: Calendar, at: EpochMs | null, nothing: string): string =>
  at === null ? nothing : fullTime(calendar, at);

const some = (title: string, heads: readonly string[], rows: readonly string[][]): Section[] =>
  rows.length === 0 ? [] : [sectionOf(title, heads, rows)];
