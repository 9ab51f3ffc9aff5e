import { describe, expect, it } from 'vitest';
import type { ShiftChange, TakeOver } from '../../src/adapters/store/take-overs.js';
import { aRow } from './a-plan.js';
import { aStaffed } from '../registers/a-staffed-season.js';
import { aStore } from './a-store.js';

const takeOver = (parts: Partial<TakeOver> = {}): TakeOver => ({
  ...{ id: 'h1', season: '2027', post: 'lanxi#office', absent: 'li', absentName: '示李' },
  ...{ person: 'wang', name: '示王', title: '副主任', fromAt: 10, untilAt: 20 },
  ...{ reason: '出差', by: 'zhao', at: 1 },
  ...parts,
});
const change = (absent: string, person: string, parts: Partial<ShiftChange> = {}): ShiftChange => ({
  ...{ id: 's1', season: '2027', unit: 'lanxi/site-1', step: 'vault-watch', fromAt: 0 },
  ...{ absent, person, reason: '换班', by: 'zhao', at: 1 },
  ...parts,
});
const shift = (person: string, fromAt: number) => ({
  ...{ unit: 'lanxi/site-1', step: 'vault-watch', person, role: 'head' as const },
  ...{ fromAt, untilAt: fromAt + 12 },
});

async function aSeason() {
  const store = await aStore();
  const shifts = [shift('li', 0), shift('wang', 12)] as const;
  await store.commitPlan(aStaffed({ posts: [['li', 'lanxi#office']], shifts }));
  return store;
}

describe('who serves in whose place, in the store', () => {
  it('is found by post, by person and by instant, and ends when the absent is back', async () => {
    const { takeOvers, registers } = await aSeason();
    const other = takeOver({ post: 'lanxi#head', fromAt: 15, untilAt: 30 });
    await takeOvers.put([takeOver(), other], []);
    const at = async (instant: number) =>
      (await takeOvers.servedBy('2027', 'wang', instant)).map(({ post }) => post);
    expect(await at(9)).toEqual([]);
    expect(await at(10)).toEqual(['lanxi#office']);
    expect(await at(15)).toEqual(['lanxi#office', 'lanxi#head']);
    expect(await takeOvers.ofPosts('2027', ['lanxi#office'], 20)).toEqual([]);
    expect(await takeOvers.ofPosts('2027', ['lanxi#office', 'x#y'], 19)).toEqual([takeOver()]);
    await takeOvers.end('h1', '2027', 18);
    expect(await at(18)).toEqual([]);
    expect(await takeOvers.all('2027')).toMatchObject([{ untilAt: 18 }, { untilAt: 18 }]);
    expect(await registers.standIns('2027')).toContainEqual({
      ...{ post: 'lanxi#office', person: 'wang', absent: 'li', fromAt: 10, untilAt: 18 },
    });
  });

  it('is written all or nothing, and once however often', async () => {
    const { takeOvers } = await aSeason();
    await takeOvers.put([takeOver()], [change('li', 'wang')]);
    await takeOvers.put([takeOver()], [change('li', 'wang')]);
    expect(await takeOvers.ofAction('h1')).toHaveLength(1);
    const unknown = takeOver({ id: 'h2', season: 'none' });
    await expect(takeOvers.put([takeOver({ id: 'h2' }), unknown], [])).rejects.toThrow();
    expect(await takeOvers.ofAction('h2')).toEqual([]);
  });

  it('swaps two shifts at once, hands a swapped one on, and survives a roster that comes anew', async () => {
    const store = await aSeason();
    const swap = [change('li', 'wang'), change('wang', 'li', { fromAt: 12 })];
    await store.takeOvers.put([], swap);
    const read = async () =>
      (await store.registers.shifts('2027'))
        .map(({ fromAt, person, absent }) => [fromAt, person, absent])
        .sort(([a = 0], [b = 0]) => Number(a) - Number(b));
    expect(await read()).toEqual([
      [0, 'wang', 'li'],
      [12, 'li', 'wang'],
    ]);
    await store.takeOvers.put([], [change('wang', 'sun', { id: 's2' })]);
    expect(await read()).toEqual([
      [0, 'sun', 'li'],
      [12, 'li', 'wang'],
    ]);
    expect(await store.registers.shiftsAt('2027', 5)).toMatchObject([
      { person: 'sun', absent: 'li' },
    ]);
    const anew = aStaffed({ shifts: [shift('li', 0), shift('qian', 12)] as const });
    await store.commitPlan({
      ...{ ...anew, hash: 'h-anew' },
      unitPlans: anew.unitPlans.map((unit) => ({
        ...{ ...unit, hash: `2/${unit.hash}`, body: { ...unit.body, version: 2 } },
      })),
    });
    expect(await read()).toEqual([
      [0, 'sun', 'li'],
      [12, 'qian', undefined],
    ]);
  });

  it('keeps whom words did not reach on the board', async () => {
    const store = await aSeason();
    const rows = [aRow('listening-tried', { unreached: ['lanxi#office', 'lanxi#head'] })];
    const unit = { season: '2027', path: 'lanxi/site-1', rows };
    const head = { firstSeq: 1, events: [], asOf: 1, nextWakeAt: null };
    await store.record({ ...unit, ...head } as unknown as Parameters<typeof store.record>[0]);
    const view = await store.duty('2027', 'lanxi/site-1', 'listening-tried');
    expect(view?.unreached ?? []).toEqual(['lanxi#office', 'lanxi#head']);
  });
});
