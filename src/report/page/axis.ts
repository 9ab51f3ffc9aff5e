import { plusDays, type Calendar } from '../../engine/calendar.js';
import { epochMs, type EpochMs } from '../../engine/model.js';
import type { ExamSource, SeasonPlan } from '../../engine/season-plan.js';
import type { Lang } from '../../text/lang.js';

/** A stretch of days drawn from left to right: whole civil days, so that labels fall on midnights. */
export interface Axis {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly calendar: Calendar;
  /** `YYYY-MM-DD`, the first and the last day shown. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** The days from one to another, both included. */
export const axisOf = (calendar: Calendar, firstDay: string, lastDay: string): Axis => ({
  from: calendar.instant(firstDay, '00:00'),
  to: calendar.instant(plusDays(lastDay, 1), '00:00'),
  calendar,
  firstDay,
  lastDay,
});

/** Where an instant lies, in per cent of the axis; what lies outside is at its edge. */
export function placeOn({ from, to }: Axis, at: EpochMs): number {
  const part = (at - from) / (to - from);
  return Math.round(Math.min(1, Math.max(0, part)) * 100_00) / 100;
}

export interface Tick {
  readonly place: number;
  readonly label: string;
}

const DAYS_BY_NAME = 16;
// A label that begins here would leave the page.
const LAST_LABEL = 97;

/** Marks under an axis: days where it shows two weeks or so, else months. */
export function ticksOf(axis: Axis, lang: Lang): Tick[] {
  const days = daysBetween(axis.firstDay, axis.lastDay);
  const isByDay = days.length <= DAYS_BY_NAME;
  return days
    .filter((day) => isByDay || day.endsWith('-01'))
    .map((day) => ({
      place: placeOn(axis, axis.calendar.instant(day, '00:00')),
      label: labelOf(lang, day, isByDay, day === axis.firstDay),
    }))
    .filter(({ place }) => place < LAST_LABEL);
}

// The first day, and the first of a month, say their month; there is no room for all of them.
function labelOf(lang: Lang, day: string, isByDay: boolean, isFirst: boolean): string {
  const [, month = 1, date = 1] = day.split('-').map(Number);
  if (isByDay && (isFirst || date === 1)) return `${month}/${date}`;
  if (isByDay) return lang === 'zh' ? `${date}日` : String(date);
  return lang === 'zh' ? `${month}月` : (MONTHS[month - 1] ?? '');
}

/** The exams of a plan with their days; a plan that names none has one, as long as its sessions. */
export function examsOf(plan: SeasonPlan): readonly ExamSource[] {
  if (plan.exams && plan.exams.length > 0) return plan.exams;
  const last = Math.max(0, ...plan.sessions.map(({ day }) => day));
  const { title, examDay } = plan;
  return [{ id: 'exam', title, firstDay: examDay, lastDay: plusDays(examDay, last) }];
}

/** The instants between which exams are held, as parts of an axis in per cent. */
export const examBands = (plan: SeasonPlan, axis: Axis): { from: number; to: number }[] =>
  examsOf(plan)
    .map(({ firstDay, lastDay }) => ({
      from: placeOn(axis, axis.calendar.instant(firstDay, '00:00')),
      to: placeOn(axis, axis.calendar.instant(plusDays(lastDay, 1), '00:00')),
    }))
    .filter(({ from, to }) => to > from);

/** The days from the earliest to the latest of some instants. */
export function axisAround(calendar: Calendar, instants: readonly EpochMs[]): Axis {
  const first = instants.reduce((a, b) => (b < a ? b : a), instants[0] ?? epochMs(0));
  const last = instants.reduce((a, b) => (b > a ? b : a), first);
  return axisOf(calendar, calendar.dateOf(first), calendar.dateOf(last));
}

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last && days.length < 4_000; day = plusDays(day, 1)) days.push(day);
  return days;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
