import { parentOf } from '../engine/compile.js';
import type { SaidScope } from '../engine/season-plan.js';
import type { UnitSource } from '../engine/season-plan.js';
import type { CheckedStep } from './scene.js';

/** Units below the same class that owe the same steps: ten thousand sites are one or two of them. */
export interface UnitClass {
  readonly n: number;
  readonly parent: UnitClass | null;
  readonly children: UnitClass[];
  readonly owes: ReadonlySet<string>;
}

export interface Classes {
  /** The classes that owe a step. */
  owing(step: string): readonly UnitClass[];
  /** The classes that a need of this scope looks at. */
  reached(from: UnitClass, scope: SaidScope): readonly UnitClass[];
}

/** Puts the units into classes; `units` have parents before children. */
export function classesOf(steps: readonly CheckedStep[], units: readonly UnitSource[]): Classes {
  const owedBy = new Map<string, number[]>(units.map(({ path }) => [path, []]));
  for (const [n, { owers }] of steps.entries())
    for (const { path } of owers) owedBy.get(path)?.push(n);
  const classOf = new Map<string, UnitClass>();
  const known = new Map<string, UnitClass>();
  for (const { path } of units) {
    const parent = classOf.get(parentOf(path) ?? '') ?? null;
    const owed = owedBy.get(path) ?? [];
    const name = `${parent?.n ?? ''}|${owed.join()}`;
    const found = known.get(name) ?? newClass(known.size, parent, owed, steps);
    known.set(name, found);
    classOf.set(path, found);
  }
  const owing = new Map<string, UnitClass[]>();
  for (const one of known.values())
    for (const step of one.owes) owing.set(step, [...(owing.get(step) ?? []), one]);
  const subtrees = new Map<UnitClass, UnitClass[]>();
  const subtree = (top: UnitClass): UnitClass[] => {
    const all = subtrees.get(top) ?? [top, ...top.children.flatMap(subtree)];
    subtrees.set(top, all);
    return all;
  };
  const reach: Record<SaidScope, (from: UnitClass) => readonly UnitClass[]> = {
    own: (from) => [from],
    children: ({ children }) => children,
    subtree,
    parent: ({ parent }) => (parent === null ? [] : [parent]),
    root: (from) => [rootOf(from)],
  };
  return {
    owing: (step) => owing.get(step) ?? [],
    reached: (from, scope) => reach[scope](from),
  };
}

function newClass(
  n: number,
  parent: UnitClass | null,
  owed: readonly number[],
  steps: readonly CheckedStep[],
): UnitClass {
  const owes = new Set(owed.map((step) => steps[step]?.step.id ?? ''));
  const made: UnitClass = { n, parent, children: [], owes };
  parent?.children.push(made);
  return made;
}

const rootOf = (from: UnitClass): UnitClass => (from.parent === null ? from : rootOf(from.parent));
