import { sessionDay } from '../engine/anchors.js';
import { calendarOf, plusDays, type Calendar } from '../engine/calendar.js';
import { parseDuration } from '../engine/moment.js';
import type { PostHolder, SeasonPlan, SessionSource, UnitSource } from '../engine/season-plan.js';
import { isHeldBy, unitOfPost } from '../engine/tree.js';
import type { Busy } from './clashes.js';
import { covers, overlap, type Hours } from './hours.js';

/** On duty in a watch, by the roster. */
export interface Shift extends Hours {
  readonly unit: string;
  readonly step: string;
  readonly person: string;
  readonly role: 'head' | 'member';
  /** Whose shift it is by the roster, where another has it now. */
  readonly absent?: string;
}

/** Who fills a post in place of its holder (顶岗), and when. */
export interface StandIn extends Hours {
  readonly post: string;
  readonly person: string;
  /** Whose duties he has: their hours are his. Absent: the post's, and he is there all the time. */
  readonly absent?: string;
}

/** What a season says of people, hours and devices. */
export interface SeasonFacts {
  readonly plan: SeasonPlan;
  readonly posts: readonly PostHolder[];
  readonly shifts: readonly Shift[];
  readonly standIns: readonly StandIn[];
}

/** Hours for which a person must be at a unit, and why: a session, a shift, or standing in for somebody. */
export interface Engagement extends Busy {
  readonly season: string;
  /** The post, or the watch's step of a shift. */
  readonly post: string;
  readonly why: 'session' | 'shift' | 'stand-in';
  /** Id of the session, or of the watch's step; empty for a stand-in. */
  readonly what: string;
}

/**
 * The hours of everybody in a season. A post has hours only where its role is `present` at units of this kind:
 * so long before each session of that unit until its end. A single holder whose post is filled by a stand-in for
 * all of a session is free of it; a holder whose duties are handed over has the hours of none that touches that time,
 * whoever has them has those hours.
 */
export function engagementsIn(facts: SeasonFacts): Engagement[] {
  const { plan, shifts, standIns } = facts;
  const { season } = plan;
  const there = shifts.map(
    ({ person, unit, step, fromAt, untilAt }): Engagement => ({
      ...{ subject: person, place: unit, fromAt, untilAt, season },
      ...{ post: step, why: 'shift', what: step },
    }),
  );
  const standing = standIns
    .filter(({ absent }) => absent === undefined)
    .map(
      ({ person, post, fromAt, untilAt }): Engagement => ({
        ...{ subject: person, place: unitOfPost(post), fromAt, untilAt, season },
        ...{ post, why: 'stand-in', what: '' },
      }),
    );
  return [...atSessions(facts), ...there, ...standing];
}

function atSessions({ plan, posts, standIns }: SeasonFacts): Engagement[] {
  const present = new Map(
    (plan.roles ?? []).flatMap((role) => (role.present ? [[role.id, role.present] as const] : [])),
  );
  if (present.size === 0) return [];
  const sessionsAt = sessionsByUnit(plan);
  const kinds = new Map(plan.units.map(({ path, kind }) => [path, kind]));
  const counts = new Map<string, number>();
  for (const { post } of posts) counts.set(post, (counts.get(post) ?? 0) + 1);
  return posts.flatMap((holder): Engagement[] => {
    const { post, person } = holder;
    const place = unitOfPost(post);
    const asked = present.get(roleOf(post));
    if (!asked?.kinds.includes(kinds.get(place) ?? '')) return [];
    const beforeMs = parseDuration(asked.before) ?? 0;
    const whole = standIns.filter((one) => one.post === post && one.absent === undefined);
    const filled = counts.get(post) === 1 ? whole : [];
    return sessionsAt(place)
      .filter(({ day }) => isInOffice(holder, day))
      .map(({ id, startAt, endAt }): Engagement => {
        const hours = { fromAt: startAt - beforeMs, untilAt: endAt };
        const subject = servingFor(standIns, post, person, hours);
        return {
          ...{ subject, place, ...hours, season: plan.season },
          ...{ post, why: subject === person ? 'session' : 'stand-in', what: id },
        };
      })
      .filter(({ fromAt, untilAt }) => !filled.some((one) => covers(one, { fromAt, untilAt })));
  });
}

/**
 * Who serves on a post for these hours in place of a person: by what was handed over last, from hand to hand; the person
 * himself where nothing was.
 */
export function servingFor(
  standIns: readonly StandIn[],
  post: string,
  person: string,
  hours: Hours,
): string {
  const own = standIns.filter((one) => one.post === post && overlap(one, hours));
  const passed = new Set([person]);
  let serving = person;
  for (;;) {
    const next = own.findLast((one) => one.absent === serving);
    if (next === undefined || passed.has(next.person)) return serving;
    serving = next.person;
    passed.add(serving);
  }
}

/** A session with the day and the instants of its plan. */
export interface SessionHours {
  readonly id: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** The sessions that a unit takes part in: those for which it owes anything. */
export function sessionsByUnit(plan: SeasonPlan): (path: string) => readonly SessionHours[] {
  const hours = sessionHours(plan);
  const units = new Map(plan.units.map((unit) => [unit.path, unit]));
  const known = new Map<string, readonly SessionHours[]>();
  const sessionsOf = (unit: UnitSource): readonly SessionHours[] => {
    const own = new Set(
      plan.steps.flatMap((step) => (step.sessions && isHeldBy(step, unit) ? step.sessions : [])),
    );
    return hours.filter(({ id }) => own.has(id));
  };
  return (path) => {
    const unit = units.get(path);
    const found = known.get(path) ?? (unit ? sessionsOf(unit) : []);
    known.set(path, found);
    return found;
  };
}

/** When each session of a plan is. */
export function sessionHours(plan: SeasonPlan): readonly SessionHours[] {
  const calendar = calendarOf(plan.timezone);
  return plan.sessions.map((session) => hoursOf(plan, session, calendar));
}

function hoursOf(plan: SeasonPlan, session: SessionSource, calendar: Calendar): SessionHours {
  const day = sessionDay(plan, session);
  return {
    ...{ id: session.id, day, startAt: calendar.instant(day, session.start) },
    endAt: calendar.instant(day, session.end),
  };
}

/** From the first to the last day of the season's exams, both whole. */
export function examSpan(plan: SeasonPlan): Hours {
  const calendar = calendarOf(plan.timezone);
  const last = Math.max(0, ...plan.sessions.map(({ day }) => day));
  const exams = plan.exams ?? [{ firstDay: plan.examDay, lastDay: plusDays(plan.examDay, last) }];
  const first = exams.map(({ firstDay }) => firstDay).sort()[0] ?? plan.examDay;
  const end =
    exams
      .map(({ lastDay }) => lastDay)
      .sort()
      .at(-1) ?? plan.examDay;
  return {
    fromAt: calendar.instant(first, '00:00'),
    untilAt: calendar.instant(plusDays(end, 1), '00:00'),
  };
}

/** The role of a post `<unit>#<role>`. */
export const roleOf = (post: string): string => post.slice(post.indexOf('#') + 1);

/** Whether somebody holds his post on a day; an empty day means always. */
export const isInOffice = ({ from, to }: PostHolder, day: string): boolean =>
  (from === '' || from <= day) && (to === '' || to >= day);
