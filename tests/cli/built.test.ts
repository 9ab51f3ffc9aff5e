import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

// The command line is built ahead, in parts that are loaded where they are used: a part that cannot be
// loaded shows in no test that runs the sources.
it('loads in its built form what prints and reads task sheets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-built-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const sheet = join(folder, 'sheet.xlsx');
  const page = join(folder, 'sheet.html');
  const print = ['plan', 'print', 'plans/county-zhongkao', '--xlsx', sheet, '--html', page];
  expect(kaowu(...print)).toEqual({ code: 0, err: '' });
  expect(readFileSync(page, 'utf8')).toContain('召开联席会议');
  const into = join(folder, 'season');
  const { code } = kaowu('plan', 'import', sheet, '--exam-day', '2027-06-16', '--into', into);
  expect(code).toBe(0);
  expect(kaowu('plan', 'check', into)).toEqual({ code: 0, err: '' });
}, 120_000);

function kaowu(...args: readonly string[]): { code: number | null; err: string } {
  const { status, stderr } = spawnSync('node', ['bin/kaowu.js', ...args], { encoding: 'utf8' });
  return { code: status, err: stderr };
}
