import { isHeldBy } from '../engine/compile.js';
import type { RoleSource, SeasonPlan, StepSource, UnitSource } from '../engine/season-plan.js';
import { faultAt, type Fault, type FaultCode, type Particulars, type Place } from './faults.js';
import { stepOf } from './plan-step.js';
import type { PlanFile } from './read-plan.js';
import type { Role } from './schema.js';
import type { StepYaml } from './schema-step.js';
import type { Path } from './yaml-source.js';

/** A step with who owes it, and a way to say what is wrong with it and where. */
export interface CheckedStep {
  readonly step: StepSource;
  /** As written: what is wrong in it may be missing from `step`. */
  readonly yaml: StepYaml;
  readonly owers: readonly UnitSource[];
  /** Place of a value of the step, by its path within the step. */
  place(...path: Path): Place;
  fault(code: FaultCode, particulars: Particulars, ...path: Path): Fault;
}

/** All that the checks across files look at. */
export interface Scene {
  readonly file: PlanFile;
  readonly plan: SeasonPlan;
  readonly steps: readonly CheckedStep[];
  readonly byId: ReadonlyMap<string, CheckedStep>;
  readonly units: ReadonlyMap<string, UnitSource>;
}

/** Puts the files of a season together into the plan, and each step beside its place. */
export function sceneOf(
  file: PlanFile,
  units: readonly UnitSource[],
  sessions: SeasonPlan['sessions'],
  devices: SeasonPlan['devices'],
): Scene {
  const owersOf = owersAmong(units);
  const around = { sessions, firstExam: file.exams?.[0]?.id ?? null };
  const steps = file.steps.map(({ yaml, n }) =>
    checkedStep(file, { step: stepOf(yaml, around), yaml }, n, owersOf),
  );
  const { season, title, timezone, calendar, examDay, exams, coordinator, kinds, phases } = file;
  const { oral, procedures } = file;
  const ladders = Object.fromEntries(file.ladders.map(({ name, ladder }) => [name, ladder]));
  const plan = {
    ...{ season, title, timezone, calendar, examDay, ...(exams && { exams }) },
    ...(oral && { oral }),
    ...(procedures && { procedures }),
    ...(file.roles.length > 0 && { roles: file.roles.map(roleSource) }),
    ...{ coordinator, kinds, phases, units, sessions, ladders, ...(devices && { devices }) },
  };
  return {
    file,
    plan: { ...plan, steps: steps.map(({ step }) => step) },
    steps,
    byId: new Map(steps.map((checked) => [checked.step.id, checked])),
    units: new Map(units.map((unit) => [unit.path, unit])),
  };
}

/** Without its title, which only the file itself shows, and without the keys that zod left undefined. */
function roleSource({ title: _, ...role }: Role): RoleSource {
  return Object.fromEntries(
    Object.entries(role).filter(([, value]) => value !== undefined),
  ) as unknown as RoleSource;
}

function checkedStep(
  { source }: PlanFile,
  { step, yaml }: Pick<CheckedStep, 'step' | 'yaml'>,
  n: number,
  owersOf: (step: StepSource) => readonly UnitSource[],
): CheckedStep {
  const place = (...path: Path): Place => source.place(['steps', n, ...path]);
  return {
    step,
    yaml,
    owers: owersOf(step),
    place,
    fault: (code, particulars, ...path) => faultAt(place(...path), code, particulars),
  };
}

/** Steps of the same scope share one list: what is found out about it holds for all of them. */
function owersAmong(units: readonly UnitSource[]): (step: StepSource) => readonly UnitSource[] {
  const known = new Map<string, readonly UnitSource[]>();
  return (step) => {
    const scope = JSON.stringify(step.scope);
    const owers = known.get(scope) ?? units.filter((unit) => isHeldBy(step, unit));
    known.set(scope, owers);
    return owers;
  };
}
