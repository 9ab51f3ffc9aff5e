import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallFolder } from './a-folder.js';
import { terminal } from './a-terminal.js';

const plan = (...argv: string[]) => terminal().run('plan', ...argv);
const pageFile = (): string => join(mkdtempSync(join(tmpdir(), 'kaowu-')), 'page.html');

describe('plan simulate --load', () => {
  it('says how much is said, on which days and to whom', async () => {
    const { code, out } = await plan('simulate', smallFolder(), '--load', '--in-time');
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "通知量
      共6条，归并后6条：普通通知30分钟内合并为一条，分钟级事项即时发出（0条）
      最忙的一天 2027-06-12 周六：2人收到2条，每人中位数1条，最多1条
      最忙的一分钟 2027-06-12 09:00：2条
      即时通知之外，没有人单日超过12条

      最忙的几天
      日期             原始条数  归并后  其中即时  收到人数  每人中位数  单人最多
      2027-06-12 周六  2         2       0         2         1           1
      2027-06-13 周日  2         2       0         1         2           2
      2027-06-15 周二  2         2       0         2         1           1

      收到最多的人
      姓名  职务  原始条数  归并后  最忙日           当日条数  其中即时
      示二        2         2       2027-06-13 周日  2         0
      示五        1         1       2027-06-12 周六  1         0
      示七        1         1       2027-06-12 周六  1         0
      示三        1         1       2027-06-15 周二  1         0
      示四        1         1       2027-06-15 周二  1         0"
    `);
  });

  it('is one object for programs, its instants in ISO 8601', async () => {
    const { json } = await plan('simulate', smallFolder(), '--load', '--json');
    expect(json()).toMatchObject({
      load: {
        windowMs: 1_800_000,
        // Both sites: two signatories and a leader each for the letters, a reminder for the safe.
        busiestMinute: { at: '2027-06-15T10:00:00+08:00', words: 8 },
        busiestDay: { day: '2027-06-15' },
        over: [],
      },
    });
  });

  it('gathers for as long as is said', async () => {
    const messages = async (digest: string): Promise<number> => {
      const argv = ['--load', '--json', '--digest', digest] as const;
      return (await plan('simulate', smallFolder(), ...argv)).json().load.messages;
    };
    expect(await messages('8h')).toBeLessThan(await messages('0m'));
  });
});

describe('plan simulate --miss', () => {
  it('names rung by rung who would be told, and the gate that fails', async () => {
    const { out } = await plan('simulate', smallFolder(), '--miss', 'safe', '--unit', 'top/two');
    expect(out).toMatchInlineSnapshot(`
      "假如无人办理：保密柜
      推演前提：全部按时办理

      二中：保密柜
      时间              通知       收到人
      2027-06-12 09:00  启动       示七
      2027-06-14 12:00  提醒       示七
      2027-06-15 10:00  提醒       示七
      2027-06-15 12:00  到期       示七
      2027-06-15 12:00  上报第1级  示八
      2027-06-15 14:00  上报第2级  示一
      2027-06-15 15:00  再次上报   示一
      2027-06-15 16:00  再次上报   示一
      2027-06-15 17:00  再次上报   示一

      因此逾期的其他事项
      没有其他事项因此逾期

      核验不通过
      时间              事项  通知                 缺少         收到人
      2027-06-15 20:00  核验  核验：不具备，缺1项  二中 保密柜  示三、示四
      2027-06-15 20:00  核验  上报第1级            二中 保密柜  示四
      2027-06-15 22:00  核验  上报第2级            二中 保密柜  示一
      2027-06-15 23:00  核验  再次上报             二中 保密柜  示一
      2027-06-16 00:00  核验  再次上报             二中 保密柜  示一
      2027-06-16 01:00  核验  再次上报             二中 保密柜  示一"
    `);
  });

  it('refuses a step that the plan does not have, or the unit does not owe', async () => {
    const unknown = await plan('simulate', smallFolder(), '--miss', 'nothing');
    expect([unknown.code, unknown.err]).toEqual([2, '--miss：方案中没有事项 nothing']);
    const elsewhere = ['--miss', 'closed', '--unit', 'top/two'];
    const notOwed = await plan('simulate', smallFolder(), ...elsewhere);
    expect([notOwed.code, notOwed.err]).toEqual([2, '--miss：top/two 没有事项 closed']);
  });
});

describe('plan simulate --absent', () => {
  it('says what falls on whom', async () => {
    const eve = ['--from', '2027-06-13', '--to', '2027-06-15'];
    const { out } = await plan('simulate', smallFolder(), '--absent', 'o1', ...eve);
    expect(out).toMatchInlineSnapshot(`
      "假如缺席：示二
      2027-06-13 00:00 至 2027-06-15 23:59
      推演前提：全部按时办理

      所任岗位
      单位    岗位    任期  同岗人员
      测试县  office  全程  无人

      这段时间发给本人的通知
      时间              通知      单位  事项    改由谁收
      2027-06-13 07:12  待验收    二中  保密柜  无人
      2027-06-13 11:20  待验收    一中  保密柜  无人
      2027-06-14 07:12  验收到期  二中  保密柜  无人
      2027-06-14 11:20  验收到期  一中  保密柜  无人

      因无人办理而逾期上报的事项
      单位  事项    时间              通知                     收到人
      二中  保密柜  2027-06-14 07:12  验收到期                 示二
      二中  保密柜  2027-06-14 07:12  验收逾期上报，上报第1级  示八
      二中  保密柜  2027-06-14 09:12  验收逾期上报，上报第2级  示一
      二中  保密柜  2027-06-14 10:12  验收逾期上报，再次上报   示一
      二中  保密柜  2027-06-14 11:12  验收逾期上报，再次上报   示一
      二中  保密柜  2027-06-14 12:12  验收逾期上报，再次上报   示一
      一中  保密柜  2027-06-14 11:20  验收到期                 示二
      一中  保密柜  2027-06-14 11:20  验收逾期上报，上报第1级  示六
      一中  保密柜  2027-06-14 13:20  验收逾期上报，上报第2级  示一
      一中  保密柜  2027-06-14 14:20  验收逾期上报，再次上报   示一
      一中  保密柜  2027-06-14 15:20  验收逾期上报，再次上报   示一
      一中  保密柜  2027-06-14 16:20  验收逾期上报，再次上报   示一

      核验不通过
      时间              事项  通知                 缺少                      收到人
      2027-06-15 20:00  核验  核验：不具备，缺2项  一中 保密柜、二中 保密柜  示三、示四
      2027-06-15 20:00  核验  上报第1级            一中 保密柜、二中 保密柜  示四
      2027-06-15 22:00  核验  上报第2级            一中 保密柜、二中 保密柜  示一
      2027-06-15 23:00  核验  再次上报             一中 保密柜、二中 保密柜  示一
      2027-06-16 00:00  核验  再次上报             一中 保密柜、二中 保密柜  示一
      2027-06-16 01:00  核验  再次上报             一中 保密柜、二中 保密柜  示一"
    `);
  });

  it('refuses somebody whom nobody knows, and a time that ends before it begins', async () => {
    const unknown = await plan('simulate', smallFolder(), '--absent', 'p999');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('p999')]);
    const reversed = ['--from', '2027-06-15', '--to', '2027-06-14'];
    const { code, err } = await plan('simulate', smallFolder(), '--absent', 'o1', ...reversed);
    expect([code, err]).toEqual([2, '--to 早于 --from']);
  });
});

describe('plan diff', () => {
  it('says what moves, appears and changes', async () => {
    const now = smallFolder('due: E-1d 12:00', 'due: E-2d 12:00');
    const { code, out } = await plan('diff', smallFolder(), now);
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "方案比对
      原：小考季；现：小考季
      2个事项有变化：4条任务改期，0条新增，0条取消

      改期
      事项    变化      原                现                单位数
      保密柜  完成时限  2027-06-15 12:00  2027-06-14 12:00  2
      责任书  完成时限  2027-06-15 10:00  2027-06-14 10:00  2"
    `);
  });

  it('says so where nothing differs, in either language and for programs', async () => {
    const folders = [smallFolder(), smallFolder()] as const;
    const said = await plan('diff', ...folders, '--lang', 'en');
    expect([said.code, said.out]).toEqual([
      0,
      expect.stringMatching(/the two plans say the same$/),
    ]);
    expect((await plan('diff', ...folders, '--json')).json()).toMatchObject({ same: true });
  });

  it('gives programs both instants of a move', async () => {
    const now = smallFolder('due: E-1d 12:00', 'due: E-2d 12:00');
    const { json } = await plan('diff', smallFolder(), now, '--json');
    expect(json().steps[0].moves).toEqual([
      {
        ...{ what: 'due', occurrence: null, units: ['top/one', 'top/two'] },
        ...{ from: '2027-06-15T12:00:00+08:00', to: '2027-06-14T12:00:00+08:00' },
      },
    ]);
  });

  it('prints the faults of a plan that does not hold together', async () => {
    const broken = smallFolder('ladder: general', 'ladder: genral');
    const { code, out } = await plan('diff', smallFolder(), broken);
    expect([code, out]).toEqual([1, expect.stringContaining('genral')]);
  });
});

describe('--html', () => {
  it('writes a page beside the answer', async () => {
    const file = pageFile();
    const { code } = await plan('simulate', smallFolder(), '--html', file, '--miss', 'safe');
    const page = readFileSync(file, 'utf8');
    expect(code).toBe(0);
    expect(page).toContain('小考季·方案推演');
    expect(page).toContain('假如无人办理：保密柜');
  });

  it('writes a comparison in the language asked for', async () => {
    const file = pageFile();
    const now = smallFolder('due: E-1d 12:00', 'due: E-2d 12:00');
    await plan('diff', smallFolder(), now, '--html', file, '--lang', 'en');
    expect(readFileSync(file, 'utf8')).toContain('Small season: two plans compared');
  });

  it('names the file instead of the table, in either language', async () => {
    const file = pageFile();
    const simulated = await plan('simulate', smallFolder(), '--html', file);
    expect([simulated.code, simulated.out]).toEqual([0, `已写出网页：${file}`]);
    const now = smallFolder('due: E-1d 12:00', 'due: E-2d 12:00');
    const compared = await plan('diff', smallFolder(), now, '--html', file, '--lang', 'en');
    expect([compared.code, compared.out]).toEqual([0, `page written: ${file}`]);
  });

  it('still says what was asked besides, and gives programs what it gives without', async () => {
    const [folder, file] = [smallFolder(), pageFile()];
    const { out } = await plan('simulate', folder, '--load', '--html', file);
    const { out: load } = await plan('simulate', folder, '--load');
    expect(out).toBe(`${load}\n\n已写出网页：${file}`);
    for (const argv of [
      ['simulate', folder],
      ['diff', folder, folder],
    ])
      expect((await plan(...argv, '--json', '--html', file)).out).toBe(
        (await plan(...argv, '--json')).out,
      );
  });

  it('says where a page cannot be written', async () => {
    const { code, err } = await plan('simulate', smallFolder(), '--html', '/no/such/folder/x.html');
    expect([code, err]).toEqual([2, expect.stringMatching(/^--html \/no\/such.*ENOENT/)]);
  });
});
