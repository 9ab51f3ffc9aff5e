import { evolve } from './evolve.js';
import type { Firing, UnitEvent, UnitPlan } from './model.js';
import { nextWord } from './schedule.js';
import { find, initialState, planOf, type Plan, type State } from './state.js';

/** A unit as its log tells it. */
export interface Folded {
  readonly plan: Plan;
  readonly state: State;
}

/**
 * Folds a unit's whole log into its state. `planFor` gives the plan of each version adopted on the
 * way; it throws where the store has lost one. `see` is shown each event before it is folded.
 */
export function fold(
  first: UnitPlan,
  events: readonly UnitEvent[],
  planFor: (hash: string) => UnitPlan,
  see: (before: Folded, event: UnitEvent) => void = () => {},
): Folded {
  let plan = planOf(first);
  let state = initialState(plan);
  for (const event of events) {
    see({ plan, state }, event);
    if (event.type === 'adopted') plan = planOf(planFor(event.hash));
    state = evolve(plan, state, event);
  }
  return { plan, state };
}

/** What is wrong with a word of a log, seen from the state before it; null when nothing is. */
export function wordFault({ plan, state }: Folded, event: UnitEvent): string | null {
  if (event.type !== 'told' && event.type !== 'superseded' && event.type !== 'asked') return null;
  if (event.at < event.owedAt) return `early: owed at ${event.owedAt}, fired at ${event.at}`;
  const found = find(plan, state, event.duty);
  if (!found) return 'a word about a duty nobody knows';
  const isGate = found.duty.kind === 'gate';
  // Any other duty's question is no word: it goes with one, or with a refusal.
  if (event.type === 'asked' && !isGate) return null;
  // A gate's rung is told at the end of its question, whose firing it repeats.
  const owed = (isGate ? found.progress.asking : null) ?? nextWord(found.duty, found.progress);
  if (!owed) return 'a word when nothing was owed (done, or told before)';
  return sameFiring(owed, event)
    ? null
    : `out of turn: ${nameOf(owed)} was owed, ${nameOf(event)} was told`;
}

const sameFiring = (a: Firing, b: Firing): boolean =>
  a.action === b.action && a.rung === b.rung && a.owedAt === b.owedAt && a.side === b.side;

const nameOf = ({ action, rung, owedAt }: Firing): string =>
  `${action} ${rung} ${new Date(owedAt).toISOString()}`;
