import type { Calendar } from './calendar.js';
import { withConsignment } from './compile-custody.js';
import { dutiesOf } from './compile-duties.js';
import { proceduresOf, sessionsOf } from './compile-procedures.js';
import { withVault } from './compile-vault.js';
import { addedLadderOf } from './compile-ladders.js';
import { seasonOf, type CompileFault, type Known } from './compile-scene.js';
import type { Ladder, Post, UnitPlan } from './model.js';
import { parseDuration } from './moment.js';
import type { SeasonPlan, Target, UnitSource } from './season-plan.js';
import { isHeldBy, naturally, parentOf, postOf } from './tree.js';

export type { CompileFault } from './compile-scene.js';
export { isHeldBy, parentOf, postOf } from './tree.js';

/**
 * Resolves civil times and relative posts once: from here on there are only instants and post ids.
 * Answers one plan a unit, parents before children, `children` without their hashes (see `seal`). `known` holds
 * what the plan itself does not say: working days by year, and who holds which post.
 */
export function compile(
  plan: SeasonPlan,
  calendar: Calendar,
  version: number,
  known: Known = {},
): { readonly unitPlans: readonly UnitPlan[]; readonly faults: readonly CompileFault[] } {
  const season = seasonOf(plan, calendar, known);
  const children = childrenByParent(plan.units);
  const unitPlans = plan.units.map((unit) => {
    const ladders = new Map<string, Ladder>();
    const posts = new Map<Target, Post>();
    const held = plan.steps.filter((step) => isHeldBy(step, unit));
    const duties = held
      .filter(({ procedure }) => procedure === undefined)
      .flatMap((step) => dutiesOf({ season, unit, step, ladders, posts }))
      .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
    const procedures = proceduresOf({ season, unit, ladders, posts }, held);
    const sessions = sessionsOf({ season, unit, ladders, posts }, duties, procedures);
    const owed = { duties, procedures, sessions };
    const bare = unitPlanOf(plan, unit, owed, children.get(unit.path) ?? [], version);
    return withVault(withConsignment(bare, season, unit), season, unit);
  });
  return { unitPlans, faults: season.faults };
}

/** The plans with each one's children named by hash: what a plan says, it says of all below it. */
export function seal(
  unitPlans: readonly UnitPlan[],
  hashOf: (unitPlan: UnitPlan) => string,
): { readonly hash: string; readonly plan: UnitPlan }[] {
  const sealed = new Map<string, { hash: string; plan: UnitPlan }>();
  for (const bare of [...unitPlans].reverse()) {
    const children = bare.children.map((child) => ({
      ...child,
      hash: sealed.get(child.path)?.hash ?? '',
    }));
    const plan = { ...bare, children };
    sealed.set(bare.path, { hash: hashOf(plan), plan });
  }
  return unitPlans.flatMap(({ path }) => sealed.get(path) ?? []);
}

// What is said by telephone is confirmed within a day, unless the plan says otherwise.
const ORAL_WITHIN = '24h';

type Owed = Required<Pick<UnitPlan, 'duties' | 'procedures' | 'sessions'>>;

function unitPlanOf(
  plan: SeasonPlan,
  unit: UnitSource,
  { duties, procedures, sessions }: Owed,
  children: readonly UnitSource[],
  version: number,
): UnitPlan {
  const all = [...duties, ...procedures.flatMap((procedure) => procedure.duties)];
  const steps = new Set(all.map(({ step }) => step));
  const titles = plan.steps
    .filter(({ id }) => steps.has(id))
    .map(({ id, title }) => [id, title.zh] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    season: plan.season,
    path: unit.path,
    kind: unit.kind,
    title: unit.title.zh,
    version,
    coordinator: postOf(plan.coordinator, unit.path),
    addedLadder: addedLadderOf(plan, unit.path, unit.kind),
    duties,
    ...(procedures.length > 0 && { procedures }),
    ...(sessions.length > 0 && { sessions }),
    titles: Object.fromEntries(titles),
    children: children.map(({ path, title }) => ({ path, hash: '', title: title.zh })),
    script: null,
    oral: {
      withinMs: parseDuration(plan.oral?.within ?? ORAL_WITHIN) ?? 0,
      ...(plan.oral?.late && { lateMs: parseDuration(plan.oral.late) ?? 0 }),
    },
  };
}

/** Children in the order of their names, so that nothing depends on the order of the list. */
function childrenByParent(units: readonly UnitSource[]): Map<string, UnitSource[]> {
  const children = new Map<string, UnitSource[]>();
  for (const unit of [...units].sort((a, b) => naturally(a.path, b.path))) {
    const parent = parentOf(unit.path) ?? '';
    const siblings = children.get(parent);
    if (siblings) siblings.push(unit);
    else children.set(parent, [unit]);
  }
  return children;
}
