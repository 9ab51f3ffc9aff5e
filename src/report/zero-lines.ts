import { calendarOf } from '../engine/calendar.js';
import type { ZeroReport, ZeroState } from '../service/proof/zero.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { dayTime, fullTime } from '../text/when.js';

const STATES: readonly ZeroState[] = ['normal', 'abnormal', 'silent', 'awaited'];

/** Heading and the names of the silent: what is read out on the telephone. */
export function zeroLines(lang: Lang, report: ZeroReport): string[] {
  const t = texts(lang);
  const { zero } = t.proof;
  const rehearsal = report.rehearsal ? t.notice.rehearsal : '';
  const asOf = zero.asOf(fullTime(calendarOf(report.timezone), report.at));
  const heading = `${rehearsal}${report.title[lang]} ${zero.heading} ${asOf}`;
  if (report.lines.length === 0) return [heading, zero.none];
  const silent = report.lines.filter(({ state }) => state === 'silent');
  const names = [...new Set(silent.map(({ unitTitle }) => unitTitle[lang]))];
  return [
    heading,
    ...(silent.length > 0 ? [zero.unspoken(silent.length) + names.join(t.list)] : []),
  ];
}

/** How many are in which state, level by level: a line a unit, indented by its depth. */
export function levelRows(lang: Lang, { levels }: ZeroReport): string[][] {
  const top = levels[0]?.path.split('/').length ?? 1;
  return levels.map(({ path, title, counts }) => [
    `${'　'.repeat(path.split('/').length - top)}${title[lang]}`,
    ...STATES.map((state) => String(counts[state])),
  ]);
}

/** The heads of these columns. */
export const levelHeads = (lang: Lang): string[] => {
  const { zero } = texts(lang).proof;
  return [zero.level, ...STATES.map((state) => zero.state[state])];
};

/** Each body and its report: state, unit, report, when it was due, when it came, what was said. */
export function stateRows(lang: Lang, { lines, timezone }: ZeroReport): string[][] {
  const { zero } = texts(lang).proof;
  const calendar = calendarOf(timezone);
  return lines.map(({ state, unitTitle, title, dueAt, at, note }) => [
    zero.state[state],
    unitTitle[lang],
    title[lang],
    dayTime(lang, calendar, dueAt),
    at === null ? '' : dayTime(lang, calendar, at),
    note ?? '',
  ]);
}
