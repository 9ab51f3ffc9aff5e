import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { gathering, gatheredReads } from '../../src/adapters/store/gather.js';

it('gives everybody his own outcome, whatever was asked together', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 3 }),
      async (asked, most, sideBySide) => {
        const groups: number[] = [];
        const one = gathering({ most, sideBySide }, async (items: readonly number[]) => {
          groups.push(items.length);
          return items.map((n) =>
            n % 7 === 0
              ? { status: 'rejected', reason: new Error(`${n}`) }
              : { status: 'fulfilled', value: 2 * n },
          );
        });
        const outcomes = await Promise.allSettled(asked.map(one));
        for (const [i, n] of asked.entries())
          expect(outcomes[i]).toMatchObject(
            n % 7 === 0 ? { reason: { message: `${n}` } } : { value: 2 * n },
          );
        expect(Math.max(0, ...groups)).toBeLessThanOrEqual(most);
        // Together: no more groups than are needed.
        expect(groups).toHaveLength(Math.ceil(asked.length / most));
      },
    ),
  );
});

it('asks once for what is asked for at the same time, and tells all where it fails', async () => {
  const asked: (readonly string[])[] = [];
  const length = gatheredReads(10, async (words: readonly string[]) => {
    asked.push(words);
    if (words.includes('gone')) throw new Error('away');
    return (word) => {
      if (word === '') throw new Error('empty');
      return word.length;
    };
  });
  expect(await Promise.allSettled([length('a'), length(''), length('abc')])).toMatchObject([
    { value: 1 },
    { reason: { message: 'empty' } },
    { value: 3 },
  ]);
  expect(asked).toEqual([['a', '', 'abc']]);
  expect(await Promise.allSettled([length('gone'), length('a')])).toMatchObject([
    { reason: { message: 'away' } },
    { reason: { message: 'away' } },
  ]);
  expect(await length('ab')).toBe(2);
});
