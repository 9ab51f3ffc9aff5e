import type { ShiftChange, TakeOver } from '../../adapters/store/take-overs.js';
import { calendarOf } from '../../engine/calendar.js';
import { epochMs } from '../../engine/model.js';
import { overlap, type Hours } from '../../registers/hours.js';
import type { Staffed } from '../registers/facts.js';

/** Whose duties go to whom, when and why; instants are the season's. */
export interface Passing extends Hours {
  readonly id: string;
  readonly from: { readonly person: string; readonly name: string };
  readonly to: { readonly person: string; readonly name: string };
  readonly reason: string;
  readonly by: string;
  /** Real time. */
  readonly at: number;
}

/** All that somebody would pass on in a season. */
export interface PassedOn {
  readonly takeOvers: readonly TakeOver[];
  readonly changes: readonly ShiftChange[];
}

/** What somebody holds in a season at any time of these hours: posts, what he has taken over himself, and shifts. */
export function passedOn(facts: Staffed, passing: Passing): PassedOn {
  const { id, from, to, reason, by, at, ...hours } = passing;
  const season = facts.season.id;
  const kept = { id, season, reason, by, at };
  const names = { absent: from.person, absentName: from.name, person: to.person, name: to.name };
  const title = facts.posts.find(({ person }) => person === to.person)?.title ?? '';
  const own = facts.posts
    .filter((one) => one.person === from.person && isInOfficeIn(facts, one, hours))
    .map(({ post }) => ({ post, ...hours }));
  const taken = facts.standIns
    .filter((one) => one.person === from.person && one.absent !== undefined && overlap(one, hours))
    .map(({ post, fromAt, untilAt }) => ({
      ...{ post, fromAt: Math.max(fromAt, hours.fromAt) },
      untilAt: Math.min(untilAt, hours.untilAt),
    }));
  const posts = new Map([...taken, ...own].map((one) => [one.post, one]));
  return {
    takeOvers: [...posts.values()]
      .sort((a, b) => (a.post < b.post ? -1 : 1))
      .map(({ post, fromAt, untilAt }) => ({ ...kept, ...names, title, post, fromAt, untilAt })),
    changes: facts.shifts
      .filter((one) => one.person === from.person && overlap(one, hours))
      .map(({ unit, step, fromAt }) => ({
        ...{ ...kept, unit, step, fromAt, absent: from.person, person: to.person },
      })),
  };
}

/** In office on any day that these hours touch. */
export function isInOfficeIn(
  { season }: Pick<Staffed, 'season'>,
  { from, to }: { readonly from: string; readonly to: string },
  { fromAt, untilAt }: Hours,
): boolean {
  const { dateOf } = calendarOf(season.timezone);
  const [first, last] = [dateOf(epochMs(fromAt)), dateOf(epochMs(untilAt - 1))];
  return (from === '' || from <= last) && (to === '' || to >= first);
}

/** The season as it is with this passed on. */
export function withPassed(facts: Staffed, { takeOvers, changes }: PassedOn): Staffed {
  const shifts = facts.shifts.map((shift) => {
    const change = changes.find(
      (one) =>
        one.unit === shift.unit &&
        one.step === shift.step &&
        one.fromAt === shift.fromAt &&
        one.absent === shift.person,
    );
    return change ? { ...shift, person: change.person } : shift;
  });
  return { ...facts, shifts, standIns: [...facts.standIns, ...takeOvers] };
}
