import type { Season } from '../../adapters/store/types.js';
import type { Hours } from '../../courier/hours.js';
import type { StepTraits } from '../../courier/urgency.js';
import { sessionDay } from '../../engine/anchors.js';
import { calendarOf } from '../../engine/calendar.js';
import { realTime, type Clock } from '../../engine/clock.js';
import { custodySteps } from '../../engine/custody-source.js';
import { epochMs } from '../../engine/model.js';
import type { SeasonPlan } from '../../engine/season-plan.js';
import type { Parts } from '../service.js';

/** What the courier needs to know of a season's plan. */
export interface SeasonTraits {
  readonly season: Season;
  readonly hours: Hours;
  /** The hours at a unit whose sessions last so much longer, milliseconds of the plan by session. */
  hoursWith(later: ReadonlyMap<string, number>): Hours;
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
      hoursWith: (later) => hoursIn(version.plan, season.clock as Clock, later),
      traits: traitsIn(version.plan),
    };
  }
}

/** What decides on the urgency of a duty's words; null for one that is not of the plan. */
export function traitsIn(plan: Pick<SeasonPlan, 'steps' | 'custody'>): SeasonTraits['traits'] {
  const byId = new Map<string, StepTraits>([
    ...plan.steps.map(
      ({ id, label, ladder, veto = false }) => [id, { label, ladder, veto }] as const,
    ),
    ...custodySteps(plan).map(({ id, label }) => [id, { label, ladder: '', veto: false }] as const),
  ]);
  return (duty) => byId.get(duty ?? '') ?? byId.get(duty?.split('@')[0] ?? '') ?? null;
}

/** Sessions from their start to their end, in real time; at a unit that was given more time, to its later end. */
export function hoursIn(
  plan: Pick<SeasonPlan, 'sessions' | 'exams' | 'examDay' | 'timezone'>,
  clock: Clock,
  later: ReadonlyMap<string, number> = new Map(),
): Hours {
  const calendar = calendarOf(plan.timezone);
  const real = (date: string, time: string, byMs = 0) =>
    realTime(clock, epochMs(calendar.instant(date, time) + byMs));
  const sessions = plan.sessions
    .map((session) => {
      const date = sessionDay(plan, session);
      const { id, start, end } = session;
      return { from: real(date, start), until: real(date, end, later.get(id)) };
    })
    .sort((one, other) => one.from - other.from);
  return { calendar, sessions };
}
