import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import { handOver } from './a-handing.js';
import { aCommit, aRecord, aRow, T0, told } from './a-plan.js';
import { aStoreWithPlan, REAL } from './a-store.js';

const at = epochMs(T0);

describe('the sentinel', () => {
  it('finds units whose wake-up passed without a record, with one that never started', async () => {
    const wake = (ms: number) => ({ nextAt: epochMs(T0 + ms) });
    const store = await aStoreWithPlan(
      aCommit({
        rows: { c: [aRow('line', wake(10)), aRow('x', wake(-10))], 'c/a': [aRow('line')] },
      }),
    );
    const stuck = async (ms: number) =>
      (await store.stuck({ season: 's', wakeBefore: epochMs(T0 + ms) })).map(({ path }) => path);
    expect(await stuck(-10)).toEqual([]);
    expect(await stuck(0)).toEqual(['c']);

    await store.record(aRecord(1, [], { path: 'c', nextWakeAt: epochMs(T0 + 10) }));
    expect(await stuck(1)).toEqual(['c/a']);
    expect(await stuck(11)).toEqual(['c/a', 'c']);
  });

  it('notes an alarm and takes it back', async () => {
    const store = await aStoreWithPlan();
    await store.setAlarm('s', 'c/a', 'no record since 09:00');
    expect((await store.units('s', 'c/a'))[0]).toMatchObject({ alarm: 'no record since 09:00' });
    await store.setAlarm('s', 'c/a', null);
    expect((await store.units('s', 'c/a'))[0]).toMatchObject({ alarm: null });
  });
});

describe('the outbox', () => {
  it('owes each post one notice of an event, however often it is recorded', async () => {
    const store = await aStoreWithPlan();
    const twice = told(1, ['c#office', 'c/a#leader', 'c#office']);
    await store.record(aRecord(1, [twice]));
    await store.record(aRecord(1, [twice, told(2, [])]));

    const notices = await store.claimNotices(10);
    expect(notices.map(({ to }) => to)).toEqual(['c#office', 'c/a#leader']);
    expect(notices[0]).toEqual({
      id: 1,
      season: 's',
      path: 'c/a/1',
      seq: 1,
      duty: 'line',
      kind: 'remind',
      to: 'c#office',
      owedAt: T0 + 1,
      firedAt: T0 + 501,
      recordedAt: REAL,
      event: twice,
      state: 'pending',
      handedAt: null,
    });
  });

  it('names a notice by its event where nothing was told on the clock', async () => {
    const store = await aStoreWithPlan();
    const duty = { duty: 'line', at, by: 'p1' };
    await store.record(
      aRecord(1, [
        { ...duty, type: 'returned', reason: '不清', dueAt: epochMs(T0 + 9), to: ['c/a/1#doer'] },
        { ...duty, type: 'accepted' },
      ]),
    );
    expect(await store.claimNotices(10)).toMatchObject([
      { kind: 'returned', owedAt: at, firedAt: at },
    ]);
  });

  it('hands over the oldest first, and each once', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, [told(1), told(2), told(3)]));
    const [first, second] = await store.claimNotices(2);
    expect([first?.seq, second?.seq]).toEqual([1, 2]);

    await handOver(store, [first?.id ?? 0], REAL + 1);
    await handOver(store, [first?.id ?? 0], REAL + 2);
    expect((await store.claimNotices(10)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect((await store.noticesOf('s', 'c/a/1', 'line'))[0]).toMatchObject({
      state: 'handed',
      handedAt: REAL + 1,
    });
  });

  it('hands over what is beyond a reminder before the mass of reminders', async () => {
    const store = await aStoreWithPlan();
    const action = (n: number, what: 'due' | 'escalate') => ({ ...told(n), action: what }) as const;
    await store.record(
      aRecord(1, [told(1), told(2), action(3, 'due'), told(4), action(5, 'escalate')]),
    );
    const seqs = async (limit: number) => (await store.claimNotices(limit)).map(({ seq }) => seq);
    expect(await seqs(1)).toEqual([5]);
    expect(await seqs(3)).toEqual([1, 3, 5]);
    expect(await seqs(9)).toEqual([1, 2, 3, 4, 5]);
  });
});
