import type { Actor } from './actor.js';
import { areClashing, isProved, lacksScope } from './may.js';
import type { Operation } from './operation.js';
import { reachOf } from './table.js';

/** A part of what there is, as lists are filtered by it: the store's `season`, `under` and `department`. */
export interface Sight {
  /** Null: every season. */
  readonly season: string | null;
  /** This unit and all below it; empty: every unit. */
  readonly under: string;
  /** Only what this unit or department owes or has a post in; null: all. */
  readonly department: string | null;
}

const ALL: Sight = { season: null, under: '', department: null };

/**
 * What somebody may see in a list: a thing is in it when one of these parts holds it. Empty: nothing. Whatever is
 * his only because he holds a post it names is found by that post, not by this.
 */
export function sightOf(actor: Actor, operation: Operation): readonly Sight[] {
  if (lacksScope(actor, operation)) return [];
  if (actor.only) return [{ season: actor.only.season, under: actor.only.path, department: null }];
  if (actor.way === 'console') return reachOf('console', operation) === 'everywhere' ? [ALL] : [];
  if (areClashing(actor.grants.map(({ role }) => role))) return [];
  return actor.grants
    .filter(({ role }) => isProved(actor, role))
    .flatMap(({ role, unit, season, department }): Sight[] => {
      switch (reachOf(role, operation)) {
        case 'everywhere':
          return [{ ...ALL, season }];
        case 'subtree':
          return [{ season, under: unit, department }];
        case 'own': {
          const own = { season, under: department === null ? '' : unit };
          return (department ?? unit) === '' ? [] : [{ ...own, department: department ?? unit }];
        }
        case 'held':
        case 'none':
          return [];
      }
    });
}
