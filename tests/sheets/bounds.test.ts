import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvSheet } from '../../src/sheets/read-csv.js';
import { readXlsx } from '../../src/sheets/read-xlsx.js';
import { unzip, zipStored } from '../../src/sheets/zip.js';
import { importSheet } from '../../src/sheets/import-sheet.js';
import { readSeasonFiles } from '../../src/plan/season-folder.js';
import { MAX_SHEET_ROWS } from '../../src/sheets/grid.js';
import { NO_MAPPING } from '../../src/sheets/columns-file.js';
import { DISTRICT, workbookOf } from './workbook.js';
import { cpuMs } from '../support/cpu-time.js';

const wish = {
  examDay: '2026-06-16',
  newExamDay: null,
  season: null,
  mapping: NO_MAPPING,
  template: null,
};
const SECONDS = 1_000;

/** Calls with the CPU time it took, in milliseconds. */
async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; ms: number }> {
  const begin = cpuMs();
  const result = await work();
  return { result, ms: cpuMs() - begin };
}

/** A workbook's parts, to be changed. */
async function parts(): Promise<Map<string, Buffer>> {
  const found = unzip(await workbookOf(DISTRICT), () => true, 1e9);
  if (typeof found === 'string') throw new Error(found);
  return new Map(found);
}

const SHEET = 'xl/worksheets/sheet1.xml';

describe('a sheet that means harm, or is only huge', () => {
  it('is not unpacked where it says it is large', async () => {
    const files = await parts();
    const zip = zipStored(files);
    const entry = zip.lastIndexOf(SHEET) - 46;
    zip.writeUInt32LE(200 * 1024 * 1024, entry + 24);
    expect(await readXlsx(zip)).toBe('sheet-too-big');
  });

  it('is not unpacked further than it says it is', async () => {
    const bomb = deflateRawSync(Buffer.alloc(20 * 1024 * 1024, 32), { level: 9 });
    const files = await parts();
    files.set(SHEET, Buffer.from('x'));
    // A stored file becomes a deflated one that claims to be 1,000 bytes long.
    const zip = zipStored(new Map([[SHEET, bomb]]));
    const directory = zip.lastIndexOf('PK\u0001\u0002');
    zip.writeUInt16LE(8, directory + 10);
    zip.writeUInt32LE(1_000, directory + 24);
    const { result, ms } = await timed(() => readXlsx(zip));
    expect(result).toBe('sheet-too-big');
    expect(ms).toBeLessThan(2 * SECONDS);
  });

  it('may have hundreds of thousands of empty rows', async () => {
    const files = await parts();
    const xml = files.get(SHEET)?.toString('utf8') ?? '';
    const empty = Array.from(
      { length: 200_000 },
      (_, n) => `<row r="${n + 100}" ht="15"><c r="A${n + 100}" s="1"/></row>`,
    );
    files.set(SHEET, Buffer.from(xml.replace('</sheetData>', `${empty.join('')}</sheetData>`)));
    const { result, ms } = await timed(() => readXlsx(zipStored(files)));
    expect(typeof result === 'string' ? result : result[0]?.rows.length).toBe(7);
    expect(ms).toBeLessThan(15 * SECONDS);
  });

  it('is refused with very many rows that say something', async () => {
    const line = '1,检修设备,县公安局,6月5日\n';
    const csv = Buffer.from(`序号,工作任务,牵头单位,完成时限\n${line.repeat(200_000)}`);
    const { result, ms } = await timed(() => readCsvSheet(csv));
    expect(result).toBe('sheet-too-many-rows');
    expect(ms).toBeLessThan(10 * SECONDS);
  });

  it.each([',', '"', 'a', '\n', ',,,\n', '\t,'])('may be megabytes of %j', async (mark) => {
    const bytes = Buffer.from(`序号,工作任务\n${mark.repeat(8 * 1024 * 1024)}\n1,检修设备\n`);
    const { result, ms } = await timed(() => readCsvSheet(bytes));
    expect(typeof result === 'string' ? result : result.rows.length).toBe(2);
    expect(ms).toBeLessThan(5 * SECONDS);
  });

  it('makes a plan that checks of as many rows as it may have', () => {
    const head = ['序号', '工作任务', '牵头单位', '配合单位', '责任人', '启动时间', '完成时限'];
    const rows = Array.from({ length: MAX_SHEET_ROWS - 1 }, (_, n) => [
      ...[
        String(n + 1),
        `任务${n}`,
        `第${n % 90}组`,
        '县公安局、县供电公司',
        '示山',
        '6月1日',
        '6月5日',
      ],
    ]);
    const cells = [head, ...rows].map((one, n) => ({ line: n + 1, cells: one }));
    const made = importSheet([{ name: '', bad: [], rows: cells }], wish);
    const files = Object.entries('files' in made ? made.files : {});
    const contents = Object.fromEntries(files.map(([name, text]) => [name, Buffer.from(text)]));
    const read = readSeasonFiles('', contents);
    expect('faults' in read ? read.faults : read.plan.steps.length).toBe(MAX_SHEET_ROWS - 1);
  });

  it('is not opened when it is the old format or encrypted', async () => {
    const old = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect(await readXlsx(old)).toBe('old-xls');
    expect(await readXlsx(Buffer.from('PK\u0003\u0004 no archive'))).toBe('not-xlsx');
  });

  it('costs only its bad rows', () => {
    const grid = readCsvSheet(
      Buffer.from('序号,工作任务,完成时限\n1,甲,6月5日\n2,"乙" x",6月6日\n3,丙,6月7日\n'),
    );
    expect(typeof grid === 'string' ? grid : grid.rows.length).toBeGreaterThanOrEqual(3);
    const made = typeof grid === 'string' ? null : importSheet([grid], wish);
    const plan = made && 'files' in made ? made.files['plan.yaml'] : '';
    expect(plan).toMatch(/zh: 甲[\s\S]*zh: 丙/);
  });

  it('never makes the reader throw', async () => {
    const good = await workbookOf(DISTRICT);
    const broken = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(broken, async (changes) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        const grids = await readXlsx(bytes);
        if (typeof grids !== 'string') importSheet(grids, wish);
      }),
      { numRuns: 60 },
    );
  });

  it('is imported whatever its cells say', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '各考点',
        '县公安局、县交警大队',
        '示山、示水',
        '6月5日',
        '考前三天',
        '一、准备',
        '=1+1',
        '各相关单位',
        '"',
        '待定',
      ),
      fc.string({ maxLength: 30 }),
    );
    const rows = fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, (cells) => {
        const head = ['序号', '工作任务', '牵头单位', '配合单位', '责任人', '完成时限'];
        const grid = {
          name: '',
          bad: [],
          rows: [head, ...cells].map((one, n) => ({ line: n + 1, cells: one })),
        };
        const made = importSheet([grid], wish);
        expect('files' in made ? Object.keys(made.files) : [made.code]).not.toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
