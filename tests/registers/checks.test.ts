import { describe, expect, it } from 'vitest';
import { epochMs, type UnitEvent } from '../../src/engine/model.js';
import { assertStartable, takeIn } from '../../src/service/registers/at-start.js';
import { assertAssignable } from '../../src/service/registers/on-act.js';
import { aRecord } from '../adapters/a-plan.js';
import { aRegister, csv } from './a-register.js';
import { aStaffed } from './a-staffed-season.js';

const SITE = 'lanxi/site-1';
const at = (time: string): number => Date.parse(`2027-06-${time}:00+08:00`);
const all = (kind: 'people' | 'declarations') => ({ kind, exam: null, partial: false });

/** Teachers t1 … t5 declared and trained; t6 is only known. */
async function staff(now?: number) {
  const made = await aRegister(now);
  const { registers, store } = made;
  const ids = [1, 2, 3, 4, 5, 6].map((n) => `t${n}`);
  const people = csv('编号,姓名,学校', ...ids.map((id) => `${id},示${id},一中`));
  expect(await registers.apply(people, all('people'), 'p1')).toMatchObject({ applied: true });
  for (const id of ids.slice(0, 5)) {
    const row = { person: id, exam: '2027', declared: '2027-05-01', confirmed: '校长' };
    await registers.put('declarations', { ...row, relative: '无', graduating: '否' }, 'p1');
    const sat = { person: id, course: 'conduct', date: '2027-05-20', result: '合格' };
    await registers.put('trainings', sat, 'p1');
  }
  const parts = { store, now: () => now ?? Date.UTC(2027, 5, 1, 2) };
  return { ...made, parts };
}

const declare = (person: string, relative: string, exam = '2027') =>
  csv(
    '编号,考试,申报日期,有无亲属,毕业班,确认人',
    `${person},${exam},2027-06-01,${relative},否,校长`,
  );

describe('starting a season', () => {
  it('is refused by name where somebody may not hold his post', async () => {
    const { registers, parts } = await staff();
    await registers.apply(declare('t2', '有'), all('declarations'), 'p1');
    const plan = aStaffed({
      posts: [
        ['t1', `${SITE}#invigilator`],
        ['t2', `${SITE}#invigilator`],
      ],
    });
    // Asked beforehand the answer is the same, and nobody is taken in by asking.
    const [asked, started] = await Promise.allSettled([
      assertStartable(parts, plan),
      takeIn(parts, plan),
    ]);
    expect(asked).toEqual(started);
    await expect(assertStartable(parts, { ...plan, rehearsal: true })).resolves.toBeUndefined();
    await expect(takeIn(parts, plan)).rejects.toMatchObject({
      code: 'not-assignable',
      zh: '示t2（t2）不得任 lanxi/site-1#invigilator：有亲属参加考试（2027），不得任何岗位',
    });
    // A rehearsal opens no paper.
    await expect(takeIn(parts, { ...plan, rehearsal: true })).resolves.toBeUndefined();
  });

  it('holds whoever is on the roster to the rule of the watch', async () => {
    const { parts } = await staff();
    const shift = { unit: SITE, step: 'vault-watch', role: 'head' } as const;
    const hours = { fromAt: at('16T10:00'), untilAt: at('16T18:00') };
    const on = (person: string) => aStaffed({ shifts: [{ ...shift, person, ...hours }] });
    await expect(takeIn(parts, on('t6'))).rejects.toMatchObject({
      zh: expect.stringContaining('lanxi/site-1#keeper：尚未申报回避') as string,
    });
    await expect(takeIn(parts, on('t1'))).resolves.toBeUndefined();
  });

  it('asks nobody to be in two places for the sake of a rehearsal', async () => {
    const { registers, store, parts } = await staff();
    await registers.apply(declare('t1', '无', '2027b'), all('declarations'), 'p1');
    const posts = [['t1', `${SITE}#invigilator`]] as const;
    await store.commitPlan(aStaffed({ posts, rehearsal: true }));
    const real = aStaffed({ season: '2027b', posts: [['t1', 'lanxi/site-2#invigilator']] });
    await expect(takeIn(parts, real)).resolves.toBeUndefined();
  });

  it('names the place and the hours that clash', async () => {
    const { registers, store, parts } = await staff();
    await registers.apply(declare('t1', '无', '2027b'), all('declarations'), 'p1');
    await store.commitPlan(aStaffed({ posts: [['t1', `${SITE}#invigilator`]] }));
    const other = aStaffed({ season: '2027b', posts: [['t1', 'lanxi/site-2#invigilator']] });
    await expect(takeIn(parts, other)).rejects.toMatchObject({
      code: 'hours-clash',
      zh: 't1 在 2027-06-16 07:30 至 2027-06-16 10:30 同时须到 lanxi/site-1（2027 lanxi/site-1#invigilator）和 lanxi/site-2（2027b lanxi/site-2#invigilator）',
    });
    const same = aStaffed({ season: '2027b', posts: [['t1', `${SITE}#invigilator`]] });
    await expect(takeIn(parts, same)).resolves.toBeUndefined();
  });

  it('takes in whom the plan brings, and changes nothing of whom the registers know', async () => {
    const { registers, store, parts } = await staff();
    const person = { department: '', declared: '2027-05-07', relative: false, graduating: false };
    const registersOf = {
      people: [
        { ...person, person: 't1', name: '另一名' },
        { ...person, person: 'n1', name: '示新' },
      ],
      departments: [{ id: 'education', zh: '教育局', en: 'Education' }],
      devices: [{ id: 'rec-1', kind: 'recorder', unit: SITE }],
    };
    const plan = aStaffed({ posts: [['n1', `${SITE}#keeper`]] });
    await takeIn(parts, { ...plan, registers: registersOf });
    expect((await registers.show('people', 't1')).entry.body['name']).toBe('示t1');
    const { entry, declarations } = await registers.show('people', 'n1');
    expect(entry).toMatchObject({ by: 'plan/2027', body: { name: '示新' } });
    expect(declarations).toMatchObject([{ body: { exam: '2027', declared: '2027-05-07' } }]);
    expect(await store.registers.current('devices', ['rec-1'])).toHaveLength(1);
    const head = await store.registers.head();
    await takeIn(parts, { ...plan, registers: registersOf });
    expect(await store.registers.head()).toBe(head);
  });
});

describe('putting somebody to work', () => {
  const standIn = (person: string, from = '16T07:00', until = '16T11:00') =>
    ({
      ...{ by: 'p1', post: `${SITE}#invigilator`, person },
      ...{ from: at(from), until: at(until) },
    }) as const;

  it('is refused to a stand-in with the reasons, and with those who could come instead', async () => {
    const { store, parts } = await staff();
    const posts = [
      ...[
        ['t1', `${SITE}#invigilator`],
        ['t2', 'lanxi/site-2#invigilator'],
      ],
      ...[
        ['t3', 'lanxi/site-2#reserve'],
        ['t4', `${SITE}#reserve`],
        ['t6', `${SITE}#reserve`],
      ],
    ] as const;
    await store.commitPlan(aStaffed({ posts: posts.map(([a = '', b = '']) => [a, b] as const) }));
    const act = (person: string) =>
      assertAssignable(parts, '2027', SITE, 'standIn', standIn(person));
    await expect(act('t4')).resolves.toBeUndefined();
    await expect(act('t6')).rejects.toMatchObject({
      code: 'not-assignable',
      zh: '示t6（t6）不得任 lanxi/site-1#invigilator：尚未申报回避（2027）。可替换：示t4（t4，lanxi/site-1#reserve）、示t3（t3，lanxi/site-2#reserve）',
    });
    await expect(act('t2')).rejects.toMatchObject({ code: 'hours-clash' });
    await expect(act('stranger')).rejects.toMatchObject({
      zh: expect.stringContaining('人员库中没有此人') as string,
    });
  });

  it('asks for training from its day on', async () => {
    const untrained = async (now: number) => {
      const { registers, store, parts } = await staff(now);
      await registers.apply(declare('t6', '无'), all('declarations'), 'p1');
      await store.commitPlan(aStaffed({ posts: [['t1', `${SITE}#invigilator`]] }));
      return assertAssignable(parts, '2027', SITE, 'standIn', standIn('t6'));
    };
    await expect(untrained(at('12T23:00'))).resolves.toBeUndefined();
    await expect(untrained(at('13T01:00'))).rejects.toMatchObject({
      zh: expect.stringContaining('未参加培训“conduct”') as string,
    });
  });

  it('holds a crew to the rule of the post that owes the watch', async () => {
    const { store, parts } = await staff();
    await store.commitPlan(aStaffed({ posts: [['t1', `${SITE}#keeper`]] }));
    const come = (content: string, post = 'incoming') =>
      assertAssignable(parts, '2027', SITE, 'confirm', {
        ...{ by: 't1', step: 'vault-watch', post, content },
      });
    await expect(come('t1 | t2')).resolves.toBeUndefined();
    await expect(come('t1 | t6')).rejects.toMatchObject({ code: 'not-assignable' });
    await expect(come('t1 | t6', 'outgoing')).resolves.toBeUndefined();
  });

  it('hands nothing on to a post that nobody holds, or none of whose holders may', async () => {
    const { store, parts } = await staff();
    const posts = [
      ['t1', `${SITE}#keeper`],
      ['t6', 'lanxi/site-2#keeper'],
    ] as const;
    await store.commitPlan(aStaffed({ posts }));
    await store.registers.put(
      [
        {
          ...{ kind: 'declarations', id: 't6 2027', owner: 't6', label: '2027' },
          body: { person: 't6', exam: '2027', declared: '2027-05-01', relative: true },
        },
      ],
      { by: 'p1', at: 1 },
    );
    const on = (to: string) =>
      assertAssignable(parts, '2027', SITE, 'handOn', { by: 't1', step: 'session-closed', to });
    await expect(on(`${SITE}#keeper`)).resolves.toBeUndefined();
    await expect(on('lanxi/site-2#keeper')).rejects.toMatchObject({ code: 'not-assignable' });
    await expect(on('lanxi/site-3#keeper')).rejects.toMatchObject({ code: 'post-vacant' });
  });
});

describe('a declaration after the assignment', () => {
  it('says whom it bars from which post, and who could take it', async () => {
    const { registers, store } = await staff();
    const posts = [
      ['t1', `${SITE}#invigilator`],
      ['t4', 'lanxi/site-3#reserve'],
    ] as const;
    await store.commitPlan(aStaffed({ posts }));
    const preview = await registers.preview(declare('t1', '有'), all('declarations'));
    expect(preview.broken).toMatchObject([
      {
        ...{ person: 't1', name: '示t1', post: `${SITE}#invigilator`, season: '2027' },
        reasons: [{ code: 'recusal-relative', about: '2027' }],
        substitutes: [{ person: 't4', post: 'lanxi/site-3#reserve' }],
      },
    ]);
    expect((await registers.check('2027')).findings).toEqual([]);
    await registers.apply(declare('t1', '有'), all('declarations'), 'p1');
    expect((await registers.check('2027')).findings).toMatchObject([
      { person: 't1', barred: true, substitutes: [{ person: 't4' }] },
    ]);
    // Said once more, it breaks nothing anew.
    expect((await registers.preview(declare('t1', '有'), all('declarations'))).broken).toEqual([]);
    expect(await registers.substitutes('2027', `${SITE}#invigilator`)).toMatchObject([
      { person: 't4' },
    ]);
  });
});

describe('checking a season', () => {
  it('finds heads who are away, and whoever stands in for them', async () => {
    const { registers, store } = await staff();
    const head = `${SITE}#head`;
    const shift = { unit: 'lanxi/site-2', step: 'vault-watch', role: 'head' } as const;
    const hours = { fromAt: at('15T18:00'), untilAt: at('16T06:00') };
    const shifts = [{ ...shift, person: 't1', ...hours }];
    await store.commitPlan(aStaffed({ posts: [['t1', head]], shifts }));
    const stoodIn: UnitEvent = {
      ...{ by: 'p9', at: epochMs(at('15T00:00')), post: head, person: 't2' },
      ...{ type: 'stoodIn', from: epochMs(at('16T08:00')), until: epochMs(at('16T12:00')) },
    };
    await store.record({ ...aRecord(1, [stoodIn]), season: '2027', path: SITE });
    const { away, clashes } = await registers.check('2027');
    expect(away).toMatchObject([
      { person: 't1', post: head, by: { place: 'lanxi/site-2', why: 'shift' } },
      { person: 't1', post: head, by: { person: 't2', post: head } },
    ]);
    expect(clashes).toEqual([]);
  });

  it('frees the single holder of whose session somebody stands in', async () => {
    const { registers, store } = await staff();
    const posts = [['t1', `${SITE}#invigilator`]] as const;
    const shift = {
      unit: 'lanxi/site-2',
      step: 'vault-watch',
      person: 't1',
      role: 'head',
    } as const;
    const shifts = [{ ...shift, fromAt: at('16T08:00'), untilAt: at('16T12:00') }];
    await store.commitPlan(aStaffed({ posts, shifts }));
    expect((await registers.check('2027')).clashes).toHaveLength(1);
    const stoodIn: UnitEvent = {
      ...{ by: 'p9', at: epochMs(at('15T00:00')), post: `${SITE}#invigilator`, person: 't2' },
      ...{ type: 'stoodIn', from: epochMs(at('16T07:00')), until: epochMs(at('16T11:00')) },
    };
    await store.record({ ...aRecord(1, [stoodIn]), season: '2027', path: SITE });
    expect((await registers.check('2027')).clashes).toEqual([]);
  });
});
