import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { REGISTERS, type RegisterKind } from '../../src/adapters/store/register-types.js';
import { zipStored } from '../../src/sheets/zip.js';
import { aRegister, csv } from './a-register.js';

const all = (kind: RegisterKind) => ({ kind, exam: null, partial: false });
const word = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('=1+1', '@cmd', '＝SUM(A1)', "'=x", '"', ',', '-2', '+86', 'a\nb', '示、山'),
    // What a program may take for its own: in a workbook's XML, or where texts are looked up by themselves.
    fc.constantFrom('valueOf', '__proto__', '_x0041_', 'a_x005f_x0041_', '\ufffe'),
  )
  .map((text) =>
    text
      .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
      .replace(/[ \u3000]+/g, ' ')
      .trim(),
  )
  .filter((text) => !/\d{6}/.test(text));
const person = fc.record({
  name: word.map((text) => text || '示'),
  school: word,
  subjects: fc.constantFrom('', '语文', '语文、数学'),
  born: fc.constantFrom('', '1985', '1985-06'),
  phone: fc.constantFrom('', '13800138000', '+4420794600', '010-88888888'),
  mail: fc.constantFrom('', 'a@example.cn'),
  accounts: fc.constantFrom('', 'wecom=zhou.s', 'wecom=phone、feishu=ou_84aad35d'),
  prefers: fc.constantFrom('', 'sms、mail'),
});

/** One of each of the others. */
const OTHERS: readonly (readonly [RegisterKind, Readonly<Record<string, string>>])[] = [
  [
    'departments',
    { department: 'education/exams', zh: '考务科', en: '=Exams', parent: 'education' },
  ],
  ['devices', { device: 'rec-1', kind: 'recorder', unit: 'lanxi/site-1', state: '维修' }],
  [
    'declarations',
    { person: 't0', exam: '2027/gaokao', declared: '2027-05-01', relative: '有', graduating: '否' },
  ],
  [
    'trainings',
    { person: 't0', course: 'conduct', date: '2027-05-02', result: '合格', side: '接收' },
  ],
];

describe('what is exported and imported again', () => {
  it('changes nothing, in either format and encoding, with contacts or without', async () => {
    const { registers } = await aRegister();
    const people = fc.array(person, { minLength: 1, maxLength: 6 });
    const formats = fc.constantFrom(
      { format: 'csv', encoding: 'utf-8' } as const,
      { format: 'csv', encoding: 'gb18030' } as const,
      { format: 'xlsx', encoding: 'utf-8' } as const,
    );
    await fc.assert(
      fc.asyncProperty(people, formats, fc.boolean(), async (rows, format, contacts) => {
        for (const [n, row] of rows.entries()) {
          const put = await registers.put('people', { person: `t${n}`, ...row }, 'p1');
          expect(put.faults).toEqual([]);
        }
        const bytes = await registers.export({ kind: 'people', contacts, ...format });
        const preview = await registers.preview(bytes, all('people'));
        expect(preview).toMatchObject({ faults: [], added: 0, changed: 0, left: [] });
        expect(preview.unchanged).toBeGreaterThanOrEqual(rows.length);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps words that mean something to a program', async () => {
    const { registers } = await aRegister();
    const words = [
      'valueOf',
      'toString',
      'constructor',
      '__proto__',
      '_x0041_',
      '_x005F_',
      '示\uffff',
    ];
    for (const [n, school] of words.entries())
      await registers.put('people', { person: `t${n}`, name: '示山', school }, 'p1');
    const wish = { kind: 'people', encoding: 'utf-8', contacts: false } as const;
    for (const format of ['csv', 'xlsx'] as const) {
      const [grid] = await gridsOf(await registers.export({ ...wish, format }));
      expect(grid?.rows.slice(1).map(({ cells }) => cells[3])).toEqual(words);
    }
  });

  it('holds of every register', async () => {
    const { registers } = await aRegister();
    await registers.put('people', { person: 't0', name: '示山' }, 'p1');
    for (const [kind, row] of OTHERS) {
      expect(await registers.put(kind, row, 'p1')).toMatchObject({ added: 1, faults: [] });
      for (const format of ['csv', 'xlsx'] as const) {
        const wish = { kind, format, encoding: 'utf-8', contacts: false } as const;
        const again = await registers.preview(await registers.export(wish), all(kind));
        expect(again).toMatchObject({ rows: 1, unchanged: 1, faults: [] });
      }
    }
    expect(OTHERS.map(([kind]) => kind).sort()).toEqual(
      REGISTERS.filter((kind) => kind !== 'people').sort(),
    );
  });

  it('is no formula to a spreadsheet', async () => {
    const { registers } = await aRegister();
    await registers.put('people', { person: 't0', name: '=HYPERLINK("http://x")' }, 'p1');
    const wish = { kind: 'people', encoding: 'utf-8', contacts: false } as const;
    const text = (await registers.export({ ...wish, format: 'csv' })).toString();
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    const [grid] = await gridsOf(await registers.export({ ...wish, format: 'xlsx' }));
    expect(grid?.rows[1]?.cells[1]).toBe('=HYPERLINK("http://x")');
  });
});

async function gridsOf(bytes: Buffer) {
  const { gridsIn } = await import('../../src/sheets/read-grid.js');
  const grids = await gridsIn(bytes);
  if (typeof grids === 'string') throw new Error(grids);
  return grids;
}

describe('a file that means harm, or is only huge', () => {
  it('is refused with its row', async () => {
    const { registers } = await aRegister();
    const codes = async (bytes: Buffer) =>
      (await registers.preview(bytes, all('people'))).faults.map(({ row, code }) => [row, code]);
    const lines = Buffer.from(`编号,姓名\n${'t1,示山\n'.repeat(1_000_000)}`);
    expect(await codes(lines)).toEqual([[200_001, 'sheet-too-many-rows']]);
    const bomb = deflateRawSync(Buffer.alloc(20 * 1024 * 1024, 32), { level: 9 });
    const zip = zipStored(new Map([['xl/worksheets/sheet1.xml', bomb]]));
    const directory = zip.lastIndexOf('PK\u0001\u0002');
    zip.writeUInt16LE(8, directory + 10);
    zip.writeUInt32LE(1_000, directory + 24);
    expect(await codes(zip)).toEqual([[0, 'sheet-too-big']]);
    expect(await codes(Buffer.alloc(21 * 1024 * 1024, 44))).toEqual([[0, 'sheet-too-big']]);
    expect(await codes(csv('编号,姓名', 't1,示\0山'))).toEqual([[2, 'bad-characters']]);
    expect(await codes(Buffer.from([0xff, 0xff, 0xfe]))).toEqual([[0, 'sheet-encoding']]);
    expect(await codes(csv('what', 'is', 'this'))).toEqual([[0, 'no-header']]);
  });

  it('never makes the reader throw, and never writes', async () => {
    const { registers } = await aRegister();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const table = Buffer.concat([Buffer.from('编号,姓名,手机\n'), Buffer.from(bytes)]);
        const outcome = await registers.preview(table, all('people'));
        expect(outcome.applied).toBe(false);
      }),
      { numRuns: 300 },
    );
    expect((await registers.list('people', { limit: 1 })).items).toEqual([]);
  });
});

describe('100,000 people', () => {
  it('are imported in seconds, and found unchanged when they come again', async () => {
    const { registers } = await aRegister();
    const rows = Array.from(
      { length: 100_000 },
      (_, n) => `t${n},示${n},第${n % 90}中学,1985-06,138${String(n).padStart(8, '0')}`,
    );
    const file = csv('编号,姓名,学校,出生年月,手机', ...rows);
    const begin = process.cpuUsage().user;
    const outcome = await registers.apply(file, all('people'), 'p1');
    expect(outcome).toMatchObject({ added: 100_000, applied: true, faultCount: 0 });
    // Of the processor, since others may use it meanwhile.
    expect((process.cpuUsage().user - begin) / 1e6).toBeLessThan(20);
    expect(await registers.preview(file, all('people'))).toMatchObject({ unchanged: 100_000 });
    expect(process.memoryUsage().rss).toBeLessThan(1.5e9);
  });
});
