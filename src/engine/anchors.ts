import { plusDays, type Calendar } from './calendar.js';
import type { EpochMs } from './model.js';
import { parseMoment, type DayMoment } from './moment.js';
import type { ExamSource, SeasonPlan, SessionSource } from './season-plan.js';
import { countryOf, workDaysOf, type WorkDays, type WorkYear } from './workdays.js';

/** Civil time is exact from the year 1000 to 8999; a plan outside them is a slip of the pen. */
const REACH = { from: Date.UTC(1000, 0, 1), until: Date.UTC(9000, 0, 1) };

/** Whether an instant lies within the years that can be counted in. */
export const isInReach = (at: number): boolean => at >= REACH.from && at < REACH.until;

/** The instant of a civil time, or null where its year is out of reach. */
export const civilInstant = (calendar: Calendar, date: string, time: string): EpochMs | null =>
  /^[1-8]\d{3}-/.test(date) ? calendar.instant(date, time) : null;

/** What the days of a plan are counted from. */
export interface Anchors {
  readonly calendar: Calendar;
  /** Null: the plan counts no working days. */
  readonly workDays: WorkDays | null;
  /** The first is meant where a moment names none. */
  readonly exams: readonly ExamSource[];
}

/** Why a day cannot be said: `detail` names the moment and what is missing. */
export interface Unanchored {
  readonly code: 'unknown-moment' | 'unknown-exam' | 'calendar-missing' | 'year-not-covered';
  readonly detail: string;
}

/** The anchors of a plan, with the working days of its country out of all years known. */
export function anchorsOf(
  plan: Pick<SeasonPlan, 'timezone' | 'calendar' | 'title' | 'examDay' | 'exams' | 'sessions'>,
  calendar: Calendar,
  workYears: readonly WorkYear[] = [],
): Anchors {
  const country = countryOf(plan);
  const workDays = country === null ? null : workDaysOf(country, workYears);
  return { calendar, workDays, exams: examsOf(plan) };
}

/** The exams of a plan; one that is not named lasts as long as its sessions do. */
function examsOf({
  title,
  examDay,
  exams = [],
  sessions,
}: Pick<SeasonPlan, 'title' | 'examDay' | 'exams' | 'sessions'>): readonly ExamSource[] {
  if (exams.length > 0) return exams;
  const lastDay = plusDays(examDay, Math.max(0, ...sessions.map(({ day }) => day)));
  return [{ id: '', title, firstDay: examDay, lastDay }];
}

/** Whether a plan counts working days anywhere, so that other notices would make it another plan. */
export const countsWorkDays = ({ steps }: Pick<SeasonPlan, 'steps'>): boolean =>
  steps.some(({ opens, due, series, watch }) =>
    [opens, due, series?.from, series?.until, watch?.from, watch?.until].some(
      (moment) => moment?.includes('wd ') && parseMoment(moment)?.type === 'workday',
    ),
  );

/** The instant of a day counted from an exam; `fallback` is the exam meant where none is named. */
export function dayInstant(
  moment: DayMoment,
  { calendar, workDays, exams }: Anchors,
  fallback: ExamSource | undefined = exams[0],
): EpochMs | Unanchored {
  const { type, exam: named, edge, days, time } = moment;
  const exam = named === null ? fallback : exams.find(({ id }) => id === named);
  if (!exam) return { code: 'unknown-exam', detail: named ?? 'E' };
  const anchor = edge === 'end' ? exam.lastDay : exam.firstDay;
  const unknown = { code: 'unknown-moment', detail: '' } as const;
  if (!/^[1-8]\d{3}-/.test(anchor)) return unknown;
  if (type === 'exam') return civilInstant(calendar, plusDays(anchor, days), time) ?? unknown;
  if (!workDays) return { code: 'calendar-missing', detail: '' };
  const day = workDays.shift(anchor, days);
  return 'date' in day
    ? calendar.instant(day.date, time)
    : { code: 'year-not-covered', detail: `${workDays.country} ${day.uncovered}` };
}

/** A moment that hangs on no session and no other step: a roster's, a rehearsal's, one on the command line. */
export function fixedInstant(text: string, anchors: Anchors): EpochMs | Unanchored {
  const moment = parseMoment(text);
  switch (moment?.type) {
    case 'civil': {
      const instant = civilInstant(anchors.calendar, moment.date, moment.time);
      return instant ?? { code: 'unknown-moment', detail: text };
    }
    case 'exam':
    case 'workday':
      return dayInstant(moment, anchors);
    case 'session':
    case 'begun':
    case 'step':
    case 'done':
    case undefined:
      return { code: 'unknown-moment', detail: text };
  }
}

/** The civil day of a session: so many days after its exam's first, the season's own where no exam is named. */
export function sessionDay(
  { exams, examDay }: Pick<SeasonPlan, 'exams' | 'examDay'>,
  { exam, day }: Pick<SessionSource, 'exam' | 'day'>,
): string {
  const own = exams?.find(({ id }) => id === exam) ?? exams?.[0];
  return plusDays(own?.firstDay ?? examDay, day);
}
