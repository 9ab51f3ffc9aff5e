import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetOf } from '../../src/rooms/check-seats.js';
import { sitesWithoutRoster } from '../../src/rooms/drawn.js';

const place = (path: string, rooms: number) => ({ path, rooms });
const UNITS = [
  place('c', 5),
  place('c/a', 3),
  place('c/a/1', 2),
  place('c/a/2', 1),
  place('c/a/police', 0),
  place('c/b', 2),
  place('c/b/1', 2),
  place('c/ab', 1),
];
const both = () => ['maths', 'physics'];
const named = (missing: ReturnType<typeof sitesWithoutRoster>) => missing.map(sheetOf);

describe('sites without an accepted roster', () => {
  it('are those below the unit that have rooms themselves, session by session', () => {
    expect(named(sitesWithoutRoster(UNITS, 'c/a', both, new Set()))).toEqual([
      ...['maths c/a/1', 'physics c/a/1', 'maths c/a/2', 'physics c/a/2'],
    ]);
    const accepted = new Set(['maths c/a/1', 'physics c/a/1', 'maths c/a/2']);
    expect(named(sitesWithoutRoster(UNITS, 'c/a', both, accepted))).toEqual(['physics c/a/2']);
  });

  it('are asked for the sessions that they sit, and for no other', () => {
    const sits = (site: string) => (site === 'c/a/2' ? ['maths'] : []);
    expect(named(sitesWithoutRoster(UNITS, 'c', sits, new Set()))).toEqual(['maths c/a/2']);
  });

  it('are none exactly when every one of them has been accepted', () => {
    const all = named(sitesWithoutRoster(UNITS, 'c', both, new Set()));
    fc.assert(
      fc.property(fc.subarray(all), (accepted) => {
        const missing = named(sitesWithoutRoster(UNITS, 'c', both, new Set(accepted)));
        expect(new Set([...missing, ...accepted])).toEqual(new Set(all));
        expect(missing.some((one) => accepted.includes(one))).toBe(false);
      }),
    );
  });
});
