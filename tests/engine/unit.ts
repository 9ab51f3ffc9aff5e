import { decide, type Decision } from '../../src/engine/decide.js';
import { evolve } from '../../src/engine/evolve.js';
import { subtreeFacts } from '../../src/engine/gate.js';
import {
  epochMs,
  type Answer,
  type Command,
  type Duty,
  type EpochMs,
  type Ladder,
  type Sender,
  type Told,
  type UnitEvent,
  type UnitPlan,
} from '../../src/engine/model.js';
import { firingKey, questionOf } from '../../src/engine/simulate.js';
import { initialState, planOf, type Plan, type State } from '../../src/engine/state.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An instant as it stands on a wall clock in Shanghai: `on('2027-06-16 09:00')`. */
export const on = (civil: string): EpochMs =>
  epochMs(Date.parse(`${civil.replace(' ', 'T')}:00+08:00`));

/** The wall clock in Shanghai at an instant; what examples show when they fail. */
export const clock = (at: number): string =>
  new Date(at + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ');

/** A ladder of the posts named, each so long after the due instant. */
export const ladder = (
  rungs: Readonly<Record<string, number>>,
  repeat: Ladder['repeat'] = null,
): Ladder => ({
  rungs: Object.entries(rungs).map(([to, afterMs]) => ({ to, afterMs })),
  repeat,
});

/** A duty that asks for nothing special; `over` says what this one is about. */
export const duty = (id: string, dueAt: EpochMs, over: Partial<Duty> = {}): Duty => ({
  id,
  step: id.split('@')[0] ?? id,
  kind: 'task',
  doer: 'site#doer',
  answerable: 'site#leader',
  openAt: null,
  dueAt,
  remindBeforeMs: [],
  ladder: ladder({}),
  accept: null,
  fields: [],
  checks: [],
  lines: [],
  sign: null,
  needs: [],
  systems: false,
  parent: null,
  ...over,
});

/** A unit that owes these duties. */
export const unitPlan = (duties: readonly Duty[], over: Partial<UnitPlan> = {}): UnitPlan => ({
  season: '2027',
  path: 'site',
  kind: 'site',
  title: '一中',
  version: 1,
  coordinator: 'county#office',
  addedLadder: ladder({ 'site#leader': 0, 'county#office': 2 * HOUR }),
  duties: [...duties].sort((a, b) => (a.id < b.id ? -1 : 1)),
  titles: {},
  children: [],
  script: null,
  ...over,
});

export const TICK: Command = { type: 'tick' };

/** A command on a duty, or on the unit where `step` is null; by `li` unless said otherwise. */
export const act = (type: Command['type'], step: string | null, more: object = {}): Command =>
  // The type and the fields fit by the caller's word: a wrong one would fail its own example.
  ({ type, ...(step !== null && { step }), by: 'li', ...more }) as unknown as Command;

export const complete = (step: string, more: Partial<Sender> & { form?: object } = {}): Command =>
  act('complete', step, more);

export type Script = readonly (readonly [at: number, command: Command])[];

/** A unit under way: what holds now, and all that happened on the way. */
export interface Course {
  readonly plan: Plan;
  readonly state: State;
  readonly events: readonly UnitEvent[];
  readonly answers: readonly Answer[];
}

/** A unit on its first day. */
export const begun = (unit: UnitPlan): Course => {
  const plan = planOf(unit);
  return { plan, state: initialState(plan), events: [], answers: [] };
};

/**
 * Does what the shell does: time first, then the command, and each gate that asks is answered at
 * once with what the unit itself holds. `answers` has one answer a script line.
 */
export function run(unit: UnitPlan | Course, script: Script): Course {
  let { plan, state, events, answers } = 'events' in unit ? unit : begun(unit);
  const gathered = [...events];
  const given = [...answers];
  const take = (command: Command, at: number): Decision => {
    const decision = decide(plan, state, command, epochMs(at));
    ({ plan, state } = decision);
    gathered.push(...decision.events);
    return decision;
  };
  for (const [at, command] of script) {
    if (command.type !== 'tick') {
      take(TICK, at);
      settle(at);
    }
    given.push(take(command, at).answer);
    settle(at);
  }
  return { plan, state, events: gathered, answers: given };

  function settle(at: number): void {
    for (let round = 0; state.asking.length > 0 && round < 100; round += 1)
      for (const id of state.asking) {
        const question = questionOf(plan, state, id);
        if (!question) continue;
        const { needs, ...firing } = question;
        const missing = subtreeFacts(plan, state, plan.path, needs, firing.owedAt);
        take({ type: 'judge', ...firing, missing, silent: [] }, at);
      }
  }
}

/** What the log alone gives: `adopted` holds the plan each version stands for. */
export function folded(
  unit: UnitPlan,
  events: readonly UnitEvent[],
  adopted: readonly UnitPlan[] = [],
): State {
  let plan = planOf(unit);
  let state = initialState(plan);
  for (const event of events) {
    const next =
      event.type === 'adopted' && adopted.find(({ version }) => version === event.version);
    if (next) plan = planOf(next);
    state = evolve(plan, state, event);
  }
  return state;
}

/** The words owed that the log accounts for, told or not. */
export const firingsIn = (events: readonly UnitEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'told' || event.type === 'superseded' || event.type === 'asked'
      ? [firingKey('', event)]
      : [],
  );

/** Without the words of gates' rungs, which come twice in the log: asked, then told. */
export const wordsIn = (events: readonly UnitEvent[]): string[] => {
  const asked = new Set(
    events.flatMap((event) => (event.type === 'asked' ? [firingKey('', event)] : [])),
  );
  return firingsIn(events.filter((e) => !(e.type === 'told' && asked.has(firingKey('', e)))));
};

export const toldIn = (events: readonly UnitEvent[]): Told[] =>
  events.filter((event) => event.type === 'told');

/** Told words as a reader would note them: `06-16 09:00 escalate 0 county#office`. */
export const notes = (events: readonly UnitEvent[]): string[] =>
  toldIn(events).map(({ owedAt, action, rung, to, broken }) =>
    [clock(owedAt).slice(5), action, ...(rung < 0 ? [] : [rung]), to.join('+'), broken ? '!' : '']
      .join(' ')
      .trim(),
  );
