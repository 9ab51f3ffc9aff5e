import { agendaOf, earliest, withItem, type Agenda, type Waiting } from './agenda.js';
import { decide, nextWake } from './decide.js';
import { NEVER, type Command, type EpochMs, type Firing, type Need, type UnitEvent, type UnitPlan } from './model.js';
import { subtreeFacts } from './gate.js';
import { find, initialState, planOf, type Plan, type State } from './state.js';

/** An event of a simulated season, and the unit it happened to. */
export interface Happening {
  readonly unit: string;
  readonly event: UnitEvent;
}

interface Unit {
  readonly place: number;
  plan: Plan;
  state: State;
}

/**
 * Runs a season through its engine without clock or server: every unit, in the order of time, with
 * the scripts of its participants. Calls `see` for each event; a season of 10,000 units streams.
 */
export function simulate(
  unitPlans: readonly UnitPlan[],
  see: (happening: Happening) => void,
  until: EpochMs = NEVER,
): void {
  const units = unitPlans.map((unitPlan, place): Unit => {
    const plan = planOf(unitPlan);
    return { place, plan, state: initialState(plan) };
  });
  let waiting: Agenda<Waiting> = agendaOf(units.map(wakeOf));
  const apply = (unit: Unit, command: Command, at: EpochMs) => {
    const { events, state } = decide(unit.plan, unit.state, command, at);
    unit.state = state;
    waiting = withItem(waiting, unit.place, wakeOf(unit));
    for (const event of events) see({ unit: unit.plan.path, event });
  };

  for (let now = waiting.root.wakeAt; now < NEVER && now <= until; now = waiting.root.wakeAt) {
    const asking: Unit[] = [];
    while (waiting.root.wakeAt <= now) {
      const unit = units[earliest(waiting)];
      if (!unit) break;
      apply(unit, { type: 'tick' }, now);
      if (unit.state.asking.length > 0) asking.push(unit);
    }
    // Gates look at their subtree once all of it has come to this instant.
    for (const unit of asking)
      for (const id of unit.state.asking) {
        const question = questionOf(unit.plan, unit.state, id);
        if (question) apply(unit, { type: 'judge', ...answerFrom(units, unit, question) }, now);
      }
  }
}

/** The identity of a word: what simulation, rehearsal and the real season must agree on. */
export const firingKey = (unit: string, { duty, side, action, rung, owedAt }: Firing): string =>
  [unit, duty, side, action, rung, owedAt].join('|');

/** What a gate waits to be told: the firing it stands at, and what it needs. */
export function questionOf(plan: Plan, state: State, id: string): (Firing & { needs: readonly Need[] }) | null {
  const found = find(plan, state, id);
  return found?.progress.asking ? { ...found.progress.asking, needs: found.duty.needs } : null;
}

const wakeOf = ({ plan, state }: Unit): Waiting => ({ wakeAt: nextWake(plan, state) });

function answerFrom(units: readonly Unit[], gate: Unit, { needs, ...firing }: Firing & { needs: readonly Need[] }) {
  const missing = units.flatMap(({ plan, state }) =>
    subtreeFacts(plan, state, gate.plan.path, needs, firing.owedAt),
  );
  return { ...firing, missing, silent: [] };
}
