import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { faultAt, type Fault, type Place } from './faults.js';
import { guardYaml } from './yaml-guard.js';

/** Keys and indexes from the top of a YAML file to a value. */
export type Path = readonly PropertyKey[];

/** A parsed YAML file: plain values, and where each of them is written. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** Where a value stands; where it is missing, the place of what should hold it. */
  place(path: Path): Place;
  /** Where a key of the map at `path` stands. */
  keyPlace(path: Path, key: string): Place;
  /** Whether anything is written there, be it `null`. */
  has(path: Path): boolean;
}

// What zod may walk at most, aliases counted as often as they are used.
const MAX_VALUES = 500_000;

/** Parses a YAML text. Never throws, never runs long: see `guardYaml` for what is refused and why. */
export function readYaml(file: string, text: string): { source: YamlSource } | { faults: Fault[] } {
  const guarded = guardYaml(file, text);
  if (guarded) return { faults: [guarded] };
  try {
    return parse(file, text);
  } catch (error) {
    // Deep nesting overflows the parser's stack; `toJS` throws a ReferenceError on alias bombs.
    const code = error instanceof ReferenceError ? 'yaml-aliases' : 'yaml-too-big';
    return { faults: [faultAt({ file, line: 1, column: 1 }, code, { limit: 'nesting' })] };
  }
}

function parse(file: string, text: string): { source: YamlSource } | { faults: Fault[] } {
  const lines = new LineCounter();
  // Its own search for duplicate keys compares each with each; ours uses a set.
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = [
    ...document.errors.map(({ pos, message }) => faultAt(at(pos[0]), 'yaml-syntax', { message })),
    ...keyFaults(document, at),
  ];
  if (faults.length > 0) return { faults };
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (countValues(value) > MAX_VALUES)
    return { faults: [faultAt(at(0), 'yaml-too-big', { limit: MAX_VALUES })] };
  return { source: sourceOf(file, value, document, at) };
}

function keyFaults(document: Document.Parsed, at: (offset: number) => Place): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        const place = at(startOf(key));
        if (!isScalar(key))
          faults.push(faultAt(place, 'yaml-unused', { what: '? (complex keys)' }));
        else if (seen.has(String(key.value)))
          faults.push(faultAt(place, 'duplicate-key', { key: String(key.value) }));
        else seen.add(String(key.value));
      }
    },
  });
  return faults;
}

/** Counts without recursion, and stops when it is too many: a circle of aliases has no end. */
function countValues(value: unknown): number {
  const left: unknown[] = [value];
  let count = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    count += 1;
    if (count + left.length > MAX_VALUES) return count + left.length;
    if (typeof next === 'object' && next !== null)
      for (const item of Object.values(next)) left.push(item ?? null);
  }
  return count;
}

function sourceOf(
  file: string,
  value: unknown,
  document: Document.Parsed,
  at: (offset: number) => Place,
): YamlSource {
  const keys = new WeakMap<YAMLMap, Map<string, Pair>>();
  const pairOf = (map: YAMLMap, key: PropertyKey): Pair | undefined => {
    const known = keys.get(map) ?? new Map(map.items.map((pair) => [keyText(pair), pair]));
    keys.set(map, known);
    return known.get(String(key));
  };
  const step = (from: unknown, key: PropertyKey): unknown => {
    const node = isAlias(from) ? from.resolve(document) : from;
    if (isMap(node)) return pairOf(node, key)?.value ?? pairOf(node, key)?.key;
    return isSeq(node) && typeof key === 'number' ? node.items[key] : undefined;
  };
  const walk = (path: Path): { node: unknown; whole: boolean } => {
    let node: unknown = document.contents;
    for (const key of path) {
      const next = step(node, key);
      if (next === undefined) return { node, whole: false };
      node = next;
    }
    return { node, whole: true };
  };
  return {
    file,
    value,
    place: (path) => at(startOf(walk(path).node)),
    keyPlace(path, key) {
      const { node } = walk(path);
      const map = isAlias(node) ? node.resolve(document) : node;
      return at(startOf((isMap(map) ? pairOf(map, key)?.key : undefined) ?? node));
    },
    has: (path) => walk(path).whole,
  };
}

const keyText = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

const startOf = (node: unknown): number => (node as Node | null | undefined)?.range?.[0] ?? 0;
