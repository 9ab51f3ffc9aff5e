import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import readExcelFile from 'read-excel-file/node';
import { printedSheet } from '../../src/sheets/printed-sheet.js';
import type { PlanRow } from '../../src/sheets/plan-rows.js';
import { readCsvSheet } from '../../src/sheets/read-csv.js';
import { readXlsx } from '../../src/sheets/read-xlsx.js';
import { guarded, unguarded } from '../../src/sheets/season-text.js';
import { sheetCsv } from '../../src/sheets/sheet-csv.js';
import { sheetHtml } from '../../src/sheets/sheet-html.js';
import { sheetXlsx } from '../../src/sheets/sheet-xlsx.js';
import { smallFolder } from '../cli/a-folder.js';
import { terminal } from '../cli/a-terminal.js';
import { scratch } from './a-sheet.js';

const HOSTILE = '=HYPERLINK("http://x","<b>点我</b>")';
const row = (task: string, phase = '考前'): PlanRow => ({
  ...{
    step: 'a',
    phase,
    task,
    lead: '各考点（34）',
    with: '县公安局、县供电公司',
    answerable: '示山',
  },
  ...{ doer: '-示水', liaison: '', opens: '', due: '6月5日 17:00', source: '@A1' },
});
const sheet = printedSheet('考试', [row('甲'), row(HOSTILE), row('丙', '考后')], 'zh');

describe('a printed sheet', () => {
  it('is a workbook whose cells are text, phases merged down', async () => {
    const [first] = await readExcelFile(await sheetXlsx(sheet));
    expect(first?.sheet).toBe('任务分解表');
    const [title, heads, ...rows] = first?.data ?? [];
    expect([title?.[0], heads]).toEqual(['考试任务分解表', sheet.heads]);
    expect(rows.map((cells) => cells.slice(0, 3))).toEqual([
      ['1', '考前', '甲'],
      ['2', null, HOSTILE],
      ['3', '考后', '丙'],
    ]);
  });

  it('is a CSV that spreadsheet programs open right and never as formulas', async () => {
    const bytes = await sheetCsv(sheet, 'utf-8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').slice(1).split('\r\n');
    expect(lines[3]).toContain(`"'=HYPERLINK(""http://x"",""<b>点我</b>"")"`);
    expect(lines[2]).toContain(",'-示水,");
    const gb = await sheetCsv(sheet, 'gb18030');
    expect(new TextDecoder('gb18030', { fatal: true }).decode(gb)).toBe(lines.join('\r\n'));
  });

  it.each(['=1', ' =1', '\u3000+1', '\t-1', '\n@A1', '＝1', ' ＋1', '－1', '＠A1', "'=1"])(
    'has %j as text in the CSV and in the workbook, and it comes back as it was',
    async (cell) => {
      const bytes = await sheetCsv(printedSheet('考试', [row(cell)], 'zh'), 'utf-8');
      const grid = readCsvSheet(bytes);
      expect(bytes.toString('utf8')).toContain(`'${cell}`);
      expect(typeof grid === 'string' ? grid : grid.rows[2]?.cells[2]).toBe(cell);
      const grids = await readXlsx(await sheetXlsx(printedSheet('考试', [row(cell)], 'zh')));
      expect(typeof grids === 'string' ? grids : grids[0]?.rows[2]?.cells[2]).toBe(cell.trim());
    },
  );

  it('guards no other cell, and every cell comes back', () => {
    expect(['甲-乙', '6月5日', "'甲", ' 甲', '1=1'].map(guarded)).toEqual([
      ...['甲-乙', '6月5日', "'甲", ' 甲', '1=1'],
    ]);
    const signs = fc.string({ unit: fc.constantFrom(..."'=+-@＝＋－＠ \t\n甲") });
    fc.assert(
      fc.property(signs, (cell) => {
        expect(unguarded(guarded(cell))).toBe(cell);
        expect(guarded(cell)).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });

  it('lets no control or direction character into the page', () => {
    const html = sheetHtml(printedSheet('考\u202e试', [row('甲\u0007\u2066乙')], 'zh'), {
      ...{ facts: ['\u200f县'], issued: '审核人', seal: '单位（盖章）', date: '日期' },
      page: ['第 ', ' 页，共 ', ' 页'],
    });
    expect(html).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(html).toContain('甲··乙');
  });

  it('is a page for the seal that runs nothing and asks nobody', () => {
    const html = sheetHtml(sheet, {
      ...{ facts: ['制表单位：<x>'], issued: '审核人', seal: '单位（盖章）', date: '日期' },
      page: ['第 ', ' 页，共 ', ' 页'],
    });
    expect(html).not.toMatch(/<script|<b>点|<b&|https?:\/\/(?!x)|<x>/);
    expect(html).toContain('size: A4 landscape');
    expect(html).toContain('counter(pages)');
    expect(html.match(/class="phase"/g)).toHaveLength(2);
    expect(html).toContain('单位（盖章）');
  });
});

describe('plan print', () => {
  it('writes every form at once, in either language', async () => {
    const folder = scratch();
    const files = ['xlsx', 'csv', 'html'].map((kind) => join(folder, `sheet.${kind}`));
    const [xlsx = '', csv = '', html = ''] = files;
    const argv = ['plan', 'print', smallFolder(), '--xlsx', xlsx, '--csv', csv, '--html', html];
    const { code, out } = await terminal().run(...argv);
    expect([code, out]).toEqual([0, expect.stringMatching(/^已写出\d+项任务：/)]);
    expect(readFileSync(csv, 'utf8')).toContain(
      '序号,阶段,工作任务,牵头单位,配合单位,责任领导,责任人,联络员,启动时间,完成时限,依据',
    );
    expect(readFileSync(html, 'utf8')).toContain('小考季任务分解表');
    await terminal().run(...argv, '--lang', 'en');
    expect(readFileSync(html, 'utf8')).toContain('<html lang="en">');
    expect(readFileSync(csv, 'utf8')).toMatch(/Small season: task sheet[\s\S]*2027-06-15 12:00/);
  });

  it('prints to the terminal, and as JSON', async () => {
    const { out } = await terminal().run('plan', 'print', smallFolder());
    expect(out).toMatch(/各考点（2）/);
    const { json } = await terminal().run('plan', 'print', smallFolder(), '--json');
    expect(json()).toMatchObject({
      ok: true,
      rows: expect.arrayContaining([expect.objectContaining({ step: 'safe' })]),
    });
  });

  it.each(['--xlsx', '--csv', '--html'])('says where %s cannot be written', async (option) => {
    const argv = ['plan', 'print', smallFolder(), option, '/no/such/folder/sheet'] as const;
    const { code, err } = await terminal().run(...argv);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(`^${option} /no/such.*无法写入：ENOENT`),
    ]);
  });

  it('refuses an encoding it does not know', async () => {
    const { code, err } = await terminal().run(
      'plan',
      'print',
      smallFolder(),
      '--encoding',
      'big5',
    );
    expect([code, err]).toEqual([2, expect.stringContaining('gb18030')]);
  });
});
