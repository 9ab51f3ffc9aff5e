import { decide, nextWake } from './decide.js';
import {
  NEVER,
  type Command,
  type EpochMs,
  type Firing,
  type Need,
  type UnitEvent,
  type UnitPlan,
} from './model.js';
import { subtreeFacts } from './gate.js';
import { askedNeeds, mustAsk } from './needs.js';
import { find, initialState, planOf, type Plan, type State } from './state.js';

/** An event of a simulated season, and the unit it happened to. */
export interface Happening {
  readonly unit: string;
  readonly event: UnitEvent;
}

interface Unit {
  readonly plan: Plan;
  readonly state: State;
}

/**
 * Runs a season through its engine without clock or server, with the scripts of its participants.
 * Unit by unit, children before parents: what a gate asks about its subtree has happened by then,
 * and each acceptance bears its instant. So `see` gets each unit's events in order, not the season's.
 */
export function simulate(
  unitPlans: readonly UnitPlan[],
  see: (happening: Happening) => void,
  until: EpochMs = NEVER,
): void {
  const askedAbout = gatesOver(unitPlans);
  const settled: Unit[] = [];
  for (const unitPlan of [...unitPlans].reverse()) {
    const unit = runUnit(planOf(unitPlan), settled, see, until);
    if (askedAbout(unitPlan.path)) settled.push(unit);
  }
}

function runUnit(
  plan: Plan,
  settled: readonly Unit[],
  see: (happening: Happening) => void,
  until: EpochMs,
): Unit {
  let state = initialState(plan);
  const apply = (command: Command, at: EpochMs) => {
    const decision = decide(plan, state, command, at);
    state = decision.state;
    for (const event of decision.events) see({ unit: plan.path, event });
  };
  for (let now = nextWake(plan, state); now < NEVER && now <= until; now = nextWake(plan, state)) {
    apply({ type: 'tick' }, now);
    // An answer may bring the next question with it: the first rung falls on the gate's own instant.
    for (let id = state.asking[0]; id !== undefined; id = state.asking[0]) {
      const question = questionOf(plan, state, id);
      if (!question) throw new Error(`${plan.path}: ${id} asks nothing`);
      const { needs, ...firing } = question;
      const missing = [{ plan, state }, ...settled].flatMap((unit) =>
        subtreeFacts(unit.plan, unit.state, plan.path, needs, firing.owedAt),
      );
      apply({ type: 'judge', ...firing, missing, silent: [] }, now);
    }
  }
  return { plan, state };
}

// Only units below a gate have to be remembered: a national season does not fit into memory whole.
function gatesOver(unitPlans: readonly UnitPlan[]): (path: string) => boolean {
  const gates = unitPlans.filter(({ duties }) =>
    duties.some((duty) => duty.kind === 'gate' || mustAsk(duty)),
  );
  return (path) => gates.some((gate) => path.startsWith(`${gate.path}/`));
}

/** The identity of a word: what simulation, rehearsal and the real season must agree on. */
export const firingKey = (unit: string, { duty, side, action, rung, owedAt }: Firing): string =>
  [unit, duty, side, action, rung, owedAt].join('|');

/** What a gate waits to be told: the firing it stands at, and what it needs. */
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
