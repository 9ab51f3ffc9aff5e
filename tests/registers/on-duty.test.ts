import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PostHolder } from '../../src/engine/season-plan.js';
import { servingOn, type PostNow } from '../../src/registers/on-duty.js';

const POST = 'lanxi#office';
const holder = (person: string): PostHolder => ({
  ...{ person, post: POST, name: `示${person}`, title: '', from: '', to: '' },
});
const standIn = (person: string, absent?: string, fromAt = 0, untilAt = 100) => ({
  ...{ post: POST, person, fromAt, untilAt, ...(absent !== undefined && { absent }) },
});
const shift = (person: string, role: 'head' | 'member', absent?: string) => ({
  ...{ unit: 'lanxi', step: 'duty', person, role, fromAt: 0, untilAt: 100 },
  ...(absent !== undefined && { absent }),
});
const now = (parts: Partial<PostNow>): PostNow => ({
  ...{ post: POST, at: 50, holders: [], standIns: [], shifts: [] },
  ...parts,
});
const namesOn = (parts: Partial<PostNow>): string[] =>
  servingOn(now(parts)).map(({ person, as, ...more }) =>
    [as, person, more.for && `for ${more.for}`, more.deputyOf && `deputy of ${more.deputyOf}`]
      .filter(Boolean)
      .join(' '),
  );

describe('who is on duty', () => {
  it('is the holder, then his deputies, then nobody', () => {
    expect(namesOn({ holders: [holder('b'), holder('a')] })).toEqual([
      'holder a',
      'deputy b deputy of a',
    ]);
    expect(namesOn({})).toEqual([]);
  });

  it('is whoever took the holder’s duties over, for as long', () => {
    const parts = { holders: [holder('a'), holder('b')], standIns: [standIn('c', 'a', 50, 60)] };
    expect(namesOn({ ...parts, at: 49 })[0]).toBe('holder a');
    expect(namesOn({ ...parts, at: 50 })).toEqual(['stand-in c for a', 'deputy b deputy of a']);
    expect(namesOn({ ...parts, at: 60 })[0]).toBe('holder a');
  });

  it('goes from hand to hand, and never in a circle', () => {
    const chain = [standIn('b', 'a'), standIn('c', 'b')];
    expect(namesOn({ holders: [holder('a')], standIns: chain })).toEqual(['stand-in c for a']);
    const circle = [...chain, standIn('a', 'c')];
    expect(namesOn({ holders: [holder('a')], standIns: circle })).toHaveLength(1);
  });

  it('is the one named for the post; the only holder is away then, deputies are not', () => {
    expect(namesOn({ holders: [holder('a')], standIns: [standIn('s')] })).toEqual([
      'stand-in s for a',
    ]);
    expect(namesOn({ holders: [holder('a'), holder('b')], standIns: [standIn('s')] })).toEqual([
      'stand-in s for a',
      'holder a',
      'deputy b deputy of a',
    ]);
  });

  it('is on shift the leading officer first, the others of the shift last', () => {
    const shifts = [shift('m', 'member'), shift('h', 'head', 'x')];
    expect(namesOn({ holders: [holder('a')], shifts })).toEqual([
      'shift h for x',
      'holder a',
      'on-shift m',
    ]);
  });

  it('names everybody once, in one order, and nobody who is away for a time', () => {
    const people = fc.constantFrom('a', 'b', 'c', 'd');
    const parts = fc.record({
      holders: fc.uniqueArray(people, { maxLength: 3 }),
      taken: fc.array(fc.tuple(people, people), { maxLength: 4 }),
      shifts: fc.array(fc.tuple(people, fc.constantFrom('head', 'member')), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(parts, ({ holders, taken, shifts }) => {
        const known = {
          standIns: taken.map(([to, from]) => standIn(to, from)),
          shifts: shifts.map(([person, role]) => shift(person, role)),
        };
        const order = namesOn({ ...known, holders: holders.map(holder) });
        expect(namesOn({ ...known, holders: [...holders].reverse().map(holder) })).toEqual(order);
        const persons = servingOn(now({ ...known, holders: holders.map(holder) })).map(
          ({ person }) => person,
        );
        expect(persons).toEqual([...new Set(persons)]);
        // Somebody serves as soon as there is anybody.
        expect(persons.length > 0).toBe(holders.length + shifts.length > 0);
      }),
    );
  });
});
