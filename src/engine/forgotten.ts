import { rowOf, type BoardRow } from './board.js';
import { freePlace } from './evolve-run.js';
import type { UnitEvent } from './model.js';
import type { Plan, State } from './state.js';

/**
 * The last row of a finished occurrence whose place an event gives to the next one; null when the state
 * forgets nothing. `state` is the one before the event.
 */
export function forgottenBy(plan: Plan, state: State, event: UnitEvent): BoardRow | null {
  if (event.type !== 'begun') return null;
  const old = state.added[freePlace(plan, state, event.series, event.duty)];
  return old && old.id !== event.duty ? rowOf(plan, state, old.id) : null;
}
