import { faultAt, type Fault } from './faults.js';
import { nearest } from './nearest.js';
import type { Path, YamlSource } from './yaml-source.js';

/** A value of a merged plan: what it is, where it is written, and the parts that may be written elsewhere. */
interface Placed {
  readonly value: unknown;
  readonly source: YamlSource;
  readonly path: Path;
  readonly parts: ReadonlyMap<PropertyKey, Placed> | null;
}

/** Lists whose items have ids; a map merges by its keys. */
const BY_ID: ReadonlySet<string> = new Set([
  ...['kinds', 'phases', 'procedures', 'roles', 'exams', 'steps'],
]);
const BY_NAME = 'ladders';
// Said about one folder, never taken over.
const OF_ONE_FOLDER = ['extends', 'drop'];

/** A plan.yaml of a chain of templates, and the steps of the template below it that it leaves out. */
export interface Layer {
  readonly source: YamlSource;
  readonly drop: readonly string[];
}

/**
 * Lays each plan over the template it extends, the lowest template first: keys at the top replace the
 * template's; kinds, phases, procedures, roles, exams and steps are merged by id, ladders by name, so that each needs
 * only what differs. Every value keeps the place at which it is written.
 */
export function mergeLayers(layers: readonly Layer[]): {
  readonly source: YamlSource | null;
  readonly faults: Fault[];
} {
  const faults: Fault[] = [];
  let merged: Placed | null = null;
  for (const layer of layers) {
    const { source, drop } = layer;
    const above: Placed = leafOf(source, [], source.value);
    merged = merged === null ? above : laidOver(merged, above, drop, faults);
  }
  return { source: merged && sourceOf(merged), faults };
}

function laidOver(below: Placed, above: Placed, drop: readonly string[], faults: Fault[]): Placed {
  const parts = new Map(partsOf(below));
  for (const key of OF_ONE_FOLDER) parts.delete(key);
  for (const fault of dropFaults(parts.get('steps'), above.source, drop)) faults.push(fault);
  dropSteps(parts, drop);
  const said = partsOf(above);
  // One way of saying when the exam is replaces the other.
  if (said.has('examDay') && !said.has('exams')) parts.delete('exams');
  if (said.has('exams')) parts.delete('examDay');
  for (const [key, part] of said) parts.set(key, mergedPart(key, parts.get(key), part));
  return mapOf(parts, above.source, []);
}

function mergedPart(key: PropertyKey, below: Placed | undefined, above: Placed): Placed {
  if (below === undefined || typeof key !== 'string') return above;
  if (key === BY_NAME && isMap(below.value) && isMap(above.value))
    return mergedMap(below, above, 2);
  if (BY_ID.has(key) && Array.isArray(below.value) && Array.isArray(above.value))
    return mergedList(below, above);
  return above;
}

/** `depth` levels of keys are laid over each other; below them a value replaces the other whole. */
function mergedMap(below: Placed, above: Placed, depth: number): Placed {
  const parts = new Map(partsOf(below));
  for (const [key, part] of partsOf(above)) {
    const other = parts.get(key);
    const both = depth > 1 && other !== undefined && isMap(other.value) && isMap(part.value);
    parts.set(key, both ? mergedMap(other, part, depth - 1) : part);
  }
  return mapOf(parts, above.source, above.path);
}

function mergedList(below: Placed, above: Placed): Placed {
  const items = [...partsOf(below).values()];
  const known = new Map(items.map((item, n) => [idOf(item.value), n]));
  for (const item of partsOf(above).values()) {
    const id = idOf(item.value);
    const n = id === undefined ? undefined : known.get(id);
    const other = n === undefined ? undefined : items[n];
    if (n === undefined || other === undefined) items.push(item);
    else items[n] = mergedMap(other, item, 1);
    // The same id twice in one file is no change of a change: the second stays a fault.
    if (id !== undefined) known.delete(id);
  }
  return listOf(items, above);
}

function dropSteps(below: Map<PropertyKey, Placed>, drop: readonly string[]): void {
  const steps = below.get('steps');
  if (steps === undefined || !Array.isArray(steps.value) || drop.length === 0) return;
  const gone = new Set(drop);
  const left = [...partsOf(steps).values()].filter(({ value }) => !gone.has(idOf(value) ?? ''));
  below.set('steps', listOf(left, steps));
}

function dropFaults(steps: Placed | undefined, over: YamlSource, drop: readonly string[]): Fault[] {
  const known = new Set(
    (Array.isArray(steps?.value) ? (steps.value as unknown[]) : []).flatMap(
      (value) => idOf(value) ?? [],
    ),
  );
  return drop.flatMap((step, n) =>
    known.has(step)
      ? []
      : [faultAt(over.place(['drop', n]), 'unknown-step', { step, nearest: nearest(step, known) })],
  );
}

const leafOf = (source: YamlSource, path: Path, value: unknown): Placed => ({
  ...{ value, source, path },
  parts: null,
});

function partsOf(placed: Placed): ReadonlyMap<PropertyKey, Placed> {
  if (placed.parts !== null) return placed.parts;
  const { value, source, path } = placed;
  if (!isMap(value) && !Array.isArray(value)) return new Map();
  const entries: [PropertyKey, unknown][] = Array.isArray(value)
    ? value.map((item: unknown, n) => [n, item])
    : Object.entries(value);
  return new Map(entries.map(([key, item]) => [key, leafOf(source, [...path, key], item)]));
}

function mapOf(parts: ReadonlyMap<PropertyKey, Placed>, source: YamlSource, path: Path): Placed {
  // `fromEntries` defines its keys: a key called `__proto__` stays a key, and is refused as unknown.
  const value = Object.fromEntries([...parts].map(([key, part]) => [key, part.value]));
  return { value, source, path, parts };
}

function listOf(items: readonly Placed[], { source, path }: Placed): Placed {
  return { value: items.map(({ value }) => value), source, path, parts: new Map(items.entries()) };
}

/** A merged plan as a source: each place is found in the file that says it. */
function sourceOf(placed: Placed): YamlSource {
  const find = (path: Path): { readonly at: Placed; readonly rest: Path } => {
    let at = placed;
    for (const [n, key] of path.entries()) {
      const part = at.parts?.get(key);
      if (part === undefined) return { at, rest: path.slice(n) };
      at = part;
    }
    return { at, rest: [] };
  };
  if (placed.parts === null) return placed.source;
  return {
    file: placed.source.file,
    value: placed.value,
    place(path) {
      const { at, rest } = find(path);
      // What is merged of several files and lacks a key is at fault where it was last written.
      return at.source.place(at.parts === null ? [...at.path, ...rest] : at.path);
    },
    keyPlace(path, key) {
      const { at, rest } = find([...path, key]);
      if (rest.length > 0) return at.source.keyPlace([...at.path, ...rest.slice(0, -1)], key);
      return at.source.keyPlace(at.path.slice(0, -1), key);
    },
    has(path) {
      const { at, rest } = find(path);
      return at.parts === null ? at.source.has([...at.path, ...rest]) : rest.length === 0;
    },
  };
}

function idOf(value: unknown): string | undefined {
  const id: unknown = isMap(value) ? value['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
