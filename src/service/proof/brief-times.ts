import type { CourierSettings } from '../../courier/settings.js';
import { sessionDay } from '../../engine/anchors.js';
import { calendarOf, plusDays } from '../../engine/calendar.js';
import { epochMs, type EpochMs, type Post } from '../../engine/model.js';
import type { SeasonPlan } from '../../engine/season-plan.js';
import { postOf, unitOfPost } from '../../engine/tree.js';

type BriefSettings = CourierSettings['brief'];

/** A civil instant of the season's zone. */
export interface CivilInstant {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string;
}

/** So long after each session of the plan, each instant once, ascending. */
export function afterSessions(
  plan: Pick<SeasonPlan, 'sessions' | 'exams' | 'examDay' | 'timezone'>,
  { afterSessionMs }: BriefSettings,
): readonly CivilInstant[] {
  const { instant, dateOf, timeOf } = calendarOf(plan.timezone);
  const ends = plan.sessions.map(
    (session) => instant(sessionDay(plan, session), session.end) + afterSessionMs,
  );
  return [...new Set(ends)]
    .sort((a, b) => a - b)
    .map((at) => ({ date: dateOf(epochMs(at)), time: timeOf(epochMs(at)) }));
}

/** The last instant at which a brief was to go out by itself, not after `now`; plan time. */
export function lastBriefAt(
  plan: Pick<SeasonPlan, 'sessions' | 'exams' | 'examDay' | 'timezone'>,
  settings: BriefSettings,
  now: EpochMs,
): EpochMs {
  const { instant, dateOf } = calendarOf(plan.timezone);
  const today = dateOf(now);
  const mornings = [plusDays(today, -1), today].map((date) => instant(date, settings.morning));
  const sessions = afterSessions(plan, settings).map(({ date, time }) => instant(date, time));
  return epochMs(Math.max(...[...mornings, ...sessions].filter((at) => at <= now)));
}

/** A post that coordinates, and what it is briefed of: a subtree, or, where null, the whole season. */
export interface Briefed {
  readonly post: Post;
  readonly under: string | null;
}

/** Whom the plan names as coordinator of any unit: each hears of his own. */
export function coordinatingPosts({
  coordinator,
  units,
}: Pick<SeasonPlan, 'coordinator' | 'units'>): readonly Briefed[] {
  const [root] = units;
  const posts = new Set(units.map(({ path }) => postOf(coordinator, path)));
  return [...posts].map((post) => {
    const path = unitOfPost(post);
    return { post, under: path === root?.path ? null : path };
  });
}
