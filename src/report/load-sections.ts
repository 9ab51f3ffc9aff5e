import type { Calendar } from '../engine/calendar.js';
import type { Lang } from '../text/lang.js';
import { texts } from '../text/texts.js';
import { dayName, fullTime } from '../text/when.js';
import { MOST_A_DAY, type DayLoad, type Load } from './load.js';
import { noteOf, sectionOf, type Section } from './section.js';

const MOST_DAYS = 10;
const MOST_PEOPLE = 15;

/** A load for people: what it amounts to, the busiest days, who gets most, who gets too much. */
export function loadSections(load: Load, lang: Lang, calendar: Calendar): Section[] {
  const { report } = texts(lang);
  const { columns } = report;
  const over = load.over.map(({ name, day, messages }) => [
    name,
    dayName(lang, day),
    String(messages),
  ]);
  return [
    noteOf(report.load.title, ...summary(load, lang, calendar)),
    sectionOf(
      report.load.days,
      [
        columns.day,
        columns.words,
        columns.messages,
        columns.atOnce,
        columns.people,
        columns.median,
        columns.most,
      ],
      busiest(load.days).map(({ day, ...counts }) => [
        dayName(lang, day),
        ...[counts.words, counts.messages, counts.atOnce].map(String),
        ...[counts.people, counts.median, counts.most].map(String),
      ]),
    ),
    sectionOf(
      report.load.people,
      [
        columns.person,
        columns.title,
        columns.words,
        columns.messages,
        columns.busiest,
        columns.onDay,
        columns.atOnce,
      ],
      load.people
        .slice(0, MOST_PEOPLE)
        .map(({ name, title, words, messages, busiest: { day, ...onDay } }) => [
          ...[name, title, String(words), String(messages)],
          ...[dayName(lang, day), String(onDay.messages), String(onDay.atOnce)],
        ]),
    ),
    ...(over.length > 0
      ? [
          sectionOf(
            report.load.overTitle(MOST_A_DAY),
            [columns.person, columns.day, columns.messages],
            over,
          ),
        ]
      : []),
  ];
}

/** The few days with most messages, in the order of time. */
const busiest = (days: readonly DayLoad[]): DayLoad[] =>
  [...days]
    .sort((a, b) => b.messages - a.messages)
    .slice(0, MOST_DAYS)
    .sort((a, b) => (a.day < b.day ? -1 : 1));

function summary(load: Load, lang: Lang, calendar: Calendar): string[] {
  const { load: say } = texts(lang).report;
  const { busiestDay, busiestMinute } = load;
  return [
    say.sum(load.words, load.messages, load.atOnce, Math.round(load.windowMs / 60_000)),
    ...(busiestDay
      ? [
          say.day(
            dayName(lang, busiestDay.day),
            busiestDay.people,
            busiestDay.messages,
            busiestDay.median,
            busiestDay.most,
          ),
        ]
      : []),
    ...(busiestMinute
      ? [say.minute(fullTime(calendar, busiestMinute.at), busiestMinute.words)]
      : []),
    say.over(MOST_A_DAY, load.over.length),
  ];
}
