import { decide, nextWake } from './decide.js';
import { evolve } from './evolve.js';
import {
  epochMs,
  NEVER,
  type Command,
  type EpochMs,
  type Firing,
  type Post,
  type UnitEvent,
  type UnitPlan,
} from './model.js';
import { find, initialState, planOf, type Plan, type State } from './state.js';
import { armedBy } from './turn.js';

/** A word that the plan owes, with those it is for; a gate's question has nobody yet. */
export interface ExpectedWord extends Firing {
  readonly to: readonly Post[];
  /** When it could be said at the earliest: it may be owed for an instant that lay behind when its clock began. */
  readonly at: EpochMs;
}

export interface Expectation {
  /** What should have been said by then, in the order in which it fell due. */
  readonly words: readonly ExpectedWord[];
  /** What the log says was said, in its order, each with its seq. */
  readonly said: readonly { readonly seq: number; readonly event: SaidWord }[];
}

/** A word of the log: told, passed over for a newer one, or the question of a gate. */
export type SaidWord = Extract<UnitEvent, { type: 'told' | 'superseded' | 'asked' }>;

/**
 * What a unit should have said until an instant of the plan, given what people did: the facts of its log are taken as
 * they stand, and time is simulated anew between them, so that no timer, worker or courier has a part in it. Words stand at the
 * instant they are owed, however late they were said. `planFor` gives the plan of each version adopted on the way;
 * before `since` nobody was there to say anything.
 */
export function expectedWords(
  first: UnitPlan,
  events: readonly UnitEvent[],
  planFor: (hash: string) => UnitPlan,
  until: EpochMs,
  since: EpochMs = epochMs(0),
): Expectation {
  const course = new Replay(first, since);
  const said: { seq: number; event: SaidWord }[] = [];
  for (const [n, event] of events.entries()) {
    if (isSaid(event) && course.isWord(event)) said.push({ seq: n + 1, event });
    if (isOfTime(event, events[n - 1], events[n + 1])) continue;
    // What happened later may say what is to be sent then, not what was owed before.
    if (event.at > until) continue;
    if (event.type === 'judged' && course.isGate(event.duty)) course.judge(event);
    else course.fact(event, planFor);
  }
  course.passUntil(until);
  return { words: course.words, said };
}

class Replay {
  readonly words: ExpectedWord[] = [];
  #plan: Plan;
  #state: State;
  #now: EpochMs;

  constructor(first: UnitPlan, since: EpochMs) {
    this.#now = since;
    this.#plan = unscripted(first);
    this.#state = initialState(this.#plan);
  }

  isGate(duty: string): boolean {
    return find(this.#plan, this.#state, duty)?.duty.kind === 'gate';
  }

  /** Any other duty's question is no word: it goes with one, or with a refusal. */
  isWord(event: UnitEvent): boolean {
    return event.type !== 'asked' || this.isGate(event.duty);
  }

  /** Every instant at which something falls due by itself, one after another. */
  passUntil(until: EpochMs): void {
    for (let wake = this.#wake(); wake < NEVER && wake <= until; wake = this.#wake())
      this.#do({ type: 'tick' }, epochMs(Math.max(wake, this.#now)));
    if (until > this.#now) this.#now = until;
  }

  fact(event: UnitEvent, planFor: (hash: string) => UnitPlan): void {
    this.passUntil(event.at);
    if (event.type === 'adopted') this.#plan = unscripted(planFor(event.hash));
    this.#take(event);
  }

  /** The tree's answer: what the gate says of it is the simulation's. */
  judge(event: Extract<UnitEvent, { type: 'judged' }>): void {
    const { duty, action, rung, owedAt, side, missing, silent } = event;
    this.passUntil(event.at);
    const command = { type: 'judge', duty, action, rung, owedAt, side, missing, silent } as const;
    this.#do(command, this.#now);
  }

  #wake(): EpochMs {
    return nextWake(this.#plan, this.#state);
  }

  #take(event: UnitEvent): void {
    this.#state = evolve(this.#plan, this.#state, event);
    for (const armed of armedBy(this.#plan, this.#state, event)) this.#take(armed);
  }

  #do(command: Command, now: EpochMs): void {
    const { events, state } = decide(this.#plan, this.#state, command, now);
    for (const event of events)
      if (isSaid(event) && this.isWord(event)) this.words.push(wordOf(event));
    this.#state = state;
    this.#now = now;
  }
}

/** People's deeds are in the log; played once more from the script they would count twice. */
const unscripted = (unitPlan: UnitPlan): Plan => planOf({ ...unitPlan, script: null });

function wordOf(event: SaidWord): ExpectedWord {
  const { duty, action, rung, owedAt, side, at } = event;
  return { duty, action, rung, owedAt, side, at, to: event.type === 'told' ? event.to : [] };
}

const isSaid = (event: UnitEvent): event is SaidWord =>
  event.type === 'told' || event.type === 'superseded' || event.type === 'asked';

/** What time brings by itself, or what follows from a fact: the simulation brings it again. */
function isOfTime(event: UnitEvent, before: UnitEvent | undefined, after: UnitEvent | undefined) {
  switch (event.type) {
    case 'told':
    case 'superseded':
    case 'begun':
    case 'armed':
    case 'expired':
      return true;
    case 'asked':
      // A report that was refused asks the tree anew: somebody's deed.
      return !(before?.type === 'refused' && before.asked === true);
    case 'uncovered':
      // The last gap of a watch is found at its end; others by whoever comes too late.
      return after?.type === 'expired' && after.duty === event.duty;
    case 'accepted':
      return event.by === 'gate' || event.by === 'series' || event.by === 'watch';
    case 'voided':
      return event.by === 'series';
    default:
      return false;
  }
}
