import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStore } from '../../src/adapters/store/store.js';
import { keepTallies, type Tally } from '../../src/adapters/store/tally.js';
import { epochMs, type Status } from '../../src/engine/model.js';
import { aCommit, aRow, T0 } from './a-plan.js';

const duty = fc.record({
  status: fc.constantFrom<Status>('open', 'returned', 'accepted'),
  dueAt: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 40_000_000_000 })),
});

it('law: counted part by part a season has as many duties of each status as one by one', async () => {
  const store = await openStore(':memory:');
  let seasons = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(duty, { maxLength: 30 }), async (duties) => {
      seasons += 1;
      const season = `s${seasons}`;
      const rows = duties.map(({ status, dueAt }, n) =>
        aRow(`line@${n}`, { status, dueAt: epochMs(T0 + dueAt), lateAt: null }),
      );
      const commit = aCommit({ rows: { c: rows } });
      const unitPlans = commit.unitPlans.map((one) => ({ ...one, hash: `${season} ${one.hash}` }));
      await store.commitPlan({
        ...commit,
        hash: season,
        unitPlans,
        plan: { ...commit.plan, season },
      });
      const wanted: Partial<Record<Status, number>> = {};
      for (const { status } of duties) wanted[status] = (wanted[status] ?? 0) + 1;
      expect((await store.lists.tally(season, epochMs(T0))).counts).toEqual(wanted);
    }),
    { numRuns: 25 },
  );
  await store.close();
});

/** Counting that ends when it is told to, on a clock that is moved by hand. */
function aCount(duties: number) {
  const asked: ((tally: Tally) => void)[] = [];
  let at = 0;
  const tally = keepTallies(
    () => new Promise((resolve) => void asked.push(resolve)),
    () => at,
  );
  return {
    asked,
    ask: () => tally('s', epochMs(T0)),
    pass: (ms: number) => {
      at += ms;
    },
    /** The oldest count that is under way ends with so many duties open. */
    end: async (open = duties) => {
      asked.shift()?.({ counts: { open }, late: [] });
      await new Promise(setImmediate);
    },
  };
}
const openOf = async (asked: Promise<Tally>) => (await asked).counts.open;

it('the counts of a nation are kept for a second, and answered for one more while it is counted anew', async () => {
  const count = aCount(30_000);
  const both = [count.ask(), count.ask()];
  expect(count.asked).toHaveLength(1);
  await count.end();
  expect(await Promise.all(both.map(openOf))).toEqual([30_000, 30_000]);
  count.pass(999);
  expect(await openOf(count.ask())).toBe(30_000);
  expect(count.asked).toHaveLength(0);
  count.pass(1);
  expect(await openOf(count.ask())).toBe(30_000);
  expect(count.asked).toHaveLength(1);
  await count.end(29_000);
  expect(await openOf(count.ask())).toBe(29_000);
  // Nobody is answered with what is two seconds old.
  count.pass(2_001);
  const late = count.ask();
  await count.end(28_000);
  expect(await openOf(late)).toBe(28_000);
});

it('of few duties every count is counted', async () => {
  const count = aCount(200);
  for (const open of [200, 199]) {
    const asked = count.ask();
    await count.end(open);
    expect(await openOf(asked)).toBe(open);
  }
});
