import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/adapters/store/store.js';
import { epochMs } from '../../src/engine/model.js';
import { overdueIn } from '../../src/service/overdue.js';
import { dutyList, type DutyWish, type PageWish } from '../../src/service/reads/duty-list.js';
import { aCommit, aRow, T0 } from '../adapters/a-plan.js';
import { aStore } from '../adapters/a-store.js';

const NOW = T0 + 10_000;
const late = (n: number) => aRow(`line@${n}`, { lateAt: epochMs(T0 + n), dueAt: epochMs(T0 + n) });

/** Two seasons, with five and three duties that are late and one that is not yet. */
async function twoSeasons(): Promise<Store> {
  const store = await aStore();
  for (const [season, count] of [
    ['s1', 5],
    ['s2', 3],
  ] as const) {
    const rows = Array.from({ length: count }, (_, n) => late(n));
    const commit = aCommit({ rows: { 'c/a/1': [...rows, late(20_000)] } });
    const unitPlans = commit.unitPlans.map((one) => ({ ...one, hash: `${season} ${one.hash}` }));
    const plan = { ...commit.plan, season };
    await store.commitPlan({ ...commit, plan, unitPlans, clock: null });
  }
  return store;
}

async function pages(store: Store, wish: DutyWish, page: PageWish): Promise<string[][]> {
  const all: string[][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const list = await dutyList({ store, now: () => NOW }, wish, {
      ...page,
      ...(cursor && { cursor }),
    });
    all.push(list.lines.map(({ view }) => `${view.season} ${view.session}`));
    cursor = list.next;
  }
  return all;
}

describe('a list of duties', () => {
  it('goes from season to season, page by page', async () => {
    const store = await twoSeasons();
    const wish = { isOverdue: true };
    const all = ['s1 0', 's1 1', 's1 2', 's1 3', 's1 4', 's2 0', 's2 1', 's2 2'];
    for (const limit of [1, 2, 3, 5, 8, 100]) {
      const read = await pages(store, wish, { sort: 'late', limit });
      expect(read.flat()).toEqual(all);
      for (const page of read.slice(0, -1)) expect(page).toHaveLength(limit);
    }
    const { total, lines } = await dutyList({ store, now: () => NOW }, wish, { isCounted: true });
    expect(total).toBe(8);
    expect(lines[0]).toMatchObject({ now: NOW, lateMs: 10_000, doer: [{ post: 'c/a/1#doer' }] });
  });

  it('says of what is not late that it is not', async () => {
    const store = await twoSeasons();
    const { lines } = await dutyList({ store, now: () => NOW }, { season: 's2' });
    expect(lines.map(({ lateMs }) => lateMs)).toEqual([10_000, 9_999, 9_998, null]);
  });

  it('refuses a cursor that is none, or of another question', async () => {
    const store = await twoSeasons();
    const parts = { store, now: () => NOW };
    const { next } = await dutyList(parts, { season: 's1' }, { limit: 2 });
    const asked = (wish: DutyWish, page: PageWish) => dutyList(parts, wish, page);
    const cursor = next ?? '';
    await expect(asked({ season: 's2' }, { cursor })).rejects.toMatchObject({ code: 'bad-cursor' });
    await expect(asked({ season: 's1' }, { cursor, sort: 'late' })).rejects.toMatchObject({
      code: 'bad-cursor',
    });
    const question = JSON.parse(Buffer.from(cursor.slice(1), 'base64url').toString())[0] as string;
    const forged = [[], {}, [question, 's1', [], ['x', 'c', 'd']], [question, 's1', [], [1, 'c']]];
    for (const one of [...forged, [question, 's1', [], [1.5, 'c', 'd']], [question, 'x', [], null]])
      await expect(
        asked(
          { season: 's1' },
          { cursor: `a${Buffer.from(JSON.stringify(one)).toString('base64url')}` },
        ),
      ).rejects.toMatchObject({ code: 'bad-cursor' });
    await expect(asked({ season: 's1' }, { cursor: 'zz' })).rejects.toMatchObject({
      code: 'bad-cursor',
    });
    expect((await asked({ season: 's1' }, { cursor, limit: 100 })).lines).toHaveLength(4);
  });

  it('is what overdue is made of', async () => {
    const store = await twoSeasons();
    const list = await overdueIn({ store, now: () => NOW }, { season: 's1', limit: 2 });
    expect(list.lines.map(({ lateMs }) => lateMs)).toEqual([10_000, 9_999]);
    const rest = await overdueIn(
      { store, now: () => NOW },
      { season: 's1', cursor: list.next ?? '' },
    );
    expect([rest.lines.length, rest.next]).toEqual([3, null]);
  });
});
