import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';

const SECONDS = 100;

it('loses nothing on many machines, whichever of them is killed', async () => {
  const printed = await faults(['--seed', '1', '--seconds', String(SECONDS)]);
  for (const name of ['worker 1', 'api 1', 'temporal', 'postgres'])
    expect(printed).toContain(`kill -9 ${name}: back after`);
  expect(printed).not.toContain('BROKEN');
  const held = [...printed.matchAll(/^holds {2}(\S+)/gm)].map(([, name]) => name);
  expect(held).toEqual(['I1', 'I2', 'I4', 'I5', 'I6', 'I9', 'I11', 'nothing', 'R04']);
  // Somebody was served, or nothing would be shown by all this.
  expect(Number(/\((\d+) completions\)/.exec(printed)?.[1])).toBeGreaterThan(100);
}, 330_000);

function faults(args: readonly string[]): Promise<string> {
  const program = ['--import', 'tsx', 'tests/topology/faults.ts', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, program, (error, stdout, stderr) => {
      resolve(`${stdout}${error ? `BROKEN: ${error.message}\n${stderr}` : ''}`);
    });
  });
}
