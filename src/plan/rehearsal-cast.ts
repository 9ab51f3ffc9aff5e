import { anchorsOf, fixedInstant, type Anchors } from '../engine/anchors.js';
import { calendarOf } from '../engine/calendar.js';
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
  const holders = new Map<Post, string[]>();
  for (const { post, person } of posts) push(holders, post, person);
  const anchors = anchorsOf(plan, calendarOf(plan.timezone), workYears);
  const shifts = new Map<string, Shift[]>();
  for (const { unit, step, from, to, person, role } of roster)
    push(shifts, `${unit} ${step}`, {
      ...{ from: instantOf(anchors, from), until: instantOf(anchors, to) },
      ...{ person, role },
    });
  return { plan, anchors, holders, roster: shifts };
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

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
