import { agendaOf, itemAt, withItem, type Agenda } from './agenda.js';
import { firstBook } from './custody-book.js';
import type { CustodyState } from './custody-plan.js';
import { extendedDuty, type Extension } from './extension.js';
import { emptyHands } from './vault-hands.js';
import type { VaultState } from './vault-plan.js';
import type { After, Duty, KnownKey, Progress, UnitPlan } from './model.js';
import { untouched } from './revise.js';

/** A unit's plan with its index; built anew in every run, so a Map may live here. */
export interface Plan extends UnitPlan {
  readonly index: ReadonlyMap<string, number>;
  /** Places of a step's duties, by its id. */
  readonly steps: ReadonlyMap<string, readonly number[]>;
  /** What waits for a duty to be done, by that duty's id. */
  readonly dependents: ReadonlyMap<string, readonly Dependent[]>;
}

/** A clock that starts, or ends, so long after another duty is done. */
export interface Dependent {
  /** Place in the plan's duties. */
  readonly place: number;
  readonly edge: 'due' | 'from' | 'until';
  readonly offsetMs: number;
}

/** Plain JSON on purpose: it crosses continue-as-new, where a Map or a Date would not survive. */
export interface State {
  /** Number of events so far; the n-th event of a unit has seq n, for ever. */
  readonly seq: number;
  /** The progress of the plan's duties in their order, then of those added since. */
  readonly agenda: Agenda<Progress>;
  readonly added: readonly Duty[];
  /** How much of the rehearsal's script has been played. */
  readonly played: number;
  /** Recent keys with their answers, oldest first: the server forgets updates between runs. */
  readonly keys: readonly KnownKey[];
  /** Gates that wait for their subtree's answer. */
  readonly asking: readonly string[];
  readonly paused: boolean;
  readonly closed: boolean;
  /** Of a consignment: where its papers are. */
  readonly custody?: CustodyState;
  /** Of a vault: who has the key, who the combination. */
  readonly vault?: VaultState;
  /** By how much sessions last longer than planned; absent until the first is extended. */
  readonly extensions?: readonly Extension[];
}

/** Indexes a stored plan, so that every decision after it costs only what is due. */
export function planOf(unitPlan: UnitPlan): Plan {
  const index = new Map(unitPlan.duties.map(({ id }, at) => [id, at]));
  const steps = new Map<string, number[]>();
  for (const [place, { step }] of unitPlan.duties.entries()) {
    const places = steps.get(step);
    if (places) places.push(place);
    else steps.set(step, [place]);
  }
  return { ...unitPlan, index, steps, dependents: dependentsOf(unitPlan.duties, index) };
}

/** The duties of a step with their progress, of the plan and added since: no walk over all of the unit. */
export function dutiesOf(plan: Plan, state: State, step: string) {
  const offset = plan.duties.length;
  const added = state.added.flatMap((duty, n) => (duty.step === step ? [offset + n] : []));
  return [...(plan.steps.get(step) ?? []), ...added].flatMap((place) => {
    const duty = dutyAt(plan, state, place);
    return duty && place < state.agenda.size
      ? [{ duty, progress: itemAt(state.agenda, place) }]
      : [];
  });
}

/** The plan as it is stored, without its indexes. */
export function unitPlanOf({
  index: _index,
  steps: _steps,
  dependents: _dependents,
  ...unitPlan
}: Plan): UnitPlan {
  return unitPlan;
}

function dependentsOf(
  duties: readonly Duty[],
  index: ReadonlyMap<string, number>,
): Map<string, Dependent[]> {
  const dependents = new Map<string, Dependent[]>();
  for (const [place, duty] of duties.entries())
    for (const [edge, after] of edgesOf(duty)) {
      // Within a session its own occurrence is meant.
      const own = `${after.duty}${duty.id.slice(duty.step.length)}`;
      const awaited = index.has(own) ? own : after.duty;
      const dependent = { place, edge, offsetMs: after.offsetMs };
      dependents.set(awaited, [...(dependents.get(awaited) ?? []), dependent]);
    }
  return dependents;
}

function edgesOf({ after, series, watch }: Duty): (readonly [Dependent['edge'], After])[] {
  const span = series ?? watch;
  return [
    ...(after ? ([['due', after]] as const) : []),
    ...(span?.from ? ([['from', span.from]] as const) : []),
    ...(span?.until ? ([['until', span.until]] as const) : []),
  ];
}

export const initialState = ({ duties, custody, vault }: Plan): State => ({
  seq: 0,
  agenda: agendaOf(duties.map(untouched)),
  added: [],
  played: 0,
  keys: [],
  asking: [],
  paused: false,
  closed: false,
  ...(custody && { custody: firstBook(custody) }),
  ...(vault && { vault: emptyHands() }),
});

/** A duty by its place, as it holds now. */
export const dutyAt = (plan: Plan, state: State, at: number): Duty | undefined =>
  dutiesUnder(plan, state)[at] ?? state.added[at - plan.duties.length];

// Every word looks duties up, and extensions come a few times in a season: worked out once for each.
const extendedByPlan = new WeakMap<
  Plan,
  { readonly by: readonly Extension[]; readonly duties: readonly Duty[] }
>();

/** The duties of the plan in their order, later by what has been approved for their sessions. */
export function dutiesUnder(plan: Plan, { extensions }: State): readonly Duty[] {
  if (!extensions || !plan.sessions) return plan.duties;
  const known = extendedByPlan.get(plan);
  if (known?.by === extensions) return known.duties;
  const { sessions } = plan;
  const duties = plan.duties.map((duty) => extendedDuty(duty, sessions, extensions));
  extendedByPlan.set(plan, { by: extensions, duties });
  return duties;
}

/** Where the duty stands in the agenda; -1 when the unit does not know it. */
function placeOf(plan: Plan, state: State, id: string): number {
  const place = plan.index.get(id);
  if (place !== undefined) return place;
  const added = placeInAdded(state.added, id);
  return added < 0 ? -1 : plan.duties.length + added;
}

// Series keep dozens of occurrences here, and every word looks one up. Remembered by the list itself, which
// never changes: a Map in the state would not survive JSON.
const placesByList = new WeakMap<readonly Duty[], ReadonlyMap<string, number>>();
const FEW = 6;

function placeInAdded(added: readonly Duty[], id: string): number {
  if (added.length <= FEW) return added.findIndex((duty) => duty.id === id);
  let places = placesByList.get(added);
  if (!places) {
    // Backwards, so that the first of two of one name is found, as a search from the front would.
    places = new Map(added.map((duty, n) => [duty.id, n] as const).reverse());
    placesByList.set(added, places);
  }
  return places.get(id) ?? -1;
}

/** A duty with its progress, or undefined when the unit does not know it. */
export function find(plan: Plan, state: State, id: string) {
  const at = placeOf(plan, state, id);
  const duty = dutyAt(plan, state, at);
  return duty && { at, duty, progress: itemAt(state.agenda, at) };
}

export const withProgress = (state: State, at: number, progress: Progress): State => ({
  ...state,
  agenda: withItem(state.agenda, at, progress),
});
