import { unitOfPost } from '../../engine/tree.js';
import { eligibility, isBarred } from '../../registers/eligibility.js';
import { isInOffice, roleOf, type Engagement } from '../../registers/engagement.js';
import type { Hours } from '../../registers/hours.js';
import { examsOf } from '../../registers/rule.js';
import { nearestFirst, substitutesFor, type Reserve } from '../../registers/substitutes.js';
import { candidatesOf, type FactsStore, type Staffed } from './facts.js';
import { ruleFor } from './findings.js';

/** The nearest so many are looked at: whoever is further off comes too late. */
const MOST_LOOKED_AT = 300;

export interface SubstituteWish {
  readonly post: string;
  /** When he is needed; null: for all the hours of those who hold the post. */
  readonly hours: readonly Hours[] | null;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** Who can lawfully take a post: of its reserve, else of those who hold the same post elsewhere; five at most. */
export async function substitutesOn(
  store: FactsStore,
  facts: Staffed,
  engagements: readonly Engagement[],
  { post, hours, day }: SubstituteWish,
): Promise<readonly Reserve[]> {
  const rule = ruleFor(facts, post);
  const role = rule?.reserve ?? roleOf(post);
  const unit = unitOfPost(post);
  const holders = new Set(facts.posts.filter((one) => one.post === post).map((one) => one.person));
  const pool = facts.posts.filter((one) => roleOf(one.post) === role && isInOffice(one, day));
  const near = nearestFirst(pool, unit).slice(0, MOST_LOOKED_AT);
  const candidate = await candidatesOf(
    store,
    near.map(({ person }) => person),
  );
  const exams = examsOf(facts.plan);
  const own = engagements.filter(
    (one) => one.season === facts.plan.season && one.post === post && holders.has(one.subject),
  );
  const asked = new Set(near.map(({ person }) => person));
  const taken = new Map<string, Engagement[]>();
  for (const one of engagements)
    if (asked.has(one.subject)) taken.set(one.subject, [...(taken.get(one.subject) ?? []), one]);
  return substitutesFor(
    { post, hours: hours ?? own, except: holders },
    near,
    (person) => taken.get(person) ?? [],
    (person) =>
      rule === null || !isBarred(eligibility(candidate(person), { rule, exams, unit, day })),
  );
}
