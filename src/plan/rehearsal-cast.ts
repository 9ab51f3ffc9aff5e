import { anchorsOf, fixedInstant, type Anchors } from '../engine/anchors.js';
import { calendarOf } from '../engine/calendar.js';
import { groupedBy } from '../engine/grouped.js';
import type { EpochMs, Post } from '../engine/model.js';
import type { Moment, PostHolder, SeasonPlan } from '../engine/season-plan.js';
import type { WorkYear } from '../engine/workdays.js';
import type { RosterRow } from './register.js';

/** Somebody on duty in a watch, from one instant until another. */
export interface Shift {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly person: string;
  readonly role: RosterRow['role'];
}

/** Who plays in a rehearsal: the season, the persons by post, the roster. Made once, used for every unit. */
export interface Cast {
  readonly plan: SeasonPlan;
  readonly anchors: Anchors;
  /** Ids of the persons on each post, in the order of posts.csv. */
  readonly holders: ReadonlyMap<Post, readonly string[]>;
  /** Who is on duty in a watch of a unit, by `<unit> <step>`. */
  readonly roster: ReadonlyMap<string, readonly Shift[]>;
}

/** What else a season's folder says of its people and its calendar. */
export interface Beside {
  readonly roster?: readonly RosterRow[];
  readonly workYears?: readonly WorkYear[];
}

/** Gathers the persons of a season for `buildScripts`. */
export function castOf(
  plan: SeasonPlan,
  posts: readonly PostHolder[],
  { roster = [], workYears = [] }: Beside = {},
): Cast {
  const anchors = anchorsOf(plan, calendarOf(plan.timezone), workYears);
  const shiftOf = ({ from, to, person, role }: RosterRow): Shift => ({
    ...{ from: instantOf(anchors, from), until: instantOf(anchors, to) },
    ...{ person, role },
  });
  return {
    ...{ plan, anchors },
    holders: each(
      groupedBy(posts, ({ post }) => post),
      ({ person }) => person,
    ),
    roster: each(
      groupedBy(roster, ({ unit, step }) => `${unit} ${step}`),
      shiftOf,
    ),
  };
}

/** The first on the post who is not among `except`; the post itself where nobody else is. */
export function personOn({ holders }: Cast, post: Post, except: readonly string[] = []): string {
  return (holders.get(post) ?? []).find((person) => !except.includes(person)) ?? post;
}

/** A moment that hangs on nothing else; the reader has refused every other one here. */
export function instantOf(anchors: Anchors, moment: Moment): EpochMs {
  const instant = fixedInstant(moment, anchors);
  if (typeof instant === 'number') return instant;
  throw new RangeError(`not a moment by itself: ${moment} (${instant.detail})`);
}

const each = <Key, One, Value>(
  groups: ReadonlyMap<Key, readonly One[]>,
  valueOf: (one: One) => Value,
): Map<Key, Value[]> => new Map([...groups].map(([key, all]) => [key, all.map(valueOf)]));
