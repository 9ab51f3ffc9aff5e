import type { Calendar } from '../engine/calendar.js';
import type { Duty, EpochMs, Post, UnitPlan } from '../engine/model.js';
import { faultAt, MAX_FAULTS, someOf, type Fault } from './faults.js';
import { officesOf, type Offices } from './offices.js';
import type { SeasonFolder } from './season-folder.js';

type Key = readonly (string | number)[];

interface Lack {
  readonly step: string;
  readonly code: 'post-vacant' | 'too-few-holders';
  readonly at: Key;
  readonly post: Post;
  readonly day: string;
  readonly needed: number;
  readonly found: number;
  readonly units: string[];
}

/**
 * On the day of a duty somebody holds each of its posts, and enough different persons are there to sign
 * (E6: two deputies where one is appointed). Told once a step and key, with the first units that lack it.
 */
export function checkOffices(
  { plan, posts, placeOf }: SeasonFolder,
  unitPlans: readonly UnitPlan[],
  calendar: Calendar,
): Fault[] {
  const offices = officesOf(posts, calendar);
  const lacks = new Map<string, Lack>();
  const repeated = new Set(plan.steps.filter(({ sign }) => sign !== null).map(({ id }) => id));
  for (const { path, duties } of unitPlans)
    for (const duty of duties) {
      if (lacks.size > MAX_FAULTS) break;
      for (const lack of vacancies(duty, offices, calendar)) add(lacks, lack, path);
      if (repeated.has(duty.step))
        for (const lack of shortOfSigners(duty, offices, calendar)) add(lacks, lack, path);
    }
  return [...lacks.values()].map(({ step, code, at, units, ...said }) =>
    faultAt(placeOf(step, ...at), code, { ...said, units: someOf(units) }),
  );
}

function add(lacks: Map<string, Lack>, lack: Omit<Lack, 'units'>, unit: string): void {
  const name = [lack.step, lack.code, ...lack.at].join(' ');
  const known = lacks.get(name);
  if (known === undefined) lacks.set(name, { ...lack, units: [unit] });
  else if (known.units.at(-1) !== unit) known.units.push(unit);
}

/** The days on which a duty needs its people: when it is due; of what lasts, the first and the last. */
function instantsOf({ dueAt, series, watch }: Duty): EpochMs[] {
  const span = series ?? watch;
  return span ? [span.fromAt, span.untilAt] : [dueAt];
}

function vacancies(duty: Duty, offices: Offices, calendar: Calendar): Omit<Lack, 'units'>[] {
  const said: (readonly [Post, Key])[] = [
    [duty.doer, ['doer']],
    [duty.answerable, ['answerable']],
  ];
  if (duty.accept) said.push([duty.accept.by, ['accept', 'by']]);
  duty.sign?.posts.forEach((post, n) => said.push([post, ['sign', 'by', n]]));
  for (const { to } of duty.ladder.rungs) said.push([to, ['ladder']]);
  return said
    .filter(([post]) => !offices.isAlwaysHeld(post))
    .flatMap(([post, at]) => {
      const empty = instantsOf(duty).find((instant) => offices.on(post, instant).length === 0);
      if (empty === undefined) return [];
      const day = calendar.dateOf(empty);
      const what = { step: duty.step, at, post, day, needed: 1, found: 0 };
      return [{ ...what, code: 'post-vacant' as const }];
    });
}

function shortOfSigners(
  { step, sign, ...duty }: Duty,
  offices: Offices,
  calendar: Calendar,
): Omit<Lack, 'units'>[] {
  if (sign === null) return [];
  const instants = instantsOf({ step, sign, ...duty });
  for (const instant of instants) {
    const choices = sign.posts.map((post) => offices.on(post, instant));
    // A post that nobody holds is told by itself.
    if (choices.some((persons) => persons.length === 0)) return [];
    const last = firstUnmatched(choices);
    if (last === null) continue;
    const post = sign.posts[last] ?? '';
    const needed = sign.posts.filter((other) => other === post).length;
    const found = choices[last]?.length ?? 0;
    const day = calendar.dateOf(instant);
    const code = 'too-few-holders' as const;
    return [{ step, code, at: ['sign', 'by', last], post, day, needed, found }];
  }
  return [];
}

/** Gives each place a person of its own (augmenting paths); the first place for which nobody is left, or null. */
function firstUnmatched(choices: readonly (readonly string[])[]): number | null {
  const placeOf = new Map<string, number>();
  const seat = (place: number, tried: Set<string>): boolean =>
    (choices[place] ?? []).some((person) => {
      if (tried.has(person)) return false;
      tried.add(person);
      const sitting = placeOf.get(person);
      if (sitting !== undefined && !seat(sitting, tried)) return false;
      placeOf.set(person, place);
      return true;
    });
  const left = choices.findIndex((_, place) => !seat(place, new Set()));
  return left < 0 ? null : left;
}
