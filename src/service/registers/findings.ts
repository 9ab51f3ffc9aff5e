import { eligibility, isBarred, type Reason } from '../../registers/eligibility.js';
import { isInOffice, roleOf, type SeasonFacts } from '../../registers/engagement.js';
import type { Candidate } from '../../registers/person.js';
import { examsOf, rulesOf, type Rule } from '../../registers/rule.js';
import { unitOfPost } from '../../engine/tree.js';

/** Somebody on a post, or who is to go on one. */
export interface Assignment {
  readonly person: string;
  readonly name: string;
  readonly post: string;
}

/** Somebody whose post asks for something that the registers do not say. */
export interface Finding extends Assignment {
  readonly season: string;
  readonly reasons: readonly Reason[];
  /** He may not hold the post today. */
  readonly barred: boolean;
}

/**
 * Every person and post of a season that asks for something: holders still in office, and whoever is on the roster,
 * who is held to the rule of the post that owes the watch.
 */
export function assignmentsIn(facts: SeasonFacts, day: string): Assignment[] {
  const { plan, posts, shifts } = facts;
  const rules = rulesOf(plan);
  const names = new Map(posts.map(({ person, name }) => [person, name]));
  const found = new Map<string, Assignment>();
  const add = (one: Assignment): void => void found.set(`${one.person} ${one.post}`, one);
  for (const holder of posts) {
    const isComing = holder.from > day || isInOffice(holder, day);
    if (isComing && rules.has(roleOf(holder.post)))
      add({ person: holder.person, name: holder.name, post: holder.post });
  }
  const roles = watchRoles(facts);
  for (const { unit, step, person } of shifts) {
    const role = roles.get(step);
    if (role !== undefined && rules.has(role))
      add({ person, name: names.get(person) ?? '', post: `${unit}#${role}` });
  }
  return [...found.values()];
}

/** The role that owes each watch: its rule holds for all who are on duty in it. */
export const watchRoles = ({ plan }: Pick<SeasonFacts, 'plan'>): ReadonlyMap<string, string> =>
  new Map(
    plan.steps
      .filter(({ watch }) => watch)
      .map(({ id, doer }) => [id, doer.slice(Math.max(doer.indexOf('.'), doer.indexOf('#')) + 1)]),
  );

/** What speaks against these assignments on a day; nothing of those against which nothing speaks. */
export function findingsIn(
  { plan, posts }: Pick<SeasonFacts, 'plan' | 'posts'>,
  assignments: readonly Assignment[],
  candidate: (person: string) => Candidate,
  day: string,
): Finding[] {
  const rules = rulesOf(plan);
  const exams = examsOf(plan);
  // Whom the plan appoints was looked at with the plan, where the plan brings its own register.
  const appointed = new Set(posts.map(({ person }) => person));
  return assignments.flatMap((one): Finding[] => {
    const rule = rules.get(roleOf(one.post));
    if (rule === undefined) return [];
    const known = candidate(one.person);
    if (known.person === null && appointed.has(one.person)) return [];
    const reasons = eligibility(known, { rule, exams, unit: unitOfPost(one.post), day });
    if (reasons.length === 0) return [];
    const name = known.person?.name ?? one.name;
    return [{ ...one, name, season: plan.season, reasons, barred: isBarred(reasons) }];
  });
}

/** The rule that a post is held to, where there is one. */
export const ruleFor = ({ plan }: Pick<SeasonFacts, 'plan'>, post: string): Rule | null =>
  rulesOf(plan).get(roleOf(post)) ?? null;
