import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecordActivities } from '../../activities/record.js';
import { epochMs } from '../../src/engine/model.js';
import { aRecord, aRow, T0, told } from './a-plan.js';
import { aStoreWithPlan, logOf, REAL } from './a-store.js';

const five = [1, 2, 3, 4, 5].map((n) => told(n));

describe('record', () => {
  it('keeps what happened, in its order, with the real time of the write', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, five.slice(0, 2)));
    await store.record(aRecord(3, five.slice(2)));

    expect(await logOf(store)).toEqual(five);
    expect(await store.events('s', 'c/a/1', 4, 1)).toEqual([
      { season: 's', path: 'c/a/1', seq: 4, event: told(4), recordedAt: REAL },
    ]);
    expect(await store.dutyEvents('s', 'c/a/1', 'line')).toHaveLength(5);
    expect(await store.dutyEvents('s', 'c/a/1', 'other')).toEqual([]);
  });

  it('takes the same events again, alone or with more behind them', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, five.slice(0, 3)));
    await store.record(aRecord(1, five.slice(0, 3)));
    await store.record(aRecord(2, five.slice(1)));
    await store.record(aRecord(1, five.slice(0, 2)));

    expect(await logOf(store)).toEqual(five);
  });

  it('takes the same event with its keys in another order', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, [told(1)]));
    const turned = Object.fromEntries(Object.entries(told(1)).reverse()) as ReturnType<typeof told>;

    await store.record(aRecord(1, [turned, told(2)]));
    expect(await logOf(store)).toEqual(five.slice(0, 2));
  });

  it('refuses a gap', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, [told(1)]));

    await expect(store.record(aRecord(3, [told(3)]))).rejects.toMatchObject({
      name: 'RecordConflict',
      message: 's/c/a/1: seq 3 comes after 1',
    });
    expect(await logOf(store)).toEqual([told(1)]);
  });

  it('refuses other content at a known number, and all that stands behind it', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, five.slice(0, 2)));

    const rows = [aRow('line', { level: 3 })];
    await expect(
      store.record(aRecord(1, [told(1), told(9), told(3)], { rows })),
    ).rejects.toMatchObject({ name: 'RecordConflict', message: /at seq 2/ });
    expect(await logOf(store)).toEqual(five.slice(0, 2));
    expect(await store.duty('s', 'c/a/1', 'line')).toBeNull();
  });

  it('can be tried again for a unit that the store does not know yet', async () => {
    const store = await aStoreWithPlan();
    await expect(store.record(aRecord(1, [told(1)], { path: 'c/new' }))).rejects.toMatchObject({
      name: 'Error',
    });
  });

  it('gives the same log for any cutting into overlapping batches', async () => {
    const cut = fc.record({ from: fc.nat(20), length: fc.integer({ min: 0, max: 8 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { maxLength: 12 }), async (cuts) => {
        const store = await aStoreWithPlan();
        const story = Array.from({ length: 20 }, (_, n) => told(n, [`c#${n}`]));
        let head = 0;
        for (const { from, length } of [...cuts, { from: 0, length: 20 }]) {
          // Never a gap: a workflow keeps what is not known to be recorded.
          const first = Math.min(from, head);
          const batch = story.slice(first, first + length);
          await store.record(aRecord(first + 1, batch));
          head = Math.max(head, first + batch.length);
        }
        expect(await logOf(store)).toEqual(story);
        expect(await store.claimNotices(100)).toHaveLength(20);
      }),
      { numRuns: 25 },
    );
  });

  it('writes a batch as large as a unit may gather', async () => {
    const store = await aStoreWithPlan();
    const story = Array.from({ length: 500 }, (_, n) => told(n, ['c#office', 'c/a#leader']));
    const rows = Array.from({ length: 300 }, (_, n) => aRow(`d${n}`));
    await store.record(aRecord(1, story, { rows }));

    expect(await logOf(store)).toEqual(story);
    expect(await store.claimNotices(2000)).toHaveLength(1000);
    expect(await store.duties({ season: 's' })).toHaveLength(300);
  });
});

describe('record, all or nothing', () => {
  it('leaves nothing behind when a statement fails', async () => {
    const store = await aStoreWithPlan();
    const broken = { ...aRow('line'), dueAt: null } as unknown as ReturnType<typeof aRow>;
    await expect(store.record(aRecord(1, five, { rows: [broken] }))).rejects.toThrow(/not.null/i);

    expect(await logOf(store)).toEqual([]);
    expect(await store.claimNotices(10)).toEqual([]);
    expect((await store.units('s', 'c/a/1'))[0]).toMatchObject({ head: 0, recordedAt: null });
    await store.record(aRecord(1, five, { rows: [aRow('line')] }));
    expect(await logOf(store)).toEqual(five);
  });

  it('does not let one unit spoil the others that share its commit', async () => {
    const store = await aStoreWithPlan();
    const broken = { ...aRow('line'), dueAt: null } as unknown as ReturnType<typeof aRow>;
    const outcomes = await Promise.allSettled([
      store.record(aRecord(1, five)),
      store.record(aRecord(5, five, { path: 'c/a' })),
      store.record(aRecord(1, five, { path: 'c/a-2', rows: [broken] })),
      store.record(aRecord(1, five, { path: 'c' })),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(await logOf(store, 'c/a/1')).toEqual(five);
    expect(await logOf(store, 'c/a')).toEqual([]);
    expect(await logOf(store, 'c/a-2')).toEqual([]);
    expect(await logOf(store, 'c')).toEqual(five);
  });
});

describe("a unit's times", () => {
  it('follow the newest record; an overtaken one does not set them back', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, five.slice(0, 3), { nextWakeAt: epochMs(T0 + 100) }));
    await store.record(aRecord(1, five.slice(0, 1), { nextWakeAt: epochMs(T0 + 1) }));
    expect((await store.units('s', 'c/a/1'))[0]).toMatchObject({
      head: 3,
      asOf: T0 + 4,
      nextWakeAt: T0 + 100,
      recordedAt: REAL,
    });

    const later = { asOf: epochMs(T0 + 50), nextWakeAt: null };
    await store.record(aRecord(4, [], later));
    expect((await store.units('s', 'c/a/1'))[0]).toMatchObject({ head: 3, ...later });
  });

  it('keep the newest two snapshots', async () => {
    const store = await aStoreWithPlan();
    expect(await store.latestSnapshot('s', 'c/a/1')).toBeNull();
    for (const n of [1, 2, 3]) await store.record(aRecord(n, [told(n)], { snapshot: { n } }));
    await store.record(aRecord(1, [told(1)], { snapshot: { n: 1 } }));

    expect(await store.latestSnapshot('s', 'c/a/1')).toEqual({ seq: 3, state: { n: 3 } });
  });
});

describe('the activities', () => {
  it('fail for good on a conflict, and leave all else to be tried again', async () => {
    const activities = createRecordActivities(await aStoreWithPlan());
    await expect(activities.record(aRecord(2, [told(2)]))).rejects.toMatchObject({
      type: 'RecordConflict',
      nonRetryable: true,
    });
    await expect(activities.record(aRecord(1, [], { path: 'c/x' }))).rejects.not.toHaveProperty(
      'nonRetryable',
    );
  });

  it('fetch a plan by its hash; an unknown one may still come', async () => {
    const activities = createRecordActivities(await aStoreWithPlan());
    expect(await activities.fetchPlan({ hash: 'c/a@1' })).toMatchObject({
      path: 'c/a',
      version: 1,
    });
    await expect(activities.fetchPlan({ hash: 'none' })).rejects.toMatchObject({
      type: 'UnknownPlan',
      nonRetryable: false,
    });
  });
});
