import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import { handOver } from './a-handing.js';
import { aRecord, T0, told } from './a-plan.js';
import { aStoreWithPlan, REAL } from './a-store.js';

const word = {
  ...{ word: 'w1', path: 'c/a/1', duty: 'line', to: 'c/a/1#doer' },
  ...{ owedAt: epochMs(T0), by: 'li', reason: '已口头通知', at: epochMs(REAL) },
};

describe('what proves a season', () => {
  it('gives the notices of a day, and of no other', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, [told(0), told(60_000, ['c/a/1#doer', 'c/a#office'])]));
    const lines = async (from: number, until: number) =>
      (await store.proof.ledgerLines('s', epochMs(from), epochMs(until))).map(
        ({ seq, to, state }) => `${seq} ${to} ${state}`,
      );
    expect(await lines(T0, T0 + 60_500)).toEqual(['1 c/a/1#doer pending']);
    expect(await lines(T0 + 60_500, T0 + 90_000)).toEqual([
      '2 c/a/1#doer pending',
      '2 c/a#office pending',
    ]);
    const [first] = await store.proof.ledgerLines('s', epochMs(T0), epochMs(T0 + 1_000));
    await handOver(store, [first?.notice ?? 0], REAL);
    expect(await lines(T0, T0 + 1_000)).toEqual(['1 c/a/1#doer handed']);
  });

  it('keeps a morning’s report, and of two for one morning the newer', async () => {
    const store = await aStoreWithPlan();
    expect(await store.proof.morning('s', epochMs(T0))).toBeNull();
    await store.proof.keepMorning('s', epochMs(T0), REAL, { expected: 0 });
    await store.proof.keepMorning('s', epochMs(T0), REAL + 1, { expected: 1 });
    expect(await store.proof.morning('s', epochMs(T0))).toEqual({ expected: 1 });
  });

  it('has a word stopped once, by the first who did it', async () => {
    const store = await aStoreWithPlan();
    expect(await store.proof.stop('s', word)).toBe(true);
    expect(await store.proof.stop('s', { ...word, by: 'wang' })).toBe(false);
    expect(await store.proof.stopped('s')).toEqual([word]);
    expect(await store.proof.stopped('s', ['w2'])).toEqual([]);
    expect(await store.proof.stopped('s', [])).toEqual([]);
  });

  it('knows until when a season only shows what it would send', async () => {
    const store = await aStoreWithPlan();
    expect(await store.proof.shadowUntil('s')).toBeNull();
    await store.proof.setShadow('s', epochMs(T0 + 1), 'li', REAL);
    await store.proof.setShadow('s', epochMs(T0), 'li', REAL);
    expect(await store.proof.shadowUntil('s')).toBe(T0);
  });
});
