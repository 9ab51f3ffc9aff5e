import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTurns } from '../../src/service/turns.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('lets in so many at a time, and the others in their order', async () => {
  const turns = createTurns(2);
  const came: string[] = [];
  expect([turns.take(), turns.take(), turns.take()]).toEqual([true, true, false]);
  for (const name of ['a', 'b']) void turns.mine().then(() => came.push(name));
  turns.pass(false);
  await settled();
  expect(came).toEqual(['a']);
  expect(turns.take()).toBe(false);
  turns.pass(false);
  await settled();
  expect(came).toEqual(['a', 'b']);
});

it('lets in half as many after a slow one, four at least, and one more after each quick one', () => {
  const turns = createTurns(32);
  const fill = (): number => {
    let count = 0;
    while (turns.take()) count += 1;
    return count;
  };
  const empty = (count: number): void => {
    for (let n = 0; n < count; n += 1) turns.pass(n < 3 || n >= 24);
  };
  expect(fill()).toBe(32);
  // Three slow: 16, 8, 4; 21 quick: 25; eight slow: 12, 6, 4.
  empty(32);
  expect(fill()).toBe(4);
  for (const now of [5, 6, 7]) {
    turns.pass(false);
    expect([now, turns.take(), turns.take(), turns.take()]).toEqual([now, true, true, false]);
  }
});

it('never has more under way than it was given, and leaves nobody waiting while there is room', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 120 }),
      async (most, slow) => {
        const turns = createTurns(most);
        let under = 0;
        let done = 0;
        const work = async (wasSlow: boolean) => {
          if (!turns.take()) await turns.mine();
          under += 1;
          expect(under).toBeLessThanOrEqual(most);
          await settled();
          under -= 1;
          done += 1;
          turns.pass(wasSlow);
        };
        await Promise.all(slow.map(work));
        expect(done).toBe(slow.length);
        expect(turns.take()).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});
