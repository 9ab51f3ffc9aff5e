import { agendaOf, earliest, withItem } from './agenda.js';
import { decide, nextWake } from './decide.js';
import { Family, type Unit } from './family.js';
import {
  NEVER,
  type Command,
  type Duty,
  type EpochMs,
  type Firing,
  type UnitEvent,
  type UnitPlan,
} from './model.js';
import { mustAsk } from './needs.js';
import { questionOf } from './question.js';
import { initialState, planOf } from './state.js';

export { questionOf };

/** An event of a simulated season, and the unit it happened to. */
export interface Happening {
  readonly unit: string;
  readonly event: UnitEvent;
}

/**
 * Runs a season through its engine without clock or server, with the scripts of its participants.
 * Unit by unit, children before parents: what a gate asks about its subtree has happened by then,
 * and each acceptance bears its instant. Where a duty needs something further up, all units run side by
 * side in the order of time, children before parents at one instant. Either way `see` gets each unit's
 * events in order, not the season's.
 */
export function simulate(
  unitPlans: readonly UnitPlan[],
  see: (happening: Happening) => void,
  until: EpochMs = NEVER,
): void {
  if (unitPlans.some(({ duties }) => duties.some(needsUpwards)))
    return runTogether(unitPlans, see, until);
  const isAskedAbout = belowAGate(unitPlans);
  const family = new Family();
  for (const unitPlan of [...unitPlans].reverse()) {
    let unit = begin(unitPlan);
    const known = asksAny(unitPlan) ? family : null;
    for (let now = wakeOf(unit); now < NEVER && now <= until; now = wakeOf(unit))
      unit = advance(unit, now, known, see);
    if (isAskedAbout(unitPlan.path)) family.put(unit);
  }
}

function runTogether(
  unitPlans: readonly UnitPlan[],
  see: (happening: Happening) => void,
  until: EpochMs,
): void {
  const family = new Family();
  const units = [...unitPlans].reverse().map(begin);
  for (const unit of units) family.put(unit);
  let agenda = agendaOf(units.map((unit) => ({ wakeAt: wakeOf(unit) })));
  for (let place = earliest(agenda); place >= 0; place = earliest(agenda)) {
    const before = units[place];
    const now = agenda.root.wakeAt;
    if (!before || now > until) return;
    const unit = advance(before, now, family, see);
    units[place] = unit;
    family.put(unit);
    agenda = withItem(agenda, place, { wakeAt: wakeOf(unit) });
  }
}

function begin(unitPlan: UnitPlan): Unit {
  const plan = planOf(unitPlan);
  return { plan, state: initialState(plan) };
}

const wakeOf = ({ plan, state }: Unit): EpochMs => nextWake(plan, state);

/** The unit at its next instant, with every question answered that this brings. */
function advance(
  { plan, state: before }: Unit,
  now: EpochMs,
  family: Family | null,
  see: (happening: Happening) => void,
): Unit {
  let state = before;
  const apply = (command: Command) => {
    const decision = decide(plan, state, command, now);
    state = decision.state;
    for (const event of decision.events) see({ unit: plan.path, event });
  };
  apply({ type: 'tick' });
  // An answer may bring the next question with it: the first rung falls on the gate's own instant.
  for (let id = state.asking[0]; id !== undefined; id = state.asking[0]) {
    const question = questionOf(plan, state, id);
    if (!question || !family) throw new Error(`${plan.path}: ${id} asks nothing`);
    const { needs, ...firing } = question;
    family.put({ plan, state });
    const missing = family.missingAt(plan.path, needs, firing.owedAt);
    apply({ type: 'judge', ...firing, missing, silent: [] });
  }
  return { plan, state };
}

const asks = (duty: Duty): boolean => duty.kind === 'gate' || mustAsk(duty);
const asksAny = ({ duties }: UnitPlan): boolean => duties.some(asks);
const needsUpwards = (duty: Duty): boolean =>
  asks(duty) && duty.needs.some(({ scope }) => scope === 'parent' || scope === 'root');

// Only units below a gate have to be remembered: a national season does not fit into memory whole.
function belowAGate(unitPlans: readonly UnitPlan[]): (path: string) => boolean {
  const gates = new Set(unitPlans.filter(asksAny).map(({ path }) => path));
  return (path) => {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      if (gates.has(path.slice(0, end))) return true;
    return false;
  };
}

/** The identity of a word: what simulation, rehearsal and the real season must agree on. */
export const firingKey = (unit: string, { duty, side, action, rung, owedAt }: Firing): string =>
  [unit, duty, side, action, rung, owedAt].join('|');
