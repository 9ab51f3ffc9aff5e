import type { Season } from '../../adapters/store/types.js';
import type { Hours } from '../../courier/hours.js';
import type { StepTraits } from '../../courier/urgency.js';
import { calendarOf, plusDays } from '../../engine/calendar.js';
import { realTime, type Clock } from '../../engine/clock.js';
import type { SeasonPlan } from '../../engine/season-plan.js';
import type { Parts } from '../service.js';

/** What the courier needs to know of a season's plan. */
export interface SeasonTraits {
  readonly season: Season;
  readonly hours: Hours;
  /** Of a duty of the plan; null for one added at run time, and for none. */
  traits(duty: string | null): StepTraits | null;
}

const MOST_KEPT = 8;

/** Plans are large and seldom change: the last few are kept, by season and version. */
export function createSeasonTraits({ store }: Pick<Parts, 'store'>) {
  const kept = new Map<string, Promise<SeasonTraits | null>>();

  /** Null where there is no such season. */
  return async (id: string): Promise<SeasonTraits | null> => {
    const season = await store.season(id);
    if (!season) return null;
    const key = `${id} ${season.version}`;
    const known = kept.get(key) ?? read(season);
    kept.delete(key);
    kept.set(key, known);
    known.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return known;
  };

  async function read(season: Season): Promise<SeasonTraits | null> {
    const version = await store.planVersion(season.id, season.version);
    if (!version) return null;
    return {
      season,
      hours: hoursIn(version.plan, season.clock as Clock),
      traits: traitsIn(version.plan),
    };
  }
}

/** What decides on the urgency of a duty's words; null for one that is not of the plan. */
export function traitsIn({ steps }: Pick<SeasonPlan, 'steps'>): SeasonTraits['traits'] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return (duty) => {
    const step = byId.get(duty ?? '') ?? byId.get(duty?.split('@')[0] ?? '');
    return step ? { label: step.label, ladder: step.ladder, veto: step.veto ?? false } : null;
  };
}

/** Sessions from their start to their end, in real time. */
export function hoursIn(
  plan: Pick<SeasonPlan, 'sessions' | 'exams' | 'examDay' | 'timezone'>,
  clock: Clock,
): Hours {
  const calendar = calendarOf(plan.timezone);
  const firstDay = new Map(plan.exams?.map((exam) => [exam.id, exam.firstDay]));
  const real = (date: string, time: string) => realTime(clock, calendar.instant(date, time));
  const sessions = plan.sessions
    .map(({ exam, day, start, end }) => {
      const first = firstDay.get(exam ?? '') ?? plan.exams?.[0]?.firstDay ?? plan.examDay;
      const date = plusDays(first, day);
      return { from: real(date, start), until: real(date, end) };
    })
    .sort((one, other) => one.from - other.from);
  return { calendar, sessions };
}
