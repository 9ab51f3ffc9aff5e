import { NEVER, type EpochMs } from './model.js';

/** Whatever waits for an instant. */
export interface Waiting {
  readonly wakeAt: EpochMs;
}

/**
 * The items of a list in a tournament tree: each node knows the earliest wake below it. Finding
 * what is due costs O(due · log n), changing an item O(log n), and an old version stays what it was.
 * Plain JSON, so that it crosses continue-as-new.
 */
export interface Agenda<Item extends Waiting> {
  readonly size: number;
  readonly depth: number;
  readonly root: Node<Item>;
}

interface Node<Item extends Waiting> extends Waiting {
  readonly below: readonly (Node<Item> | Item)[];
}

// Eight: a path of copies for 120 duties is three short arrays.
const BITS = 3;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;

/** Builds the agenda of `items`, which keep their places. */
export function agendaOf<Item extends Waiting>(items: readonly Item[]): Agenda<Item> {
  let level: readonly (Node<Item> | Item)[] = items;
  let depth = 0;
  do {
    level = inGroups(level).map((below) => nodeOf(below));
    depth += 1;
  } while (level.length > 1);
  const root = (level[0] as Node<Item> | undefined) ?? nodeOf<Item>([]);
  return { size: items.length, depth, root };
}

/** The item at `index`; only for an index below `size`. */
export function itemAt<Item extends Waiting>(agenda: Agenda<Item>, index: number): Item {
  let found: Node<Item> | Item = agenda.root;
  for (let level = agenda.depth - 1; level >= 0; level -= 1)
    // Nodes stand above, items at the bottom: `depth` says which is which.
    found = (found as Node<Item>).below[(index >> (level * BITS)) & MASK] as Node<Item> | Item;
  return found as Item;
}

/** The agenda with `item` at `index`, or behind the last when `index` is `size`. */
export function withItem<Item extends Waiting>(
  agenda: Agenda<Item>,
  index: number,
  item: Item,
): Agenda<Item> {
  const grown = index >= 1 << (agenda.depth * BITS) ? deeper(agenda) : agenda;
  const root = placed(grown.root, grown.depth - 1, index, item);
  return { size: Math.max(grown.size, index + 1), depth: grown.depth, root };
}

/** Index of the item that wakes first, the lowest of those that wake together; -1 when none does. */
export function earliest<Item extends Waiting>({ root, depth }: Agenda<Item>): number {
  if (root.wakeAt === NEVER) return -1;
  let node = root;
  let index = 0;
  for (let level = depth - 1; ; level -= 1) {
    const place = node.below.findIndex(({ wakeAt }) => wakeAt === root.wakeAt);
    index = (index << BITS) | place;
    if (level === 0) return index;
    node = node.below[place] as Node<Item>;
  }
}

/** All items in their places. */
export function itemsOf<Item extends Waiting>({ root, depth }: Agenda<Item>): Item[] {
  let level: readonly (Node<Item> | Item)[] = root.below;
  for (let above = 1; above < depth; above += 1)
    level = level.flatMap((node) => (node as Node<Item>).below);
  return level as Item[];
}

function placed<Item extends Waiting>(
  node: Node<Item>,
  level: number,
  index: number,
  item: Item,
): Node<Item> {
  const place = (index >> (level * BITS)) & MASK;
  const below = node.below.slice();
  const old = (below[place] as Node<Item> | undefined) ?? nodeOf<Item>([]);
  below[place] = level === 0 ? item : placed(old, level - 1, index, item);
  return nodeOf(below);
}

const deeper = <Item extends Waiting>({ size, depth, root }: Agenda<Item>): Agenda<Item> => ({
  size,
  depth: depth + 1,
  root: nodeOf([root]),
});

function nodeOf<Item extends Waiting>(below: readonly (Node<Item> | Item)[]): Node<Item> {
  let wakeAt: EpochMs = NEVER;
  for (const one of below) if (one.wakeAt < wakeAt) wakeAt = one.wakeAt;
  return { wakeAt, below };
}

function inGroups<Thing>(things: readonly Thing[]): Thing[][] {
  const groups: Thing[][] = [];
  for (let at = 0; at < things.length; at += WIDTH) groups.push(things.slice(at, at + WIDTH));
  return groups;
}
