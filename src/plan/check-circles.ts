import { momentRefs, parseMoment } from '../engine/moment.js';
import type { SaidScope } from '../engine/season-plan.js';
import type { StepSource } from '../engine/season-plan.js';
import { faultAt, gather, type Fault } from './faults.js';
import type { CheckedStep, Scene } from './scene.js';
import { classesOf, type Classes, type UnitClass } from './unit-classes.js';

// Of edges between steps at classes of units: a real plan has some thousands.
const MAX_EDGES = 2_000_000;

/** Nothing waits for itself, be it up and down the tree, and every need finds what it looks at. */
export function checkCircles(scene: Scene): Fault[] {
  const finders: Finders = new Map();
  const classes = classesOf(scene.steps, [...scene.units.values()]);
  return [
    ...circles(scene, classes, 'needs-circle', waitsFor),
    ...circles(scene, classes, 'moment-circle', countsFrom),
    ...gather(scene.steps, (checked) => emptyNeeds(scene, checked, finders)),
  ];
}

/** A step of some scope that another waits for, and the key that says so. */
interface Edge {
  readonly step: string;
  readonly scope: SaidScope;
  readonly key: 'needs' | 'due' | 'opens' | 'series' | 'watch';
}

/** What must be done before a step can be: its needs, and the events that start it. */
function waitsFor({ step }: CheckedStep): Edge[] {
  return [
    ...step.needs.map((need) => ({ ...need, key: 'needs' as const })),
    ...momentEdges(step).filter(({ how }) => how === 'done'),
  ];
}

/** The steps from whose instants the instants of a step are counted. */
const countsFrom = ({ step }: CheckedStep): Edge[] =>
  momentEdges(step).filter(({ key }) => key !== 'opens');

function momentEdges(step: StepSource): (Edge & { readonly how: 'due' | 'done' })[] {
  const { due, opens, series, watch } = step;
  const said: (readonly [Edge['key'], string | null | undefined])[] = [
    ['due', due],
    ['opens', opens],
    ...([series, watch] as const).flatMap((span, n) => {
      const key = n === 0 ? ('series' as const) : ('watch' as const);
      return [[key, span?.from] as const, [key, span?.until] as const];
    }),
  ];
  return said.flatMap(([key, text]) => {
    const ast = text ? parseMoment(text) : null;
    const named = ast && momentRefs(ast).step;
    return named ? [{ step: named.id, scope: 'own' as const, key, how: named.how }] : [];
  });
}

interface Node {
  readonly checked: CheckedStep;
  readonly unit: UnitClass;
}

/** Each circle once, told at the first key of it that is met. Linear: what is done is left for good. */
function circles(
  scene: Scene,
  classes: Classes,
  code: 'needs-circle' | 'moment-circle',
  edgesOf: (checked: CheckedStep) => readonly Edge[],
): Fault[] {
  const found: Fault[] = [];
  const seen = new Map<string, 'open' | 'done'>();
  const known = new Map<CheckedStep, readonly Edge[]>();
  let left = MAX_EDGES;
  const next = (node: Node): Step[] => {
    const edges = known.get(node.checked) ?? edgesOf(node.checked);
    known.set(node.checked, edges);
    return edges.flatMap((edge) => {
      const checked = scene.byId.get(edge.step);
      const reached = checked ? classes.reached(node.unit, edge.scope) : [];
      left -= reached.length + 1;
      return reached
        .filter((unit) => checked && unit.owes.has(checked.step.id))
        .flatMap((unit) => (checked ? [{ node: { checked, unit }, key: edge.key }] : []));
    });
  };
  const told = new Set<string>();
  for (const checked of scene.steps) {
    if (edgesOf(checked).length === 0) continue;
    for (const unit of classes.owing(checked.step.id)) {
      walk({ checked, unit }, next, seen, (trail, from, key) => {
        const ids = trail.map((node) => node.checked.step.id);
        const name = [...ids].sort().join(' ');
        if (!told.has(name))
          found.push(from.fault(code, { circle: [...ids, ids[0]].join(' → ') }, key));
        told.add(name);
      });
      if (left < 0)
        return [...found, faultAt(scene.file.source.place(['steps']), 'needs-too-many')];
    }
  }
  return found;
}

interface Step {
  readonly node: Node;
  readonly key: Edge['key'];
}
type Told = (circle: readonly Node[], from: CheckedStep, key: Edge['key']) => void;

/** Depth first, without recursion: a chain of needs may be as long as the plan. */
function walk(
  start: Node,
  next: (node: Node) => Step[],
  seen: Map<string, 'open' | 'done'>,
  tell: Told,
): void {
  const nameOf = ({ checked, unit }: Node): string => `${unit.n} ${checked.step.id}`;
  if (seen.has(nameOf(start))) return;
  const trail: { readonly node: Node; readonly left: Step[] }[] = [];
  const enter = (node: Node): void => {
    seen.set(nameOf(node), 'open');
    trail.push({ node, left: next(node).reverse() });
  };
  enter(start);
  for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
    const step = top.left.pop();
    if (step === undefined) {
      seen.set(nameOf(top.node), 'done');
      trail.pop();
      continue;
    }
    const name = nameOf(step.node);
    const state = seen.get(name);
    if (state === undefined) enter(step.node);
    if (state !== 'open') continue;
    const from = trail.findIndex(({ node }) => nameOf(node) === name);
    const circle = trail.slice(from).map(({ node }) => node);
    tell(circle, top.node.checked, step.key);
  }
}

/** What each scope finds of the steps that the same units owe: made once for all needs of them. */
type Finders = Map<CheckedStep['owers'], Map<SaidScope, (path: string) => boolean>>;

function emptyNeeds(scene: Scene, { step, owers, fault }: CheckedStep, finders: Finders): Fault[] {
  const { byId, units } = scene;
  return step.needs.flatMap((need, n) => {
    const needed = byId.get(need.step);
    if (needed === undefined || units.size === 0) return [];
    const known = finders.get(needed.owers) ?? new Map();
    finders.set(needed.owers, known);
    const finds = known.get(need.scope) ?? finder(need.scope, needed);
    known.set(need.scope, finds);
    const blind = owers.find(({ path }) => !finds(path));
    return blind ? [fault('needs-nothing', { unit: blind.path, step: need.step }, 'needs', n)] : [];
  });
}

/** Whether a need of this scope finds the step from a unit. */
function finder(scope: SaidScope, { owers }: CheckedStep): (path: string) => boolean {
  const owing = new Set(owers.map(({ path }) => path));
  const finders: Record<SaidScope, () => (path: string) => boolean> = {
    own: () => (path) => owing.has(path),
    parent: () => (path) => owing.has(above(path)[0] ?? ''),
    root: () => (path) => owing.has(path.split('/')[0] ?? ''),
    children: () => {
      const parents = new Set([...owing].map((path) => above(path)[0] ?? ''));
      return (path) => parents.has(path);
    },
    subtree: () => {
      const all = new Set([...owing].flatMap((path) => [path, ...above(path)]));
      return (path) => all.has(path);
    },
  };
  return finders[scope]();
}

/** The units above, the nearest first. */
function above(path: string): string[] {
  const end = path.lastIndexOf('/');
  return end < 0 ? [] : [path.slice(0, end), ...above(path.slice(0, end))];
}
