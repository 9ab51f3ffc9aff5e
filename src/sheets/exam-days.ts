import { plusDays } from '../engine/calendar.js';
import type { ExamSource } from '../engine/season-plan.js';
import { daysBetween } from './day-words.js';

/** The first day of a plan as written; null where it says none, as a template may. */
export function firstDayOf(plan: Readonly<Record<string, unknown>>): string | null {
  const first: unknown = examsOf(plan)?.[0]?.firstDay ?? plan['examDay'];
  return typeof first === 'string' ? first : null;
}

/** `examDay` or `exams` of a plan for another first day; several exams keep their distance from it. */
export function examDaysFrom(
  plan: Readonly<Record<string, unknown>>,
  firstDay: string,
): { readonly examDay: string } | { readonly exams: readonly ExamSource[] } {
  const exams = examsOf(plan);
  if (exams?.[0] === undefined) return { examDay: firstDay };
  const days = daysBetween(exams[0].firstDay, firstDay);
  return {
    exams: exams.map((exam) => ({
      ...exam,
      firstDay: plusDays(exam.firstDay, days),
      lastDay: plusDays(exam.lastDay, days),
    })),
  };
}

function examsOf(plan: Readonly<Record<string, unknown>>): readonly ExamSource[] | null {
  const exams = plan['exams'];
  return Array.isArray(exams) ? (exams as ExamSource[]) : null;
}
