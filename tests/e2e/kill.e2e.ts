import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';

const WORKER_KILLS = 3;
const SECONDS = 40;

it('stands the kill of its worker and of its server, whenever they come', async () => {
  const printed = await killed(['--seed', '1', '--kills', String(WORKER_KILLS), '--server']);
  expect(printed.match(/kill -9 worker/g)).toHaveLength(WORKER_KILLS);
  expect(printed.match(/kill -9 server/g)).toHaveLength(1);
  expect(printed).not.toContain('BROKEN');
  const held = [...printed.matchAll(/^holds {2}(\S+)/gm)].map(([, name]) => name);
  expect(held).toEqual(['I1', 'I2', 'I4', 'I5', 'I6', 'I9', 'I11', 'nothing']);
}, 200_000);

function killed(args: readonly string[]): Promise<string> {
  const program = ['--import', 'tsx', 'tests/faults/kill.ts', '--seconds', String(SECONDS)];
  return new Promise((resolve) => {
    execFile(process.execPath, [...program, ...args], (error, stdout, stderr) => {
      resolve(`${stdout}${error ? `BROKEN: ${error.message}\n${stderr}` : ''}`);
    });
  });
}
