import type { Duty, Need, UnitPlan } from '../engine/model.js';
import { stepsWanted } from '../engine/gate.js';
import { groupedBy } from '../engine/grouped.js';

/** A duty of a season, and the unit that owes it. */
export interface Owed {
  readonly unit: UnitPlan;
  readonly duty: Duty;
}

/** The units of a season, to look up what one duty needs of others. */
export interface Tree {
  /** Of a unit, the occurrences of a step. */
  readonly of: (path: string, step: string) => readonly Owed[];
  readonly unit: (path: string) => UnitPlan | undefined;
}

/** Indexes units and duties, those included that a rehearsal adds. */
export function treeOf(all: readonly { unit: UnitPlan; duties: readonly Duty[] }[]): Tree {
  const units = new Map(all.map(({ unit }) => [unit.path, unit]));
  const owed = all.flatMap(({ unit, duties }) => duties.map((duty): Owed => ({ unit, duty })));
  const bySteps = groupedBy(owed, ({ unit, duty }) => `${unit.path} ${duty.step}`);
  return {
    of: (path, step) => bySteps.get(`${path} ${step}`) ?? [],
    unit: (path) => units.get(path),
  };
}

/** The duties that must be done before this one can be reported, or before this gate is ready. */
export function neededBy({ unit, duty }: Owed, tree: Tree): Owed[] {
  return duty.needs.flatMap((need) =>
    need.scope === 'own' && duty.kind !== 'gate'
      ? ownNeeded(unit, duty, need, tree)
      : pathsOf(need, unit, tree).flatMap((path) => tree.of(path, need.step)),
  );
}

/** Within a session its own occurrence is meant, else every one: as the engine has it. */
function ownNeeded({ path }: UnitPlan, duty: Duty, { step }: Need, tree: Tree): readonly Owed[] {
  const session = duty.id.slice(duty.step.length);
  const all = tree.of(path, step);
  const own = all.filter((one) => one.duty.id === `${step}${session}`);
  return own.length > 0 ? own : all;
}

/** The units that a need speaks of: only those that the engine would ask. */
function pathsOf(need: Need, { path, children }: UnitPlan, tree: Tree): string[] {
  const near = [path, path.slice(0, Math.max(path.lastIndexOf('/'), 0)), path.split('/')[0] ?? ''];
  if (need.unit !== undefined) return [need.unit];
  const below = need.scope === 'children' || need.scope === 'subtree';
  const all = below ? [path, ...descendants(children, tree)] : [...new Set(near)];
  return all.filter((one) => stepsWanted(one, path, [need]).has(need.step));
}

const descendants = (children: UnitPlan['children'], tree: Tree): string[] =>
  children.flatMap(({ path }) => [path, ...descendants(tree.unit(path)?.children ?? [], tree)]);
