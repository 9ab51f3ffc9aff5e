import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { fileFault, readLines, rowsDigest, writeLines } from '../../src/main/backup-files.js';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-lines-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const digestOf = (lines: readonly string[]): string => {
  const content = rowsDigest();
  for (const line of lines) content.add(line);
  return `${content.rows()} ${content.digest()}`;
};

async function* inGroups(lines: readonly string[], size: number) {
  for (let at = 0; at < lines.length; at += size) yield lines.slice(at, at + size);
}

// A row is a line of JSON: no line break stands in it.
const row = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null)));
const rows = fc.array(
  row.map((values) => JSON.stringify(values)),
  { minLength: 1, maxLength: 40 },
);

it('sums up the same rows to the same digest in any order, and any other rows to another', () => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.string(), (lines, place, other) => {
      const at = place % lines.length;
      const whole = digestOf(lines);
      expect(digestOf([...lines].reverse())).toBe(whole);
      expect(digestOf(lines.toSpliced(at, 1))).not.toBe(whole);
      expect(digestOf([...lines, lines[at] ?? ''])).not.toBe(whole);
      expect(digestOf(lines.with(at, `${lines[at]}${other} `))).not.toBe(whole);
    }),
  );
  // Two 64-bit sums of the first half of each row's SHA-256.
  expect(digestOf(['[1]', '[2]'])).toBe('2 0b9405b2c7c139861d874012cb7c3f37');
});

it('writes rows and reads them back, however they come', async () => {
  const folder = aFolder();
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const part = await writeLines(folder, 'x.gz', inGroups(lines, size));
      expect(part.rows).toBe(lines.length);
      expect(await fileFault(folder, part)).toBeNull();
      const back: string[] = [];
      const table = { ...part, name: 'x', columns: [] };
      for await (const group of readLines(folder, table)) back.push(...group);
      expect(back).toEqual(lines);
    }),
    { numRuns: 30 },
  );
});

it('finds any single byte that was changed, a file cut short, and one that is gone', async () => {
  const folder = aFolder();
  const lines = Array.from({ length: 50 }, (_, n) => JSON.stringify([n, `行${n}`]));
  const part = await writeLines(folder, 'x.gz', inGroups(lines, 10));
  const path = join(folder, 'x.gz');
  const whole = readFileSync(path);
  for (let at = 0; at < whole.length; at += 7) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    writeFileSync(path, bytes);
    expect(await fileFault(folder, part)).toEqual({ file: 'x.gz', fault: 'content' });
  }
  writeFileSync(path, whole.subarray(0, -1));
  expect(await fileFault(folder, part)).toEqual({ file: 'x.gz', fault: 'size' });
  rmSync(path);
  expect(await fileFault(folder, part)).toEqual({ file: 'x.gz', fault: 'missing' });
});
