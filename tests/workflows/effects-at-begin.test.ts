import { expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.js';
import type { Need } from '../../src/engine/model.js';
import { initialState, planOf } from '../../src/engine/state.js';
import { effectsAtBegin, effectsOf } from '../../workflows/effects.js';
import { duty, folded, on, TICK, unitPlan } from '../engine/unit.js';

const EVE = on('2027-06-15 20:00');
const needs: readonly Need[] = [{ step: 'safe', scope: 'children' }];
const gate = unitPlan([duty('ready', EVE, { kind: 'gate', needs })], { path: 'county' });

it('a unit that begins on its first day starts its children and asks nobody', () => {
  const plan = planOf(gate);
  expect(effectsAtBegin(plan, initialState(plan))).toEqual([
    { lane: 'tree', type: 'startChildren' },
  ]);
});

it('a gate that had asked when its server was lost asks again, and the very same', () => {
  const plan = planOf(gate);
  const { events, state } = decide(plan, initialState(plan), TICK, EVE);
  const asked = events.flatMap((event) => effectsOf(plan, state, event));
  expect(asked).toMatchObject([{ lane: 'gate', type: 'ask', duty: 'ready', needs }]);
  expect(effectsAtBegin(plan, folded(gate, events))).toEqual([
    { lane: 'tree', type: 'startChildren' },
    ...asked,
  ]);
});
