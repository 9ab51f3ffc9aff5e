import { describe, expect, it } from 'vitest';
import iconv from 'iconv-lite';
import { workbookOf } from '../sheets/workbook.js';
import { aRegister, csv, NOW } from './a-register.js';

const HEAD = '人员编号,姓名,学校,任教学科,出生年月,手机,备注';
const people = (...rows: string[]): Buffer => csv(HEAD, ...rows);
const wish = { kind: 'people', exam: null } as const;
const all = { ...wish, partial: false };

describe('importing people', () => {
  it('says first what it would do, and writes nothing', async () => {
    const { registers } = await aRegister();
    const file = people('t01,示山,一中,语文、数学,1985-06,138 0013 8000,新', 't02,示水,,,,,');
    const preview = await registers.preview(file, wish);
    expect(preview).toMatchObject({
      rows: 2,
      added: 2,
      changed: 0,
      applied: false,
      left: ['备注'],
    });
    expect((await registers.list('people', { limit: 10 })).items).toEqual([]);

    const applied = await registers.apply(file, all, 'p1', preview.basis);
    expect(applied).toMatchObject({ added: 2, applied: true, faultCount: 0 });
    const { items } = await registers.list('people', { limit: 10 });
    expect(items).toMatchObject([
      {
        ...{ id: 't01', rev: 1, at: NOW, by: 'p1', phone: '138****8000' },
        body: { name: '示山', subjects: ['语文', '数学'], born: '1985-06' },
      },
      { id: 't02', body: { name: '示水', school: '' } },
    ]);
    expect(JSON.stringify(items)).not.toContain('13800138000');
    expect(await registers.reveal('t01')).toEqual({ phone: '13800138000' });
  });

  it('finds a change field by field, and leaves columns alone that the file does not have', async () => {
    const { registers, store } = await aRegister();
    await registers.apply(people('t01,示山,一中,语文,1985,13800138000,'), all, 'p1');
    const again = await registers.preview(
      people('t01,示山,一中,语文,1985年,+86 13800138000,'),
      wish,
    );
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 1 });

    const moved = csv('编号,姓名,学校', 't01,示山,二中');
    const outcome = await registers.apply(moved, all, 'p2');
    expect(outcome.changes).toMatchObject([
      { row: 2, id: 't01', does: 'change', fields: ['school'] },
    ]);
    const { history } = await registers.show('people', 't01');
    expect(history.map(({ rev, by, body }) => [rev, by, body['school'], body['born']])).toEqual([
      [2, 'p2', '二中', '1985'],
      [1, 'p1', '一中', '1985'],
    ]);
    expect(await registers.reveal('t01')).toEqual({ phone: '13800138000' });
    expect((await store.registers.contacts(['t01']))[0]?.sealed).not.toContain('138');
  });

  it('names every fault by row and column, and then applies nothing', async () => {
    const { registers } = await aRegister();
    const file = people(
      't01,示山,一中,,,,',
      'T 02,示水,一中,,,,',
      't03,,一中,,,,',
      't04,示火,一中,,1985-13,12,',
      't05,示木,一中,,,138****8000,',
      't01,示山,二中,,,,',
      't07,示土\u202e,一中,,,,',
      't08,示金,110101199003071234,,,,',
      't09,示石,一中\0,,,,',
    );
    const outcome = await registers.apply(file, all, 'p1');
    expect(outcome.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, '人员编号', 'bad-id'],
      [4, '姓名', 'empty-cell'],
      [5, '出生年月', 'bad-month'],
      [5, '手机', 'bad-phone'],
      [6, '手机', 'masked-value'],
      [7, '', 'duplicate-row'],
      [8, '姓名', 'bad-characters'],
      [9, '学校', 'identity-number'],
      [10, '学校', 'bad-characters'],
    ]);
    // What stands there may be personal: a fault says where, not what.
    expect(JSON.stringify(outcome.faults)).not.toMatch(/1101|138|示/);
    expect(outcome.applied).toBe(false);
    expect((await registers.list('people', { limit: 10 })).items).toEqual([]);
  });

  it('applies the good rows where they are asked for', async () => {
    const { registers } = await aRegister();
    const file = people('t01,示山,一中,,,,', 't02,,一中,,,,', 't03,示火,一中,,,,');
    const outcome = await registers.apply(file, { ...all, partial: true }, 'p1');
    expect(outcome).toMatchObject({ applied: true, added: 2, faultCount: 1 });
    const { items } = await registers.list('people', { limit: 10 });
    expect(items.map(({ id }) => id)).toEqual(['t01', 't03']);
  });

  it('refuses a whole table that asks for identity numbers, even where they are asked for in part', async () => {
    const { registers } = await aRegister();
    const file = csv('编号,姓名,身份证号', 't01,示山,');
    const outcome = await registers.apply(file, { ...all, partial: true }, 'p1');
    expect(outcome.faults).toMatchObject([{ row: 1, column: '身份证号', code: 'identity-column' }]);
    expect(outcome.applied).toBe(false);
  });

  it('is refused where somebody wrote between preview and apply', async () => {
    const { registers } = await aRegister();
    const file = people('t01,示山,一中,,,,');
    const { basis } = await registers.preview(file, wish);
    await registers.apply(people('t02,示水,一中,,,,'), all, 'p2');
    await expect(registers.apply(file, all, 'p1', basis)).rejects.toMatchObject({
      code: 'register-moved',
    });
  });

  it('reads GB18030, and xlsx with dates and numbers as spreadsheets keep them', async () => {
    const { registers } = await aRegister();
    const text = people('t01,示岚䶮,一中,,,,').toString();
    await registers.apply(iconv.encode(text, 'gb18030'), all, 'p1');
    expect((await registers.show('people', 't01')).entry.body['name']).toBe('示岚䶮');

    const cell = (value: string) => ({ value, type: String });
    const book = await workbookOf([
      ['编号', '姓名', '出生日期', '手机号码'].map(cell),
      [
        cell('t02'),
        cell('示水'),
        { value: new Date('1985-06-15T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
        { value: 13800138000, type: Number },
      ],
    ]);
    const outcome = await registers.apply(book, all, 'p1');
    expect(outcome).toMatchObject({ applied: true, faults: [] });
    const { entry } = await registers.show('people', 't02');
    expect(entry).toMatchObject({ body: { born: '1985-06' }, phone: '138****8000' });
  });

  it('takes what they declared along, for the exam that is named', async () => {
    const { registers } = await aRegister();
    const file = csv(
      'person,name,declared,relative,graduating',
      't01,示山,2027-05-01,no,no',
      't02,示水,,no,no',
      't03,示火,,yes,no',
    );
    const partial = { ...all, partial: true };
    const vague = await registers.preview(file, wish);
    expect(vague.faults.map(({ row, code }) => [row, code])).toEqual([
      [2, 'exam-missing'],
      [4, 'exam-missing'],
      [4, 'empty-cell'],
    ]);
    const outcome = await registers.apply(file, { ...partial, exam: '2027-zhongkao' }, 'p1');
    expect(outcome.faults).toMatchObject([{ row: 4, column: 'declared', code: 'empty-cell' }]);
    const { declarations } = await registers.show('people', 't01');
    expect(declarations).toMatchObject([
      { body: { exam: '2027-zhongkao', declared: '2027-05-01', relative: false } },
    ]);
    expect((await registers.show('people', 't02')).declarations).toEqual([]);
  });
});

describe('importing the others', () => {
  it('refuses what names nobody in the registers', async () => {
    const { registers } = await aRegister();
    await registers.apply(people('t01,示山,一中,,,,'), all, 'p1');
    const training = { kind: 'trainings', exam: null, partial: false } as const;
    const outcome = await registers.apply(
      csv('编号,课程,日期,结果', 't01,conduct,2027/6/1,合格', 't09,conduct,2027-06-01,不合格'),
      training,
      'p1',
    );
    expect(outcome.faults).toMatchObject([{ row: 3, code: 'unknown-person' }]);
    const staff = csv('编号,姓名,部门', 't02,示水,education');
    expect((await registers.preview(staff, wish)).faults).toMatchObject([
      { row: 2, code: 'unknown-department' },
    ]);
  });

  it('keeps a fact that comes again once, and a new result as its next state', async () => {
    const { registers } = await aRegister();
    await registers.apply(people('t01,示山,一中,,,,'), all, 'p1');
    const sat = (result: string) =>
      registers.put(
        'trainings',
        { person: 't01', course: 'conduct', date: '2027-06-01', result, side: '派出地' },
        'p1',
      );
    expect(await sat('不合格')).toMatchObject({ added: 1, applied: true });
    expect(await sat('不合格')).toMatchObject({ unchanged: 1 });
    expect(await sat('合格')).toMatchObject({ changed: 1 });
    const { trainings } = await registers.show('people', 't01');
    expect(trainings).toMatchObject([{ rev: 2, body: { passed: true, side: 'sending' } }]);
    expect(await registers.put('trainings', { person: 't01' }, 'p1')).toMatchObject({
      applied: false,
      faults: [{ code: 'no-header' }],
    });
  });
});
