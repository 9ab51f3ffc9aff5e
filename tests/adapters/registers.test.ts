import { describe, expect, it } from 'vitest';
import type { EntryWrite } from '../../src/adapters/store/register-types.js';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { aCommit, aRecord } from './a-plan.js';
import { aStore, aStoreWithPlan } from './a-store.js';

const person = (id: string, name: string, parts: Partial<EntryWrite> = {}): EntryWrite => ({
  ...{ kind: 'people', id, owner: 'education', label: name, body: { name } },
  ...parts,
});
const by = (at: number, basis?: number) => ({
  by: 'p1',
  at,
  ...(basis !== undefined && { basis }),
});
const phone = (sealed: string, print: string) =>
  ({ field: 'phone', to: { sealed, print } }) as const;

describe('the registers', () => {
  it('keep every state an entry ever had, and who changed it when', async () => {
    const { registers } = await aStore();
    await registers.put([person('a', '示一'), person('b', '示二')], by(1));
    await registers.put([person('a', '示一（新）', { owner: 'police' })], by(2));
    expect((await registers.current('people', ['a', 'b', 'c'])).map((one) => one.body)).toEqual(
      expect.arrayContaining([{ name: '示一（新）' }, { name: '示二' }]),
    );
    expect(await registers.history('people', 'a')).toMatchObject([
      { rev: 2, at: 2, by: 'p1', owner: 'police', body: { name: '示一（新）' } },
      { rev: 1, at: 1, by: 'p1', owner: 'education', body: { name: '示一' } },
    ]);
    expect(await registers.history('devices', 'a')).toEqual([]);
  });

  it('are written to by nobody who has not seen the last change', async () => {
    const { registers } = await aStore();
    const before = await registers.head();
    await registers.put([person('a', '示一')], by(1, before));
    await expect(registers.put([person('b', '示二')], by(2, before))).rejects.toMatchObject({
      name: 'RegisterMoved',
    });
    expect(await registers.current('people', ['b'])).toEqual([]);
    await registers.put([person('b', '示二')], by(3, await registers.head()));
    expect(await registers.current('people', ['b'])).toHaveLength(1);
  });

  it('take all that is written at once, or nothing', async () => {
    const { registers } = await aStore();
    const many = Array.from({ length: 250 }, (_, n) => person(`p${n}`, `示${n}`));
    const twice = [...many, person('p0', '又一')];
    await expect(registers.put(twice, by(1))).resolves.toBeUndefined();
    expect(await registers.history('people', 'p0')).toHaveLength(2);
    // Two states of one entry in one statement are no history.
    const clash = [person('x', '甲'), person('x', '乙')];
    await expect(registers.put([...many, ...clash], by(2))).rejects.toThrow(/unique/i);
    expect(await registers.current('people', ['x'])).toEqual([]);
    expect(await registers.history('people', 'p1')).toHaveLength(1);
  });

  it('are read page by page, by owner and by name', async () => {
    const { registers } = await aStore();
    const names = ['示山', '示水', '示山水', '示火'];
    await registers.put(
      names.map((name, n) => person(`p${n}`, name, n === 3 ? { owner: 'police' } : {})),
      by(1),
    );
    const ids = async (page: object): Promise<string[]> =>
      (await registers.page('people', { limit: 2, ...page })).map(({ id }) => id);
    expect(await ids({})).toEqual(['p0', 'p1']);
    expect(await ids({ after: 'p1' })).toEqual(['p2', 'p3']);
    expect(await ids({ owner: 'police' })).toEqual(['p3']);
    expect(await ids({ text: '山' })).toEqual(['p0', 'p2']);
    expect(await ids({ text: '%' })).toEqual(['p0', 'p1']);
    expect(await ids({ text: 'p3' })).toEqual(['p3']);
    expect((await registers.ofOwners('people', ['police', 'none'])).map(({ id }) => id)).toEqual([
      'p3',
    ]);
  });

  it('keep only how somebody is reached now, and find him by it', async () => {
    const { registers } = await aStore();
    await registers.put([person('a', '示一', { contacts: [phone('s1', 'f1')] })], by(1));
    await registers.put([person('b', '示二', { contacts: [phone('s2', 'f1')] })], by(2));
    expect(await registers.reached('f1')).toEqual(['a', 'b']);
    await registers.put([person('a', '示一', { contacts: [phone('s3', 'f3')] })], by(3));
    // Not named: it stays as it is.
    await registers.put([person('a', '示一', {})], by(4));
    expect(await registers.contacts(['a'])).toEqual([
      { person: 'a', field: 'phone', sealed: 's3', print: 'f3' },
    ]);
    await registers.put([person('a', '示一', { contacts: [{ field: 'phone', to: null }] })], by(5));
    expect(await registers.contacts(['a'])).toEqual([]);
    expect(await registers.reached('f1')).toEqual(['b']);
  });

  it('hand out what is sealed, to be sealed anew', async () => {
    const { registers } = await aStore();
    const write = (id: string) => person(id, id, { contacts: [phone(`s-${id}`, `f-${id}`)] });
    await registers.put([write('a'), write('b'), write('c')], by(1));
    const first = await registers.sealedContacts(2);
    expect(first.map((one) => one.person)).toEqual(['a', 'b']);
    const rest = await registers.sealedContacts(2, first[1]);
    expect(rest.map((one) => one.person)).toEqual(['c']);
    if (!first[0]) throw new Error('nothing is sealed');
    await registers.reseal(first[0], 'anew');
    await registers.reseal(first[0], 'late');
    expect(await registers.contacts(['a'])).toMatchObject([{ sealed: 'anew' }]);
  });
});

describe('who is on duty', () => {
  const shift = { unit: 'c/a', step: 'duty', person: 'p1', role: 'head' } as const;

  it('is what the last plan says', async () => {
    const commit = { ...aCommit(), shifts: [{ ...shift, fromAt: 1, untilAt: 2 }] };
    const store = await aStoreWithPlan(commit);
    expect(await store.registers.shifts('s')).toEqual(commit.shifts);
    await store.commitPlan({ ...aCommit({ version: 2, hash: 'h2' }), shifts: [] });
    expect(await store.registers.shifts('s')).toEqual([]);
  });

  it('knows of stand-ins what the units recorded', async () => {
    const store = await aStoreWithPlan();
    const at = epochMs(5);
    const stoodIn: UnitEvent = {
      ...{ by: 'p9', at, post: 'c/a/1#doer', person: 'p2' },
      ...{ type: 'stoodIn', from: epochMs(10), until: epochMs(20) },
    };
    await store.record(aRecord(1, [{ type: 'paused', by: 'p9', at }, stoodIn]));
    expect(await store.registers.standIns('s')).toEqual([
      { post: 'c/a/1#doer', person: 'p2', fromAt: 10, untilAt: 20 },
    ]);
  });
});
