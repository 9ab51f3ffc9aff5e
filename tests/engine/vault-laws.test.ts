import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Command, UnitEvent } from '../../src/engine/model.js';
import type { State } from '../../src/engine/state.js';
import { handOf } from '../../src/engine/vault-hands.js';
import { HANDED_OUT, KEEPER, KEEPER_TWO, vaultPlan } from '../support/a-vault.js';
import { act, begun, folded, HOUR, MINUTE, run, TICK, type Course } from './unit.js';

const PLAN = vaultPlan();
const PERSONS = ['a', 'b', 'c', 'd'] as const;
const person = fc.constantFrom(...PERSONS);
const hand = fc.constantFrom('key' as const, 'combination' as const);
const post = fc.constantFrom(KEEPER, KEEPER_TWO);

// The holder is asked to give most of the time: from others alone nothing would ever move.
type Deed = (course: Course, at: number) => Command;
const signing =
  (by: string, on: string): Deed =>
  () =>
    act('confirm', 'hands', { by, post: on, content: '甲' });
const passing: fc.Arbitrary<Deed> = fc
  .record({ what: hand, by: person, isHis: fc.nat(6), to: person })
  .map(({ what, by, isHis, to }) => ({ state }) => {
    const holder = isHis > 0 ? state.vault?.hands[what] : null;
    return act('vault', 'hands', { act: 'pass', what, by: holder ?? by, to });
  });
const taking: fc.Arbitrary<Deed> = fc
  .record({ what: hand, by: person, isHis: fc.nat(6) })
  .map(({ what, by, isHis }) => ({ state }) => {
    const meant = isHis > 0 ? state.vault?.offered[what]?.to : null;
    return act('vault', 'hands', { act: 'take', what, by: meant ?? by });
  });
const standingIn: fc.Arbitrary<Deed> = fc
  .record({ post, person, from: fc.nat(40), hours: fc.integer({ min: 1, max: 30 }) })
  .map(
    ({ post: of, person: who, from, hours }) =>
      (_, at) =>
        act('standIn', null, {
          ...{ post: of, person: who, by: 'lead' },
          ...{ from: at + from * HOUR, until: at + (from + hours) * HOUR },
        }),
  );
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(person, post).map(([by, on]) => signing(by, on)) },
  { weight: 6, arbitrary: passing },
  { weight: 6, arbitrary: taking },
  { weight: 1, arbitrary: standingIn },
  { weight: 1, arbitrary: fc.constant<Deed>(() => TICK) },
);
const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), deed), {
  minLength: 1,
  maxLength: 30,
});
// Most begin with a vault whose hands are given out.
const deeds = fc
  .tuple(fc.integer({ min: 0, max: 4 }), some)
  .map(([first, list]): [number, Deed][] =>
    first === 0 ? list : [[0, signing('a', KEEPER)], [0, signing('b', KEEPER_TWO)], ...list],
  );

/** Whoever has one in hand, or will have at some instant in another's place. */
function reach({ vault }: State, what: 'key' | 'combination', at: number): string[] {
  const inPlace = vault?.inPlace[what] ?? [];
  const now = inPlace.filter(({ from, until }) => from <= at && at < until);
  return [vault?.hands[what], ...now.map((one) => one.person)].flatMap((one) => one ?? []);
}

const meet = (state: State, at: number): string[] =>
  reach(state, 'key', at).filter((one) => reach(state, 'combination', at).includes(one));

function played(list: readonly (readonly [number, Deed])[]) {
  let course = begun(PLAN);
  let at: number = HANDED_OUT;
  const states: { state: State; at: number }[] = [];
  for (const [minutes, said] of list) {
    at += minutes * MINUTE;
    course = run(course, [[at, said(course, at)]]);
    states.push({ state: course.state, at });
  }
  return { course, states, at };
}

it('never has key and combination in one hand, whoever gives, takes or stands in for whom', () => {
  let moved = 0;
  fc.assert(
    fc.property(deeds, (list) => {
      const { states, course } = played(list);
      for (const { state, at } of states) {
        const { key, combination } = state.vault?.hands ?? {};
        expect(key === null || key !== combination).toBe(true);
        // Not now, and by what is known not at any later hour.
        const hours = Array.from({ length: 36 }, (_, n) => at + 2 * n * HOUR);
        expect(hours.flatMap((later) => meet(state, later))).toEqual([]);
      }
      moved += course.events.filter((event) => isHeld(event)).length > 2 ? 1 : 0;
    }),
    { numRuns: 120 },
  );
  // The law is about vaults in which hands change.
  expect(moved).toBeGreaterThan(8);
});

it('changes a hand only by the word of both, within the time', () => {
  fc.assert(
    fc.property(deeds, (list) => {
      const { events } = played(list).course;
      const after = events.findIndex(({ type }) => type === 'submitted');
      for (const [n, event] of events.entries()) {
        if (after < 0 || n <= after + 2 || event.type !== 'vault' || event.fact.is !== 'held')
          continue;
        const { what, person: taker } = event.fact;
        const offer = events.slice(0, n).findLast((one) => isOffer(one, what, taker));
        expect(offer && 'by' in offer && offer.by).not.toBe(taker);
        expect(event.by).toBe(taker);
        expect(event.at - (offer?.at ?? 0)).toBeLessThanOrEqual(15 * MINUTE);
      }
    }),
  );
});

it('is what its log tells', () => {
  fc.assert(
    fc.property(deeds, (list) => {
      const { course } = played(list);
      expect(folded(PLAN, course.events)).toEqual(course.state);
    }),
  );
});

it('knows of each person at most one of the two', () => {
  fc.assert(
    fc.property(deeds, (list) => {
      const { vault } = played(list).course.state;
      const had = PERSONS.flatMap((one) => (vault && handOf(vault, one)) ?? []);
      expect(new Set(had).size).toBe(had.length);
    }),
  );
});

const isHeld = (event: UnitEvent): boolean => event.type === 'vault' && event.fact.is === 'held';
const isOffer = (event: UnitEvent, what: string, to: string): boolean =>
  event.type === 'vault' &&
  event.fact.is === 'offered' &&
  event.fact.what === what &&
  event.fact.to === to;
