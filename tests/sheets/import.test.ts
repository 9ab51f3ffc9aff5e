import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { prepare } from '../../src/service/prepare.js';
import { planRows } from '../../src/sheets/plan-rows.js';
import type { RawStep } from '../../src/sheets/raw-step.js';
import { terminal } from '../cli/a-terminal.js';
import { fileOf, fixture, imported, scratch } from './a-sheet.js';
import { DISTRICT, workbookOf } from './workbook.js';

const planIn = (text: string) =>
  parse(text) as { title: { zh: string }; steps: RawStep[]; examDay: string };
const stepIn = (text: string, title: string): RawStep => {
  const step = planIn(text).steps.find(({ title: { zh } }) => zh.includes(title));
  if (step === undefined) throw new Error(title);
  return step;
};

describe('plan import', () => {
  it('makes a season that checks of a county’s sheet, and doubts only what is doubtful', async () => {
    const { code, answer, into, text } = await imported(fixture('qinghe-2026.csv'), '2026-06-16');
    expect([code, answer.ok, answer.tasks]).toEqual([0, true, 17]);
    expect((await terminal().run('plan', 'check', into)).code).toBe(0);
    const plan = text('plan.yaml');
    expect(planIn(plan)).toMatchObject({
      title: { zh: '清禾县2027年中招考试' },
      examDay: '2027-06-16',
    });
    expect(stepIn(plan, '供电线路')).toMatchObject({
      id: 't005',
      scope: { units: ['area/power'] },
      with: ['area/site-1#doer'],
      opens: 'E-15d 09:00',
      due: 'E-3d 17:00',
    });
    expect(stepIn(plan, '试卷押运')).toMatchObject({
      due: 'E-2d 18:00',
      ladder: 'papers',
      label: 'sensitive',
    });
    expect(stepIn(plan, '试卷发放')).toMatchObject({ due: 'S-75m', sessions: 'all' });
    const doubted = answer.doubts.filter(({ code: what }) => what.startsWith('time-'));
    expect(doubted.map(({ row, column, read, code: what }) => [row, column, read, what])).toEqual([
      [24, '完成时限', '长期', 'time-throughout'],
      [27, '完成时限', '视情况而定', 'time-unreadable'],
    ]);
  });

  it('says where the folder, or the file of columns, cannot be written', async () => {
    const sheet = fixture('qinghe-2026.csv');
    const importing = (...more: string[]) =>
      terminal().run('plan', 'import', sheet, '--exam-day', '2026-06-16', ...more);
    const file = fileOf('', 'taken');
    const into = await importing('--into', join(file, 'season'));
    expect([into.code, into.err]).toEqual([
      2,
      expect.stringMatching(/^--into .*无法写入：ENOTDIR/),
    ]);
    const over = await importing('--into', file, '--force', '--lang', 'en');
    expect([over.code, over.err]).toEqual([2, expect.stringMatching(/cannot be written: EEXIST/)]);
    const columns = join(file, 'columns.yaml');
    const beside = await importing('--into', join(scratch(), 'season'), '--columns', columns);
    expect([beside.code, beside.err]).toEqual([2, expect.stringMatching(/^--columns .*ENOTDIR/)]);
  });

  it('gives each body its own people, and no telephone numbers', async () => {
    const { text } = await imported(fixture('qinghe-2026.csv'), '2026-06-16');
    const rows = text('posts.csv').split('\n');
    const post = (unit: string, role: string) =>
      rows.filter((row) => row.includes(`,${unit},${role},`)).map((row) => row.split(',')[1]);
    expect([post('area/police', 'doer'), post('area/traffic', 'doer')]).toEqual([
      ['示长安'],
      ['示守行'],
    ]);
    expect(post('area', 'liaison')).toEqual(['示小禾']);
    expect(rows.find((row) => row.includes('示青岚'))).toContain('副县长');
    expect(text('posts.csv')).not.toMatch(/1380000/);
  });

  it('reads GB18030, semicolons, blanks under merged cells, and keeps formulas as text', async () => {
    const bytes = iconv.encode(readFileSync(fixture('ruoshui-2026.csv'), 'utf8'), 'gb18030');
    const { answer, text } = await imported(fileOf(bytes), '2026-06-07');
    expect([answer.ok, answer.tasks]).toEqual([true, 8]);
    const plan = text('plan.yaml');
    expect(stepIn(plan, '设备检修').scope).toEqual({ units: ['area/education'] });
    expect(stepIn(plan, '设备检修').phase).toBe(stepIn(plan, '监考员选聘').phase);
    expect(stepIn(plan, '打击考试作弊')).toMatchObject({ due: 'E+23d 17:00' });
    expect(stepIn(plan, '考点周边环境整治').title.zh).toBe('考点周边环境整治 （噪声、占道经营）');
    expect(stepIn(plan, '供电保障').title.zh).toBe('=1+1 供电保障');
    expect(answer.doubts.find(({ row }) => row === 5)).toMatchObject({ code: 'lead-from-above' });
    expect(
      text('import-doubts.csv')
        .split('\r\n')
        .some((line) => /^[=+@-]/.test(line)),
    ).toBe(false);
  });

  it('reads a workbook with two rows of headings, merged cells and real dates', async () => {
    const sheet = fileOf(await workbookOf(DISTRICT), 'sheet.xlsx');
    const { answer, text } = await imported(sheet, '2026-06-07', '--new-exam-day', '2027-06-08');
    expect([answer.ok, answer.tasks]).toEqual([true, 4]);
    const plan = text('plan.yaml');
    expect(planIn(plan)).toMatchObject({
      title: { zh: '云栖区2027年高考' },
      examDay: '2027-06-08',
    });
    expect(stepIn(plan, '监控系统').due).toBe('E-18d 17:00');
    expect(stepIn(plan, '身份验证')).toMatchObject({
      scope: { units: ['area/education'] },
      due: 'E-8d 17:00',
      doer: 'own.doer-2',
    });
    expect(stepIn(plan, '考点布置')).toMatchObject({
      scope: { kinds: ['site'] },
      due: 'E-1d 18:30',
    });
    expect(stepIn(plan, '考点警戒')).toMatchObject({ opens: 'E 09:00', due: 'E+1d 17:00' });
    expect(text('posts.csv')).toMatch(/示甲木,area\/site-1,doer/);
    expect(text('posts.csv')).toMatch(/示乙林,area\/site-2,doer/);
    expect(text('units.csv')).toContain('area/site-2,site,云栖二中');
  });

  it('never takes bodies of two regions, or of a city and a district, for one', async () => {
    const names = ['市公安局', '汀兰区公安局', '鹭浦区公安局', '汀兰区城市管理局', '区市场监管局'];
    const sheet = names.map((name, n) => `${n + 1},任务${n},${name},6月5日`).join('\n');
    const { text } = await imported(
      fileOf(`序号,工作任务,牵头单位,完成时限\n${sheet}\n`),
      '2026-06-16',
    );
    const steps = planIn(text('plan.yaml')).steps.map(({ scope }) => scope?.units?.join());
    expect(new Set(steps).size).toBe(names.length);
  });

  it('decides the columns once', async () => {
    const sheet = '事由,谁办,几时\n检修设备,县公安局,6月5日\n';
    const columns = join(scratch(), 'columns.yaml');
    const refused = await imported(fileOf(sheet), '2026-06-16', '--columns', columns);
    expect([refused.code, refused.answer.code]).toEqual([1, 'no-header']);
    writeFileSync(
      columns,
      'columns: { task: 事由, lead: 谁办, due: 几时 }\nunits: { 县公安局: area }\n',
    );
    const { answer, text } = await imported(fileOf(sheet), '2026-06-16', '--columns', columns);
    expect([answer.ok, answer.tasks]).toEqual([true, 1]);
    expect(stepIn(text('plan.yaml'), '检修')).toMatchObject({
      scope: { units: ['area'] },
      due: 'E-11d 17:00',
    });
    const again = await imported(fileOf(sheet), '2026-06-16', '--columns', columns);
    expect(again.text('columns.yaml')).toBe(text('columns.yaml'));
  });

  it('writes the mapping where none is yet, and reads it the next time', async () => {
    const columns = join(scratch(), 'columns.yaml');
    await imported(fixture('qinghe-2026.csv'), '2026-06-16', '--columns', columns);
    expect(readFileSync(columns, 'utf8')).toContain('due: 完成时限');
    const moved = readFileSync(columns, 'utf8')
      .replace('lead: 牵头单位', 'lead: 配合单位')
      .replace(/^ {2}with: .*\n/m, '');
    writeFileSync(columns, moved);
    const { text } = await imported(fixture('qinghe-2026.csv'), '2026-06-16', '--columns', columns);
    expect(stepIn(text('plan.yaml'), '落实考试经费').scope).toEqual({ units: ['area/education'] });
  });

  it('never replaces a folder unless told to', async () => {
    const { into } = await imported(fixture('qinghe-2026.csv'), '2026-06-16');
    const before = readFileSync(join(into, 'plan.yaml'), 'utf8');
    const argv = [
      'plan',
      'import',
      fixture('ruoshui-2026.csv'),
      '--exam-day',
      '2026-06-07',
      '--into',
      into,
    ];
    expect((await terminal().run(...argv)).code).toBe(2);
    expect(readFileSync(join(into, 'plan.yaml'), 'utf8')).toBe(before);
    expect((await terminal().run(...argv, '--force')).code).toBe(0);
    expect(readFileSync(join(into, 'plan.yaml'), 'utf8')).toContain('若水区2027年普通高考');
  });

  it('takes the duties, people and chains of a template where the sheet says the same', async () => {
    const sheet = fileOf(
      '序号,工作任务,牵头单位,责任人,完成时限\n1,外语听力设备试播，备用功放和电源到位,各考点,,考前2天\n2,清点桌椅,县公安局,示荷野,6月1日\n'.replace(
        '试播，备用',
        '"试播，备用'.slice(1),
      ),
    );
    const more = ['--template', 'plans/county-zhongkao', '--new-exam-day', '2027-06-16'];
    const { answer, text, into } = await imported(sheet, '2026-06-16', ...more);
    expect(answer.ok).toBe(true);
    const plan = text('plan.yaml');
    expect(stepIn(plan, '听力')).toMatchObject({
      id: 'listening-tried',
      doer: 'own.technician',
      due: 'E-2d 17:00',
    });
    expect(stepIn(plan, '清点桌椅')).toMatchObject({
      scope: { units: ['lanxi/police'] },
      doer: 'own.doer',
    });
    expect(answer.doubts.map(({ code }) => code)).toContain('not-in-sheet');
    const prepared = prepare(into);
    expect('faults' in prepared ? prepared.faults : planRows(prepared).length).toBe(2);
  });

  it('takes the chains and duties of a template that has no units of its own', async () => {
    const more = ['--template', 'plans/common', '--new-exam-day', '2027-06-16'];
    const { code, answer, into, text } = await imported(
      fixture('qinghe-2026.csv'),
      '2026-06-16',
      ...more,
    );
    expect([code, answer.ok, answer.tasks]).toEqual([0, true, 17]);
    expect((await terminal().run('plan', 'check', into)).code).toBe(0);
    expect(stepIn(text('plan.yaml'), '供电线路').ladder).toBe('department');
  });

  it('says in both languages why a file is no sheet', async () => {
    const missing = await terminal().run(
      'plan',
      'import',
      'none.xlsx',
      '--exam-day',
      '2026-06-16',
      '--into',
      join(scratch(), 'x'),
      '--lang',
      'en',
    );
    expect([missing.code, missing.err]).toEqual([
      1,
      expect.stringContaining('sheet-missing: there is no such file'),
    ]);
    const into = join(scratch(), 'none');
    expect(
      (
        await terminal().run(
          'plan',
          'import',
          fileOf('你好'),
          '--exam-day',
          '2026-06-16',
          '--into',
          into,
        )
      ).err,
    ).toContain('找不到表头');
    expect(existsSync(into)).toBe(false);
  });
});
