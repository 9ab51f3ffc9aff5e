import { expect, inject, it } from 'vitest';
import { epochMs } from '../../src/engine/model.js';
import { handOver } from './a-handing.js';
import { aCommit, aRecord, aRow, aUnit, T0, told } from './a-plan.js';
import { aStore, aStoreWithPlan, REAL } from './a-store.js';

it('remembers when something was done last, and what was said with it', async () => {
  const { operations } = await aStore();
  expect(await operations.lastBeat('backup')).toBeNull();
  await operations.beat('backup', REAL, { folder: '/备份' });
  await operations.beat('backup', REAL + 1, { folder: '/later' });
  await operations.beat('sentinel', REAL);
  expect(await operations.lastBeat('backup')).toEqual({ at: REAL + 1, body: { folder: '/later' } });
  expect(await operations.lastBeat('sentinel')).toEqual({ at: REAL, body: null });
});

it('tells how many notices wait, since when, and how many too long', async () => {
  const store = await aStoreWithPlan();
  const lag = (before: number) => store.operations.outboxLag(before);
  expect(await lag(REAL)).toEqual({ pending: 0, oldestAt: null, overdue: 0 });
  await store.record(aRecord(1, [told(1, ['c#office', 'c/a#leader'])]));
  expect(await lag(REAL)).toEqual({ pending: 2, oldestAt: REAL, overdue: 0 });
  expect(await lag(REAL + 1)).toMatchObject({ overdue: 2 });
  await handOver(store, [1], REAL);
  expect(await lag(REAL + 1)).toEqual({ pending: 1, oldestAt: REAL, overdue: 1 });
});

it('counts units that stand still and those whose record is refused', async () => {
  const store = await aStoreWithPlan(
    aCommit({ rows: { c: [aRow('x', { nextAt: epochMs(T0) })] } }),
  );
  const troubles = (at: number) => store.operations.unitTroubles('s', at);
  expect(await troubles(T0)).toEqual({ stuck: 0, since: null, alarms: 0 });
  await store.setAlarm('s', 'c/a', 'other');
  expect(await troubles(T0 + 1)).toEqual({ stuck: 1, since: T0, alarms: 1 });
  expect(await store.operations.unitTroubles('other', T0 + 1)).toMatchObject({ stuck: 0 });
});

it('counts duties by status and rungs told, the same in parts as at once', async () => {
  const units = Array.from({ length: 60 }, (_, n) => aUnit(`c/u-${String(n).padStart(2, '0')}`));
  const late = aRow('late', { lateAt: epochMs(T0), level: 2 });
  const notYet = aRow('soon', { lateAt: epochMs(T0 + 1), level: 1 });
  const done = aRow('done', { status: 'accepted', acceptedAt: epochMs(T0), lateAt: null });
  const rows = Object.fromEntries(units.map(({ path }) => [path, [late, notYet, done]]));
  const store = await aStoreWithPlan(aCommit({ units: [aUnit('c', 'county'), ...units], rows }));
  const figures = await store.dutyFigures('s', epochMs(T0));
  const told_ = figures.map(({ status, lateLevel, count }) => `${status} ${lateLevel} ${count}`);
  expect(told_.sort()).toEqual(['accepted null 60', 'open 2 60', 'open null 60']);
});

it('knows the clock of a database on another machine, and none of its own', async () => {
  const store = await aStore();
  const at = await store.operations.clock();
  if (inject('postgres') === undefined) expect(at).toBeNull();
  else expect(Math.abs(Date.now() - (at ?? 0))).toBeLessThan(5_000);
});

it('names the migrations that made it, in their order', async () => {
  const names = await (await aStore()).operations.migrations();
  expect(names[0]).toBe('0001-tables');
  expect(names).toEqual([...names].sort());
});
