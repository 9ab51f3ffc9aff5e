import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/adapters/store/store.js';
import type { DutyView, OverdueFilter } from '../../src/adapters/store/types.js';
import { epochMs } from '../../src/engine/model.js';
import { aCommit, aRecord, aRow, aStep, aUnit, T0, told } from './a-plan.js';
import { aStoreWithPlan } from './a-store.js';

const at = epochMs(T0);
const ids = (rows: readonly DutyView[]) => rows.map(({ path, duty }) => `${path} ${duty}`);

describe('the board', () => {
  it('shows the state after the newest event, in whatever order records arrive', async () => {
    const store = await aStoreWithPlan();
    const standing = (level: number) => ({ rows: [aRow('line', { level })] });
    await store.record(aRecord(1, [told(1), told(2)], standing(2)));
    await store.record(aRecord(1, [told(1)], standing(1)));
    expect(await store.duty('s', 'c/a/1', 'line')).toMatchObject({ level: 2, seq: 2 });

    await store.record(aRecord(2, [told(2), told(3)], standing(3)));
    expect(await store.duty('s', 'c/a/1', 'line')).toMatchObject({ level: 3, seq: 3 });
  });

  it('tells a duty with all that a list shows of it', async () => {
    const store = await aStoreWithPlan();
    const row = aRow('zero-report@math', {
      status: 'returned',
      told: ['c#office'],
      toldAt: at,
      promiseAt: epochMs(T0 + 9),
      missing: 2,
    });
    await store.record(aRecord(1, [told(1)], { rows: [row] }));

    const { title, step: _, ...known } = row;
    expect(await store.duty('s', 'c/a/1', 'zero-report@math')).toEqual({
      ...known,
      season: 's',
      path: 'c/a/1',
      unit: { kind: 'site', title: { zh: 'c/a/1', en: 'c/a/1 (en)' }, asOf: T0 + 2 },
      step: 'zero-report',
      session: 'math',
      sessionTitle: { zh: '数学', en: '数学 (en)' },
      title: title ?? { zh: 'zero-report', en: 'zero-report (en)' },
      phase: 'exam',
      label: 'internal',
      source: 'A1',
      seq: 1,
    });
    expect(await store.duty('s', 'c/a/1', 'none')).toBeNull();
  });

  it('remembers the title of a duty added at run time', async () => {
    const store = await aStoreWithPlan();
    await store.record(aRecord(1, [told(1)], { rows: [aRow('m1', { title: '补装监控' })] }));
    await store.record(aRecord(2, [told(2)], { rows: [aRow('m1', { level: 1 })] }));

    expect(await store.duty('s', 'c/a/1', 'm1')).toMatchObject({
      title: { zh: '补装监控', en: '补装监控' },
      phase: null,
      label: null,
      level: 1,
    });
  });

  it('is put back from a unit’s state: strangers go, wrong rows go, titles stay', async () => {
    const store = await aStoreWithPlan();
    const rows = [aRow('line', { level: 7 }), aRow('ghost'), aRow('m1', { title: '补装' })];
    await store.record(aRecord(1, [told(1), told(2)], { rows }));

    const unit = { season: 's', path: 'c/a/1', asOf: at, nextWakeAt: null };
    const truth = [aRow('line', { level: 1 }), aRow('m1')];
    expect(await store.replaceBoard({ ...unit, rows: truth, head: 1 })).toBe(false);
    expect(await store.duties({ season: 's' })).toHaveLength(3);

    expect(await store.replaceBoard({ ...unit, rows: truth, head: 2 })).toBe(true);
    const back = await store.duties({ season: 's' });
    expect(back.map(({ duty, level, title }) => [duty, level, title.zh])).toEqual([
      ['line', 1, 'line'],
      ['m1', 0, '补装'],
    ]);
    await store.record(aRecord(3, [told(3)], { rows: [aRow('line', { level: 2 })] }));
    expect(await store.duty('s', 'c/a/1', 'line')).toMatchObject({ level: 2 });
  });
});

describe('overdue', () => {
  const units = [
    aUnit('c', 'county'),
    aUnit('c/a', 'area'),
    aUnit('c/a-2', 'area'),
    aUnit('c/a/1'),
    aUnit('c/a0'),
    aUnit('c/health', 'department'),
  ];
  const late = (afterMs: number, parts = {}) => ({ lateAt: epochMs(T0 + afterMs), ...parts });
  const county = (): Promise<Store> =>
    aStoreWithPlan(
      aCommit({
        units,
        steps: [aStep('line'), aStep('zero-report', 'exam')],
        rows: {
          c: [aRow('line', late(-5))],
          'c/a': [aRow('line', late(-9, { level: 2 })), aRow('zero-report', late(1))],
          'c/a-2': [aRow('line', late(-7, { answerable: 'c/health#leader' }))],
          'c/a/1': [aRow('zero-report', late(0)), aRow('line', { lateAt: null })],
          'c/a0': [aRow('line', late(-1, { doer: 'c/health#doer' }))],
          'c/health': [aRow('line', late(-3))],
        },
      }),
    );
  const asked = async (filter: Partial<OverdueFilter>) =>
    ids(await (await county()).overdue({ season: 's', at, ...filter }));

  it('lists what is late, the longest first, and nothing else', async () => {
    const all = ['c/a line', 'c/a-2 line', 'c line', 'c/health line', 'c/a0 line'];
    expect(await asked({})).toEqual([...all, 'c/a/1 zero-report']);
    expect(await asked({ at: epochMs(T0 - 1) })).toEqual(all);
    expect(await asked({ limit: 2 })).toEqual(all.slice(0, 2));
  });

  it('keeps to a unit and what is below it, not to its neighbours of like name', async () => {
    expect(await asked({ under: 'c/a' })).toEqual(['c/a line', 'c/a/1 zero-report']);
    expect(await asked({ under: 'c/a/1' })).toEqual(['c/a/1 zero-report']);
    expect(await asked({ under: 'c' })).toHaveLength(6);
    expect(await asked({ under: 'c/x' })).toEqual([]);
  });

  it('knows a department’s own duties and those its posts do or answer for', async () => {
    const theirs = ['c/a-2 line', 'c/health line', 'c/a0 line'];
    expect(await asked({ department: 'c/health' })).toEqual(theirs);
    expect(await asked({ department: 'c/heal' })).toEqual([]);
  });

  it('narrows by phase, rung and status', async () => {
    expect(await asked({ phase: 'exam' })).toEqual(['c/a/1 zero-report']);
    expect(await asked({ level: 2 })).toEqual(['c/a line']);
    expect(await asked({ status: ['submitted'] })).toEqual([]);
    expect(await asked({ under: 'c/a', phase: 'before', level: 2 })).toEqual(['c/a line']);
  });

  it('takes an instant for each season', async () => {
    const store = await county();
    expect(await store.overdue({ at: { s: at } })).toHaveLength(6);
    expect(await store.overdue({ at: { s: epochMs(T0 - 6), other: at } })).toHaveLength(2);
    expect(await store.overdue({ at: {} })).toEqual([]);
  });

  it('gives a gate its subtree: how the duties stand, and how far each unit is known', async () => {
    const store = await county();
    await store.record(aRecord(1, [told(1)], { path: 'c/a/1', asOf: at }));
    const { units: heads, duties } = await store.gateFacts('s', 'c/a', ['zero-report']);

    expect(heads.map(({ path, asOf }) => [path, asOf])).toEqual([
      ['c/a', null],
      ['c/a/1', at],
    ]);
    expect(duties.map(({ path, status }) => [path, status])).toEqual([
      ['c/a', 'open'],
      ['c/a/1', 'open'],
    ]);
  });
});
