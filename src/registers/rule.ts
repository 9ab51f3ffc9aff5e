import { parseDuration } from '../engine/moment.js';
import { plusDays } from '../engine/calendar.js';
import type { RoleSource, SeasonPlan } from '../engine/season-plan.js';

const DAY_MS = 86_400_000;

/** What is asked of whoever holds a post, with the days that the season gives it. */
export interface Rule {
  readonly role: string;
  readonly recusal: boolean;
  /** Whether teachers of the graduating class may hold it. */
  readonly graduating: boolean;
  /** Courses that must have been passed. */
  readonly training: readonly string[];
  /** From this day on nobody holds the post untrained; before it, training is still to come. */
  readonly trainedBy: string;
  /** What was passed before this day counts no more. */
  readonly trainedSince: string;
  /** Years of age on `examDay`; null: no limit. */
  readonly maxAge: number | null;
  readonly examDay: string;
  /** Role whose holders step in; null: those who hold the same post elsewhere. */
  readonly reserve: string | null;
}

/** The rule of each role that the plan speaks of. A role without one asks nothing. */
export const rulesOf = (plan: Pick<SeasonPlan, 'roles' | 'examDay'>): ReadonlyMap<string, Rule> =>
  new Map((plan.roles ?? []).map((role) => [role.id, ruleOf(role, plan.examDay)]));

/** The rule of one role, for an exam that begins on that day. */
export function ruleOf(role: RoleSource, examDay: string): Rule {
  const { id, recusal, graduating, training = [], maxAge = null, reserve = null } = role;
  return {
    ...{ role: id, recusal, graduating, training, maxAge, examDay, reserve },
    trainedBy: plusDays(examDay, -daysOf(role.trainedBefore ?? '0m')),
    trainedSince: plusDays(examDay, -daysOf(role.trainingLasts ?? '365d')),
  };
}

const daysOf = (duration: string): number => Math.ceil((parseDuration(duration) ?? 0) / DAY_MS);

/** Keys of the exams of a season, as declarations name them. */
export const examsOf = ({ season, exams = [] }: Pick<SeasonPlan, 'season' | 'exams'>): string[] =>
  exams.length === 0 ? [season] : exams.map(({ id }) => `${season}/${id}`);
