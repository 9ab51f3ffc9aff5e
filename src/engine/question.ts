import type { Firing, Need } from './model.js';
import { askedNeeds } from './needs.js';
import { find, type Plan, type State } from './state.js';

/** What a gate, or a duty that needs something elsewhere, waits to be told: the firing and its needs. */
export function questionOf(
  plan: Plan,
  state: State,
  id: string,
): (Firing & { needs: readonly Need[] }) | null {
  const found = find(plan, state, id);
  return found?.progress.asking
    ? { ...found.progress.asking, needs: askedNeeds(found.duty) }
    : null;
}
