import { describe, expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.js';
import { gatePending, subtreeFacts } from '../../src/engine/gate.js';
import { NEVER, type Need, type UnitEvent, type UnitPlan } from '../../src/engine/model.js';
import { questionOf, simulate, type Happening } from '../../src/engine/simulate.js';
import { begun, complete, duty, HOUR, ladder, on, run, TICK, unitPlan } from './unit.js';

const EVE = on('2027-06-15 20:00');
const NOON = on('2027-06-15 12:00');
const SAFE: Need = { step: 'safe', scope: 'subtree' };

const at = (path: string, done: 'done' | 'open'): UnitPlan =>
  unitPlan([duty('safe', EVE)], {
    path,
    script: done === 'done' ? [{ at: NOON, command: complete('safe') }] : [],
  });
const gateOver = (...needs: readonly Need[]): UnitPlan =>
  unitPlan(
    [duty('ready', EVE, { kind: 'gate', needs, ladder: ladder({ 'county#director': HOUR }) })],
    { path: 'county' },
  );
const judgements = (plans: readonly UnitPlan[]) => {
  const seen: Happening[] = [];
  simulate(plans, (happening) => seen.push(happening));
  return seen.flatMap(({ event }) => (event.type === 'judged' ? [event.missing] : []));
};

describe('a gate over a subtree', () => {
  it('is ready when every unit below it has done the step, and asks no more', () => {
    const all = [gateOver(SAFE), at('county/one', 'done'), at('county/two', 'done')];
    expect(judgements(all)).toEqual([[]]);
  });

  it('names each unit that has not, at its instant and at each rung', () => {
    const sites = ['one', 'two', 'two/vault'].map((name, n) =>
      at(`county/${name}`, n === 0 ? 'done' : 'open'),
    );
    const missing = ['county/two/vault:safe', 'county/two:safe'];
    const named = judgements([gateOver(SAFE), ...sites]).map((one) => one.toSorted());
    expect(named).toEqual([missing, missing]);
  });

  it('looks at its own unit, at its children, or at all below, and never at a neighbour', () => {
    const askedOf = (scope: Need['scope'], path: string) => {
      const { plan, state } = begun(at(path, 'open'));
      return subtreeFacts(plan, state, 'county', [{ step: 'safe', scope }], EVE).length;
    };
    const paths = ['county', 'county/one', 'county/one/vault', 'county2', 'other/county'];
    expect(paths.map((path) => askedOf('own', path))).toEqual([1, 0, 0, 0, 0]);
    expect(paths.map((path) => askedOf('children', path))).toEqual([0, 1, 0, 0, 0]);
    expect(paths.map((path) => askedOf('subtree', path))).toEqual([1, 1, 1, 0, 0]);
  });

  it('counts what was done by its instant: a later completion does not reach back', () => {
    const { plan, state } = run(at('county/one', 'open'), [[EVE + 1, complete('safe')]]);
    const missingAt = (instant: typeof EVE) => subtreeFacts(plan, state, 'county', [SAFE], instant);
    expect(missingAt(EVE)).toEqual(['county/one:safe']);
    expect(missingAt(on('2027-06-15 20:01'))).toEqual([]);
  });

  it('asked late, together with a completion, still sees what it would have seen in time', () => {
    const gate = duty('ready', EVE, { kind: 'gate', needs: [{ step: 'safe', scope: 'own' }] });
    const unit = begun(unitPlan([gate, duty('safe', EVE)]));
    const late = on('2027-06-15 20:30');
    const { plan, state } = decide(unit.plan, unit.state, complete('safe'), late);
    const question = questionOf(plan, state, 'ready');
    expect(question).toMatchObject({ owedAt: EVE, action: 'gate' });
    const missing = subtreeFacts(plan, state, plan.path, question?.needs ?? [], EVE);
    expect(missing).toEqual(['site:safe']);
  });

  it('is waited for by the gate above: its answer bears its own instant, however late it comes', () => {
    const area = { ...gateOver(SAFE), path: 'county/area' };
    const asked = begun(area);
    const { plan, state } = decide(asked.plan, asked.state, TICK, on('2027-06-15 21:30'));
    const above: Need = { step: 'ready', scope: 'children' };
    expect(gatePending(plan, state, 'county', [above])).toBe(EVE);
    expect(gatePending(plan, state, 'county', [SAFE])).toBe(NEVER);
    // A unit's own gates are answered one after another: waiting for each other they would stand still.
    expect(gatePending(plan, state, plan.path, [{ step: 'ready', scope: 'own' }])).toBe(NEVER);
    const { action, rung, side } = questionOf(plan, state, 'ready') ?? {
      action: 'gate',
      rung: -1,
      side: 'owner',
    };
    const answer = {
      type: 'judge',
      duty: 'ready',
      action,
      rung,
      side,
      owedAt: EVE,
      missing: [],
      silent: [],
    } as const;
    const judged = decide(plan, state, answer, on('2027-06-15 21:31'));
    expect(gatePending(plan, judged.state, 'county', [above])).toBe(NEVER);
    expect(subtreeFacts(plan, judged.state, 'county', [above], EVE)).toEqual([]);
  });

  it('is seen in a simulation that ends before it as not yet asked', () => {
    const seen: UnitEvent[] = [];
    const until = on('2027-06-15 19:59');
    simulate([gateOver(SAFE), at('county/one', 'done')], ({ event }) => seen.push(event), until);
    expect(seen.map(({ type }) => type)).toEqual(['submitted']);
  });
});
