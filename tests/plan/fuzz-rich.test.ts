import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSeason } from '../../src/plan/compile-season.js';
import { csvLines } from '../../src/plan/csv-lines.js';
import { readSeasonFiles } from '../../src/plan/season-folder.js';
import { faultsOfRich, RICH, type RichFile } from './corpus/rich-season.js';
import { cpuMs } from '../support/cpu-time.js';

// On a busy machine; an idle one takes a tenth.
const SLOWEST_MS = 20_000;

/** Faults with a place and words, or none; never an exception, never long. */
function expectAnswer(read: () => ReturnType<typeof faultsOfRich>): void {
  const begun = cpuMs();
  for (const { line, column, zh, en } of read()) {
    expect(Math.min(line, column, zh.length, en.length)).toBeGreaterThan(0);
    expect(zh.length + en.length).toBeLessThan(2_000);
  }
  expect(cpuMs() - begun).toBeLessThan(SLOWEST_MS);
}

const piece = fc.oneof(
  fc.string({ maxLength: 10, unit: 'binary' }),
  fc.constantFrom(
    ...'\n|: |- |[|}|"|\'|,|&a |*a|? |>|  |\t|#|null|1e999|~|0x1|{}|[]|true'.split('|'),
  ),
  fc.constantFrom(
    'E-9999d 00:00',
    'done(guard)',
    'step(guard)-9999d',
    '99999m',
    'S.end',
    '∞',
    '../',
  ),
);

function mutated(text: string, where: number, length: number, put: string): string {
  const at = where % (text.length + 1);
  return text.slice(0, at) + put + text.slice(at + length);
}

describe('the reader and the compiler', () => {
  it('answer any mutation of a season of all kinds', () => {
    const files = fc.constantFrom(...(Object.keys(RICH) as RichFile[]));
    fc.assert(
      fc.property(files, fc.nat(), fc.nat(20), piece, (file, where, length, put) => {
        expectAnswer(() => faultsOfRich({ [file]: mutated(RICH[file], where, length, put) }));
      }),
      { numRuns: 80 },
    );
  });

  it('answer any exchange of two values of a season of all kinds', () => {
    const value = /(?<=: |\[|, |,)[\w:.+/-]+/g;
    const text = RICH['../base/plan.yaml'];
    const values = [...text.matchAll(value)];
    const index = fc.nat(values.length - 1);
    fc.assert(
      fc.property(index, index, (to, from) => {
        const [at, other] = [values[to], values[from]];
        const now = mutated(text, at?.index ?? 0, at?.[0].length ?? 0, other?.[0] ?? '');
        expectAnswer(() => faultsOfRich({ '../base/plan.yaml': now }));
      }),
      { numRuns: 80 },
    );
  });

  it('answer any mutation of the plans that are shipped', { timeout: 120_000 }, () => {
    const folders = ['common', 'county-zhongkao', 'city-gaokao'];
    const shipped = new Map(
      folders.flatMap((folder) =>
        readdirSync(join('plans', folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.(?:yaml|csv)$/.test(name))
          .map((name) => [`../${folder}/${name}`, readFileSync(join('plans', folder, name))]),
      ),
    );
    const read = (folder: string, changed?: string, bytes?: Uint8Array) => () => {
      const all = [...shipped, ...(changed && bytes ? [[changed, bytes] as const] : [])];
      const own = all.map(([name, content]) => [name.replace(`../${folder}/`, ''), content]);
      const season = readSeasonFiles(`plans/${folder}`, Object.fromEntries(own));
      if ('faults' in season) return season.faults;
      const compiled = compileSeason(season, 1);
      return 'faults' in compiled ? compiled.faults : [];
    };
    expect(read('county-zhongkao')()).toEqual([]);
    const file = fc.constantFrom(...shipped.keys());
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(40), piece, (name, where, length, put) => {
        const text = shipped.get(name)?.toString('utf8') ?? '';
        const bytes = Buffer.from(mutated(text, where, length, put));
        const folder = name.includes('city') ? 'city-gaokao' : 'county-zhongkao';
        expectAnswer(read(folder, name, bytes));
      }),
      { numRuns: 8 },
    );
  });

  it('answer any table', () => {
    const names = [...'person unit post from to step role device kind'.split(' '), '', 'x"y'];
    const cell = fc.oneof(
      fc.constantFrom(...names, 'top', 'guard', 'E 08:00', '"', '""'),
      fc.string(),
    );
    const table = fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 30 });
    const file = fc.constantFrom<RichFile>(
      ...(['posts.csv', 'roster.csv', 'units.csv', '../registers/people.csv'] as const),
    );
    fc.assert(
      fc.property(file, table, fc.boolean(), (name, rows, whole) => {
        const [header = ''] = RICH[name].split('\n');
        const text = rows.map((row) => row.join(',')).join('\n');
        expectAnswer(() => faultsOfRich({ [name]: whole ? `${header}\n${text}` : text }));
      }),
      { numRuns: 80 },
    );
  });
});

describe('a table without quotes', () => {
  it('reads as the same table in quotes', () => {
    const cell = fc
      .string({ maxLength: 6 })
      .map((text) => text.replace(/["\n\r\v\u00A0\uFEFF]/g, '·').replace(/^\s+|\s+$/g, ''));
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, (cells) => {
        const said = cells.map((row) => row.map((text) => text.replaceAll(',', ';')));
        const plain = said.map((row) => row.join(', ')).join('\n');
        const quoted = said.map((row) => row.map((text) => `"${text}"`).join(' ,')).join('\n');
        expect(csvLines('a.csv', plain, 100)).toEqual(csvLines('a.csv', quoted, 100));
      }),
    );
  });
});
