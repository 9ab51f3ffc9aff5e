import { subtreeFacts } from './gate.js';
import type { EpochMs, Need } from './model.js';
import type { Plan, State } from './state.js';

/** A unit under way. */
export interface Unit {
  readonly plan: Plan;
  readonly state: State;
}

/** The units of a simulated season by their place in the tree, for questions about one another. */
export class Family {
  readonly #units = new Map<string, Unit>();
  readonly #children = new Map<string, string[]>();

  /** Puts a unit in, or the same unit as it stands now. */
  put(unit: Unit): void {
    const { path } = unit.plan;
    if (!this.#units.has(path)) {
      const siblings = this.#children.get(above(path));
      if (siblings) siblings.push(path);
      else this.#children.set(above(path), [path]);
    }
    this.#units.set(path, unit);
  }

  /** What the unit at `path` still misses of all that it needs, as of an instant. */
  missingAt(path: string, needs: readonly Need[], at: EpochMs): string[] {
    return [...this.#reached(path, needs)].flatMap((one) => {
      const unit = this.#units.get(one);
      return unit ? subtreeFacts(unit.plan, unit.state, path, needs, at) : [];
    });
  }

  #reached(path: string, needs: readonly Need[]): Set<string> {
    const reached = new Set<string>();
    for (const need of needs) for (const one of this.#inScope(path, need)) reached.add(one);
    return reached;
  }

  #inScope(path: string, { scope, unit }: Need): readonly string[] {
    switch (scope) {
      case 'own':
        return [path];
      case 'children':
        return this.#children.get(path) ?? [];
      case 'subtree':
        return this.#below(path);
      case 'parent':
        return [above(path)];
      case 'root':
        return [path.split('/')[0] ?? path];
      case 'unit':
        return unit === undefined ? [] : [unit];
    }
  }

  #below(path: string): string[] {
    const all = [path];
    for (const one of all) all.push(...(this.#children.get(one) ?? []));
    return all;
  }
}

const above = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
