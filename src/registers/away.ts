import { unitOfPost } from '../engine/tree.js';
import { isWithin } from './eligibility.js';
import { overlap, type Hours } from './hours.js';
import { examSpan, roleOf, type Engagement, type SeasonFacts, type StandIn } from './engagement.js';

/** A head who may not leave during the exam (A4) and would: engaged elsewhere, or somebody stands in for him. */
export interface Away {
  readonly season: string;
  readonly person: string;
  readonly post: string;
  readonly by: Engagement | StandIn;
}

/** Whether whoever holds a post may not leave in these hours (A4): nobody stands in for him. */
export function mustStay(plan: SeasonFacts['plan'], post: string, hours: Hours): boolean {
  const kind = plan.units.find(({ path }) => path === unitOfPost(post))?.kind ?? '';
  const stays = plan.roles?.find(({ id }) => id === roleOf(post))?.stays ?? [];
  return stays.includes(kind) && overlap(hours, examSpan(plan));
}

/**
 * Who may not leave, and is elsewhere in the days of his season's exams: at a unit that is neither his own nor below it.
 * `engagements` are those of all seasons.
 */
export function awayIn(facts: SeasonFacts, engagements: readonly Engagement[]): Away[] {
  const { plan, posts, standIns } = facts;
  const kinds = new Map(plan.units.map(({ path, kind }) => [path, kind]));
  const staying = new Map((plan.roles ?? []).map(({ id, stays = [] }) => [id, stays]));
  const heads = posts.filter(({ post }) =>
    (staying.get(roleOf(post)) ?? []).includes(kinds.get(unitOfPost(post)) ?? ''),
  );
  if (heads.length === 0) return [];
  const span = examSpan(plan);
  const inExam = (hours: Hours): boolean => overlap(hours, span);
  const during = new Map<string, Engagement[]>();
  for (const one of engagements)
    if (inExam(one)) during.set(one.subject, [...(during.get(one.subject) ?? []), one]);
  return heads.flatMap(({ person, post }): Away[] => {
    const elsewhere = (during.get(person) ?? []).filter(
      ({ place }) => !isWithin(place, unitOfPost(post)),
    );
    const filled = standIns.filter((one) => one.post === post && inExam(one));
    return [...elsewhere, ...filled].map((by) => ({ season: plan.season, person, post, by }));
  });
}
