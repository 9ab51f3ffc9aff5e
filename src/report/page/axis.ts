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

/** Marks under an axis: days where it shows two weeks or less, else months. */
export function ticksOf(axis: Axis, lang: Lang): Tick[] {
  const days = daysBetween(axis.firstDay, axis.lastDay);
  const marked = days.length <= 16 ? days : days.filter((day) => day.endsWith('-01'));
  return marked.map((day) => {
    const [, month, date] = day.split('-').map(Number);
    const isDay = days.length <= 16;
    const label =
      lang === 'zh'
        ? isDay
          ? `${date}日`
          : `${month}月`
        : isDay
          ? `${date}`
          : monthName(month ?? 1);
    return { place: placeOn(axis, axis.calendar.instant(day, '00:00')), label };
  });
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
const monthName = (month: number): string => MONTHS[month - 1] ?? '';
