import { describe, expect, it } from 'vitest';
import type { PostHolder } from '../../src/engine/season-plan.js';
import { aCommit, aRecord, aRow, aStep, aUnit, told } from './a-plan.js';
import { aStore, aStoreWithPlan, REAL } from './a-store.js';

describe('commitPlan', () => {
  it('makes a season with its units, steps and first board', async () => {
    const store = await aStore();
    const commit = aCommit({ rows: { 'c/a/1': [aRow('line'), aRow('zero-report@math')] } });
    expect(await store.commitPlan(commit)).toEqual({ version: 1, fresh: true });

    expect(await store.season('s')).toEqual({
      id: 's',
      title: commit.plan.title,
      status: 'running',
      version: 1,
      planHash: 'h1',
      timezone: 'Asia/Shanghai',
      examDay: '2027-06-16',
      rehearsal: false,
      clock: { kind: 'real' },
      coordinator: 'c#office',
      startedAt: REAL,
    });
    expect((await store.units('s')).map(({ path, parent }) => [path, parent])).toEqual([
      ['@', null],
      ['c', null],
      ['c/a', 'c'],
      ['c/a-2', 'c'],
      ['c/a/1', 'c/a'],
    ]);
    expect(await store.duties({ season: 's' })).toHaveLength(2);
    expect(await store.planVersion('s')).toMatchObject({
      version: 1,
      plan: commit.plan,
      posts: [],
    });
    expect(await store.unitPlan('c/a@1')).toEqual(commit.unitPlans[1]?.body);
    expect(await store.unitHashes('s', 1)).toMatchObject({ c: 'c@1', 'c/a/1': 'c/a/1@1' });
    expect(await store.unitHash('s', 1, 'c/a/1')).toBe('c/a/1@1');
    expect(await store.unitHash('s', 2, 'c/a/1')).toBeNull();
    expect(await store.unitHash('s', 1, 'constructor')).toBeNull();
  });

  it('does nothing for content that is the present version already', async () => {
    const store = await aStoreWithPlan();
    expect(await store.commitPlan(aCommit())).toEqual({ version: 1, fresh: false });
    expect(await store.commitPlan(aCommit({ version: 2 }))).toEqual({ version: 1, fresh: false });
    expect(await store.planVersion('s', 2)).toBeNull();
  });

  it('adds a version beside the first; rows, heads and logs of units stay', async () => {
    const store = await aStoreWithPlan(aCommit({ rows: { 'c/a/1': [aRow('line')] } }));
    await store.record(aRecord(1, [told(1)], { rows: [aRow('line', { level: 1 })] }));
    await store.setSeasonStatus('s', 'paused');

    const units = [aUnit('c', 'county'), aUnit('c/a/1'), aUnit('c/b')];
    const rows = { 'c/a/1': [aRow('line'), aRow('new')], 'c/b': [aRow('line')] };
    const steps = [aStep('line', 'eve'), aStep('new')];
    const second = aCommit({ version: 2, hash: 'h2', units, rows, steps });
    expect(await store.commitPlan(second)).toEqual({ version: 2, fresh: true });

    expect(await store.season('s')).toMatchObject({ version: 2, planHash: 'h2', status: 'paused' });
    expect(await store.planVersion('s', 1)).toMatchObject({ hash: 'h1' });
    expect(await store.duty('s', 'c/a/1', 'line')).toMatchObject({ level: 1, phase: 'eve' });
    expect(await store.duty('s', 'c/a/1', 'new')).toMatchObject({ level: 0, seq: 0 });
    expect((await store.units('s', 'c/a/1'))[0]).toMatchObject({ head: 1 });
    expect((await store.units('s', 'c/a'))[0]).toMatchObject({ path: 'c/a' });
  });

  it('goes back to an earlier content as a new version', async () => {
    const store = await aStoreWithPlan();
    await store.commitPlan(aCommit({ version: 2, hash: 'h2' }));
    const back = await store.commitPlan(aCommit({ version: 3, hash: 'h1' }));
    expect(back).toEqual({ version: 3, fresh: true });
  });

  it('refuses a version that is not the next, and leaves nothing of it', async () => {
    const store = await aStoreWithPlan();
    for (const version of [1, 3])
      await expect(store.commitPlan(aCommit({ version, hash: 'h2' }))).rejects.toMatchObject({
        name: 'PlanConflict',
      });
    const clash = {
      ...aCommit({ version: 2, hash: 'h2' }),
      boardRows: { stranger: [aRow('line')] },
    };
    await expect(store.commitPlan(clash)).rejects.toThrow(/foreign key/i);

    expect(await store.season('s')).toMatchObject({ version: 1, planHash: 'h1' });
    expect(await store.unitPlan('c@2')).toBeNull();
  });
});

describe('seasons', () => {
  it('are listed and change their status', async () => {
    const store = await aStoreWithPlan();
    expect(await store.setSeasonStatus('s', 'closed')).toBe(true);
    expect(await store.setSeasonStatus('none', 'closed')).toBe(false);
    expect((await store.seasons()).map(({ id, status }) => [id, status])).toEqual([
      ['s', 'closed'],
    ]);
    expect(await store.season('none')).toBeNull();
  });
});

describe('posts', () => {
  it('are held on the days given, both included; an empty day means always', async () => {
    const holder = (person: string, from: string, to: string): PostHolder => ({
      post: 'c#office',
      person,
      name: `人${person}`,
      title: '主任',
      from,
      to,
    });
    const store = await aStoreWithPlan(
      aCommit({
        posts: [
          holder('p1', '', '2027-05-31'),
          holder('p2', '2027-06-01', ''),
          holder('p3', '', ''),
        ],
      }),
    );
    const on = async (day: string) =>
      (await store.holders('s', ['c#office', 'c#other'], day)).map(({ person }) => person);

    expect(await on('2027-05-31')).toEqual(['p1', 'p3']);
    expect(await on('2027-06-01')).toEqual(['p2', 'p3']);
    expect(await store.holders('s', [], '2027-06-01')).toEqual([]);
    expect(await store.holders('s', ['c#office'], '2027-06-01')).toContainEqual(
      holder('p3', '', ''),
    );
  });
});
