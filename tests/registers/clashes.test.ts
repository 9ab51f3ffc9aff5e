import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clashesIn, type Busy, type Clash } from '../../src/registers/clashes.js';
import { busy } from './arbitraries.js';
import { cpuMs } from '../support/cpu-time.js';

const items = fc.array(busy, { maxLength: 30 });
const named = ({ subject, place, fromAt, untilAt }: Busy): string =>
  `${subject} ${place} ${fromAt}-${untilAt}`;
/** The pairs as a multiset that does not depend on which of two is called the first. */
const pairs = (clashes: readonly Clash<Busy>[]): string[] =>
  clashes.map(({ a, b }) => [named(a), named(b)].sort().join(' × ')).sort();

/** Every two looked at: what the sweep must agree with. */
function naive(all: readonly Busy[]): string[] {
  const found: string[] = [];
  for (const [n, a] of all.entries())
    for (const b of all.slice(n + 1)) {
      const hours = Math.min(a.untilAt, b.untilAt) - Math.max(a.fromAt, b.fromAt);
      const isReal = a.untilAt > a.fromAt && b.untilAt > b.fromAt;
      if (a.subject === b.subject && a.place !== b.place && hours > 0 && isReal)
        found.push([named(a), named(b)].sort().join(' × '));
    }
  return found.sort();
}

describe('clashes', () => {
  it('are those that looking at every two finds', () => {
    const agree = fc.property(items, (all) => {
      expect(pairs(clashesIn(all))).toEqual(naive(all));
    });
    fc.assert(agree, { numRuns: 2_000 });
  });

  it('do not depend on the order in which assignments are known', () => {
    const shuffled = items.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(clashesIn(other).map(ofClash)).toEqual(clashesIn(all).map(ofClash));
      }),
    );
  });

  it('never come from taking an assignment away', () => {
    fc.assert(
      fc.property(items, fc.nat(), (all, n) => {
        const before = pairs(clashesIn(all));
        const after = pairs(clashesIn(all.filter((_, i) => i !== n % (all.length || 1))));
        for (const pair of after) {
          const at = before.indexOf(pair);
          expect(at).toBeGreaterThanOrEqual(0);
          before.splice(at, 1);
        }
      }),
    );
  });

  it('share hours that lie in both', () => {
    fc.assert(
      fc.property(items, (all) => {
        for (const { a, b, fromAt, untilAt } of clashesIn(all)) {
          expect(fromAt).toBeLessThan(untilAt);
          expect([fromAt, untilAt]).toEqual([
            Math.max(a.fromAt, b.fromAt),
            Math.min(a.untilAt, b.untilAt),
          ]);
        }
      }),
    );
  });

  it('are none where one session ends as the next begins, nor at one place', () => {
    const at = (place: string, from: string, until: string): Busy => ({
      subject: 'p012',
      place,
      fromAt: Date.parse(`2027-06-16T${from}:00+08:00`),
      untilAt: Date.parse(`2027-06-16T${until}:00+08:00`),
    });
    expect(clashesIn([at('site-1', '08:30', '10:30'), at('site-2', '10:30', '12:00')])).toEqual([]);
    expect(clashesIn([at('site-1', '08:30', '10:30'), at('site-1', '09:00', '12:00')])).toEqual([]);
    const [clash, ...others] = clashesIn([
      at('site-1', '08:30', '10:31'),
      at('site-2', '10:30', '12:00'),
    ]);
    expect(others).toEqual([]);
    expect(clash).toMatchObject({ a: { place: 'site-1' }, b: { place: 'site-2' } });
    expect((clash?.untilAt ?? 0) - (clash?.fromAt ?? 0)).toBe(60_000);
  });

  it('of 10,000 people in three seasons are found in less than a second', () => {
    const hour = 3_600_000;
    const all = Array.from({ length: 3 }, (_, season) =>
      Array.from({ length: 60_000 }, (_, n): Busy => {
        const [person, session] = [n % 10_000, Math.floor(n / 10_000)];
        const place = `city/site-${(person * 7 + (person % 500 === 0 ? season : 0)) % 340}`;
        const fromAt = session * 5 * hour + season * hour;
        return { subject: `p${person}`, place, fromAt, untilAt: fromAt + 3 * hour };
      }),
    ).flat();
    const times = Array.from({ length: 3 }, () => {
      const begin = cpuMs();
      clashesIn(all);
      return cpuMs() - begin;
    });
    expect(Math.min(...times)).toBeLessThan(1_000);
    // Every 500th of them is at another site in each season, and two seasons overlap at each session.
    expect(clashesIn(all)).toHaveLength(20 * 6 * 3);
  });
});

const ofClash = ({ a, b }: Clash<Busy>): string[] => [named(a), named(b)];
