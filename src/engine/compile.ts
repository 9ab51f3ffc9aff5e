import { plusDays, type Calendar } from './calendar.js';
import {
  epochMs,
  type Duty,
  type EpochMs,
  type Ladder,
  type Post,
  type UnitPlan,
} from './model.js';
import { parseDuration, parseMoment } from './moment.js';
import type {
  LadderSource,
  SeasonPlan,
  SessionSource,
  StepSource,
  Target,
  UnitSource,
} from './season-plan.js';

/** Something that a plan says and that cannot be: found only once instants are resolved. */
export interface CompileFault {
  readonly code: 'unknown-moment' | 'circular-step' | 'open-after-due' | 'unknown-ladder';
  readonly step: string;
  readonly unit: string;
  readonly detail: string;
}

/**
 * Resolves civil times and relative posts once: from here on there are only instants and post ids.
 * Answers one plan a unit, parents before children, `children` without their hashes (see `seal`).
 */
export function compile(
  plan: SeasonPlan,
  calendar: Calendar,
  version: number,
): { readonly unitPlans: readonly UnitPlan[]; readonly faults: readonly CompileFault[] } {
  const faults: CompileFault[] = [];
  const known = new Map<string, EpochMs | null>();
  const children = childrenByParent(plan.units);
  const unitPlans = plan.units.map((unit) => {
    const ladders = new Map<string, Ladder>();
    const duties = plan.steps
      .filter((step) => isHeldBy(step, unit))
      .flatMap((step) => dutiesOf({ plan, calendar, unit, step, faults, known, ladders }))
      .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
    return unitPlanOf(plan, unit, duties, children.get(unit.path) ?? [], version);
  });
  return { unitPlans, faults };
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

/** The unit above, or null at the root. */
export const parentOf = (path: string): string | null =>
  path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null;

/** Whether a unit owes the step. */
export const isHeldBy = ({ scope }: StepSource, unit: UnitSource): boolean =>
  'kinds' in scope
    ? scope.kinds.includes(unit.kind) &&
      (scope.named?.includes(unit.path.slice(unit.path.lastIndexOf('/') + 1)) ?? true)
    : scope.units.includes(unit.path);

/** Resolves a relative target for the unit that owes (`own.leader`, `parent.office`, `patron`). */
export function postOf(target: Target, path: string): Post {
  if (target.includes('#')) return target;
  const [place = '', role = ''] = target.split('.');
  if (place === 'patron') return `${path}#patron`;
  const root = path.split('/')[0] ?? path;
  const unit = place === 'own' ? path : place === 'parent' ? (parentOf(path) ?? path) : root;
  return `${unit}#${role}`;
}

interface Scene {
  readonly plan: SeasonPlan;
  readonly calendar: Calendar;
  readonly unit: UnitSource;
  readonly step: StepSource;
  readonly faults: CompileFault[];
  /** Resolved instants by moment and session, ladders of this unit by name: few, asked for often. */
  readonly known: Map<string, EpochMs | null>;
  readonly ladders: Map<string, Ladder>;
}

function unitPlanOf(
  plan: SeasonPlan,
  unit: UnitSource,
  duties: readonly Duty[],
  children: readonly UnitSource[],
  version: number,
): UnitPlan {
  const steps = new Set(duties.map(({ step }) => step));
  const titles = plan.steps
    .filter(({ id }) => steps.has(id))
    .map(({ id, title }) => [id, title.zh]);
  const general = plan.ladders['general'] ?? Object.values(plan.ladders)[0];
  return {
    season: plan.season,
    path: unit.path,
    kind: unit.kind,
    title: unit.title.zh,
    version,
    coordinator: postOf(plan.coordinator, unit.path),
    addedLadder: general ? ladderOf(general, unit.path) : { rungs: [], repeat: null },
    duties,
    titles: Object.fromEntries(titles),
    children: children.map(({ path, title }) => ({ path, hash: '', title: title.zh })),
    script: null,
  };
}

function childrenByParent(units: readonly UnitSource[]): Map<string, UnitSource[]> {
  const children = new Map<string, UnitSource[]>();
  for (const unit of units) {
    const parent = parentOf(unit.path) ?? '';
    const siblings = children.get(parent);
    if (siblings) siblings.push(unit);
    else children.set(parent, [unit]);
  }
  return children;
}

function dutiesOf(scene: Scene): Duty[] {
  const { plan, step } = scene;
  if (step.sessions === null) return dutyOf(scene, null);
  const sessions = plan.sessions.filter(({ id }) => step.sessions?.includes(id));
  return sessions.flatMap((session) => dutyOf(scene, session));
}

function dutyOf(scene: Scene, session: SessionSource | null): Duty[] {
  const { plan, unit, step } = scene;
  const dueAt = instantOf(scene, step.due, session, [step.id]);
  const openAt = step.opens === null ? null : instantOf(scene, step.opens, session, [step.id]);
  if (dueAt === null) return [];
  if (openAt !== null && openAt > dueAt)
    return report(scene, 'open-after-due', `${step.opens} > ${step.due}`);
  const remind = step.remind.map((lead) => parseDuration(lead) ?? 0).sort((a, b) => b - a);
  return [
    {
      id: session ? `${step.id}@${session.id}` : step.id,
      step: step.id,
      kind: step.kind,
      doer: postOf(step.doer, unit.path),
      answerable: postOf(step.answerable, unit.path),
      openAt,
      dueAt,
      // A reminder of what has not opened yet would only confuse.
      remindBeforeMs: remind.filter((leadMs) => openAt === null || dueAt - leadMs > openAt),
      ladder: named(scene, plan.ladders, step.ladder),
      accept: step.accept && {
        by: postOf(step.accept.by, unit.path),
        withinMs: parseDuration(step.accept.within) ?? 0,
        ladder: named(scene, plan.ladders, step.accept.ladder),
      },
      fields: step.form.fields.map(({ id, type, required }) => ({ id, type, required })),
      checks: step.form.checks,
      lines: step.lines.flatMap((line) =>
        'id' in line ? [{ id: line.id, by: postOf(line.by, unit.path) }] : [],
      ),
      sign: step.sign && {
        posts: step.sign.by.map((target) => postOf(target, unit.path)),
        withinMs: parseDuration(step.sign.within) ?? 0,
        ordered: step.sign.ordered,
      },
      needs: step.needs,
      systems: step.systems,
      parent: null,
    },
  ];
}

function named(scene: Scene, ladders: SeasonPlan['ladders'], name: string): Ladder {
  const source = ladders[name];
  if (!source) report(scene, 'unknown-ladder', name);
  const ladder =
    scene.ladders.get(name) ??
    (source ? ladderOf(source, scene.unit.path) : { rungs: [], repeat: null });
  scene.ladders.set(name, ladder);
  return ladder;
}

function ladderOf({ rungs, repeat }: LadderSource, path: string): Ladder {
  const resolved = rungs
    .map(({ after, to }) => ({ afterMs: parseDuration(after) ?? 0, to: postOf(to, path) }))
    .sort((a, b) => a.afterMs - b.afterMs);
  // At the top of the tree `own` and `parent` are the same post: nobody is told the same twice.
  const climbing = resolved.filter(
    ({ to }, n) => resolved.findIndex((rung) => rung.to === to) === n,
  );
  const every = repeat && parseDuration(repeat.every);
  return {
    rungs: climbing,
    repeat: repeat && every ? { everyMs: every, times: repeat.times } : null,
  };
}

function instantOf(
  scene: Scene,
  moment: string,
  session: SessionSource | null,
  trail: readonly string[],
): EpochMs | null {
  const name = `${moment}|${session?.id ?? ''}`;
  const known = scene.known.get(name);
  if (known !== undefined) return known;
  const instant = resolved(scene, moment, session, trail);
  // What hangs on another step differs by unit; what is wrong is to be said for each.
  if (instant !== null && !moment.startsWith('step(')) scene.known.set(name, instant);
  return instant;
}

// `trail` holds the steps whose instants this one hangs on, so that a circle is seen.
function resolved(
  scene: Scene,
  moment: string,
  session: SessionSource | null,
  trail: readonly string[],
): EpochMs | null {
  const { plan, calendar } = scene;
  const ast = parseMoment(moment);
  if (ast === null) return missing(scene, 'unknown-moment', moment);
  switch (ast.type) {
    case 'civil':
      return calendar.instant(ast.date, ast.time);
    case 'exam':
      return calendar.instant(plusDays(plan.examDay, ast.days), ast.time);
    case 'session': {
      if (!session) return missing(scene, 'unknown-moment', moment);
      const day = plusDays(plan.examDay, session.day);
      return epochMs(calendar.instant(day, session[ast.edge]) + ast.offsetMs);
    }
    case 'step': {
      const other = plan.steps.find(({ id }) => id === ast.step);
      if (!other || !isHeldBy(other, scene.unit)) return missing(scene, 'unknown-moment', moment);
      if (trail.includes(ast.step))
        return missing(scene, 'circular-step', [...trail, ast.step].join(' → '));
      const base = instantOf(scene, other.due, session, [...trail, ast.step]);
      return base === null ? null : epochMs(base + ast.offsetMs);
    }
  }
}

function missing(scene: Scene, code: CompileFault['code'], detail: string): null {
  report(scene, code, detail);
  return null;
}

function report({ step, unit, faults }: Scene, code: CompileFault['code'], detail: string): [] {
  faults.push({ code, step: step.id, unit: unit.path, detail });
  return [];
}
