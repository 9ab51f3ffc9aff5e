import { parentOf } from '../engine/compile.js';
import type { NeedScope } from '../engine/model.js';
import { parseMoment } from '../engine/moment.js';
import type { Fault } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';

/** Nothing waits for itself, and every gate finds what it looks at. */
export function checkCircles(scene: Scene): Fault[] {
  const needs = ({ step }: CheckedStep): string[] =>
    step.needs.filter(({ scope }) => scope === 'own').map((need) => need.step);
  const moments = ({ step }: CheckedStep): string[] => {
    const ast = parseMoment(step.due);
    return ast?.type === 'step' ? [ast.step] : [];
  };
  return [
    ...circles(scene, needs).map(([checked, circle]) =>
      checked.fault('needs-circle', { circle }, 'needs'),
    ),
    ...circles(scene, moments).map(([checked, circle]) =>
      checked.fault('moment-circle', { circle }, 'due'),
    ),
    ...scene.steps.flatMap((checked) => emptyNeeds(scene, checked)),
  ];
}

/** Each circle once, told at its first step in the plan. Linear: a step is left for good when it is done. */
function circles(
  { steps, byId }: Scene,
  next: (checked: CheckedStep) => string[],
): (readonly [CheckedStep, string])[] {
  const found: (readonly [CheckedStep, string])[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const walk = (id: string): void => {
    const checked = byId.get(id);
    if (checked === undefined || done.has(id)) return;
    if (trail.includes(id)) {
      found.push([checked, [...trail.slice(trail.indexOf(id)), id].join(' → ')]);
      return;
    }
    // A chain of needs this long is no plan; it would only overflow the stack.
    if (trail.length >= 500) return;
    trail.push(id);
    next(checked).forEach(walk);
    trail.pop();
    done.add(id);
  };
  for (const { step } of steps) walk(step.id);
  return found;
}

function emptyNeeds(scene: Scene, { step, owers, fault }: CheckedStep): Fault[] {
  const { byId, units } = scene;
  return step.needs.flatMap((need, n) => {
    const needed = byId.get(need.step);
    if (needed === undefined || units.size === 0) return [];
    const seenFrom = new Set(
      needed.owers.flatMap(({ path }) => watchersOf(need.scope, path, scene)),
    );
    const blind = owers.find(({ path }) => !seenFrom.has(path));
    return blind ? [fault('needs-nothing', { unit: blind.path, step: need.step }, 'needs', n)] : [];
  });
}

/** The units whose need of this scope finds a step of the unit at `path`. */
function watchersOf(scope: NeedScope, path: string, { units }: Scene): string[] {
  const scopes: Record<NeedScope, () => string[]> = {
    own: () => [path],
    children: () => above(path).slice(0, 1),
    subtree: () => [path, ...above(path)],
    parent: () => [...units.keys()].filter((unit) => parentOf(unit) === path),
    root: () => (parentOf(path) === null ? [...units.keys()] : []),
  };
  return scopes[scope]();
}

/** The units above, the nearest first. */
function above(path: string): string[] {
  const parent = parentOf(path);
  return parent === null ? [] : [parent, ...above(parent)];
}
