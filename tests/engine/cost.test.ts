import { describe, expect, it } from 'vitest';
import { decide, nextWake } from '../../src/engine/decide.js';
import { epochMs, type Command } from '../../src/engine/model.js';
import { initialState, planOf, type Plan, type State } from '../../src/engine/state.js';
import { complete, duty, HOUR, ladder, MINUTE, on, TICK, unitPlan } from './unit.js';

const FROM = on('2027-06-01 00:00');

/** A unit of `size` duties, one due each minute. */
function begun(size: number): { plan: Plan; state: State } {
  const duties = Array.from({ length: size }, (_, n) =>
    duty(`d${String(n).padStart(5, '0')}`, epochMs(FROM + n * MINUTE), {
      ladder: ladder({ 'site#leader': 9 * HOUR }),
    }),
  );
  const plan = planOf(unitPlan(duties));
  return { plan, state: initialState(plan) };
}

/** The same objects, which count how often anything in them is looked at. */
function counted<Thing extends object>(thing: Thing, looks: { count: number }): Thing {
  const known = new WeakMap<object, object>();
  const wrap = (value: unknown): unknown => {
    // A Map insists on being itself; looking something up in it is one look.
    if (typeof value !== 'object' || value === null || value instanceof Map) return value;
    const old = known.get(value);
    if (old) return old;
    const proxy = new Proxy(value, {
      get(target, name) {
        looks.count += 1;
        return wrap(Reflect.get(target, name));
      },
    });
    known.set(value, proxy);
    return proxy;
  };
  return wrap(thing) as Thing; // a proxy of a thing is used like the thing
}

/** How many looks it takes to decide `command`. */
function looksFor(size: number, command: Command, at: number): number {
  const { plan, state } = begun(size);
  const looks = { count: 0 };
  decide(counted(plan, looks), counted(state, looks), command, epochMs(at));
  return looks.count;
}

/** How many objects of the new state are not those of the old one. */
function copied(old: unknown, fresh: unknown): number {
  if (old === fresh || typeof fresh !== 'object' || fresh === null) return 0;
  const was = typeof old === 'object' && old !== null ? old : {};
  return (
    1 +
    Object.entries(fresh).reduce(
      (sum, [name, value]) => sum + copied(Reflect.get(was, name), value),
      0,
    )
  );
}

/** The same, and one duty more whose clock waits for the fifty-first. */
function waiting(size: number): { plan: Plan; state: State } {
  const after = { duty: 'd00050', offsetMs: HOUR };
  const { plan } = begun(size);
  const more = planOf(unitPlan([...plan.duties, duty('w', FROM, { after })]));
  return { plan: more, state: initialState(more) };
}

/** An hourly patrol, each done at once, as it stands before the `nth` opens. */
function patrolled(nth: number): { plan: Plan; state: State } {
  const span = { fromAt: FROM, untilAt: epochMs(FROM + 999 * HOUR), from: null, until: null };
  const rhythm = { everyMs: HOUR, instants: null, of: 'task', leadMs: 0 } as const;
  const plan = planOf(
    unitPlan([duty('patrol', FROM, { kind: 'series', series: { ...span, ...rhythm } })]),
  );
  let state = initialState(plan);
  for (let n = 1; n < nth; n += 1)
    state = decide(plan, state, complete('patrol'), epochMs(FROM + n * HOUR)).state;
  return { plan, state };
}

const SIZES = [100, 1_000, 10_000] as const;
const growth = (costs: readonly number[]): number => (costs.at(-1) ?? 0) / (costs[0] ?? 1);

describe('the cost of a decision', () => {
  it('of a tick with one word due grows with the logarithm of the duties', () => {
    const looks = SIZES.map((size) => looksFor(size, TICK, FROM));
    expect(growth(looks)).toBeLessThan(3);
    expect(Math.max(...looks)).toBeLessThan(1_000);
  });

  it('of a tick with nothing due does not grow at all', () => {
    const looks = SIZES.map((size) => looksFor(size, TICK, FROM - 1));
    expect(new Set(looks).size).toBe(1);
    expect(looks[0]).toBeLessThan(20);
  });

  it('of a completion grows with the logarithm of the duties', () => {
    const looks = SIZES.map((size) => looksFor(size, complete('d00050'), FROM - 1));
    expect(growth(looks)).toBeLessThan(3);
    expect(Math.max(...looks)).toBeLessThan(1_000);
  });

  it('of a tick with many words due grows with these, not with what waits', () => {
    const [one = 0, ten = 0, hundred = 0] = [1, 10, 100].map((due) =>
      looksFor(10_000, TICK, FROM + (due - 1) * MINUTE),
    );
    expect(hundred / ten).toBeLessThan(11);
    expect(ten / one).toBeLessThan(11);
  });

  it('of an acceptance that starts a clock grows with what waits for it, not with what does not', () => {
    const looks = SIZES.map((size) => {
      const { plan, state } = waiting(size);
      const counter = { count: 0 };
      decide(
        counted(plan, counter),
        counted(state, counter),
        complete('d00050'),
        epochMs(FROM - 1),
      );
      return counter.count;
    });
    expect(growth(looks)).toBeLessThan(3);
    expect(Math.max(...looks)).toBeLessThan(2_000);
  });

  it('of a series’ next occurrence is the same for the hundredth as for the second', () => {
    const looks = [2, 20, 100].map((nth) => {
      const { plan, state } = patrolled(nth);
      const counter = { count: 0 };
      decide(counted(plan, counter), counted(state, counter), TICK, epochMs(FROM + nth * HOUR));
      return counter.count;
    });
    expect(growth(looks)).toBeLessThan(1.2);
    expect(Math.max(...looks)).toBeLessThan(2_000);
  });

  it('copies a path of the state and shares the rest', () => {
    const copies = SIZES.map((size) => {
      const { plan, state } = begun(size);
      return copied(state, decide(plan, state, complete('d00050'), epochMs(FROM - 1)).state);
    });
    expect(growth(copies)).toBeLessThan(3);
    expect(Math.max(...copies)).toBeLessThan(40);
  });

  it('of asking for the next wake is a constant', () => {
    const looks = SIZES.map((size) => {
      const { plan, state } = begun(size);
      const counter = { count: 0 };
      nextWake(counted(plan, counter), counted(state, counter));
      return counter.count;
    });
    expect(new Set(looks).size).toBe(1);
  });
});
