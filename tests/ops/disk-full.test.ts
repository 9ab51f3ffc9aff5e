import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { Health } from '../../src/service/health.js';

it.runIf(process.platform === 'linux')(
  'is not ready on a full disk, says so, and is ready when there is room again (R26)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kaowu-full-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = fileURLToPath(new URL('./a-full-disk.ts', import.meta.url));
    const url = `file:${join(folder, 'kaowu.db')}`;
    const child = fork(file, [url], { execArgv: ['--import', 'tsx'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const said = async () =>
      (await once(child, 'message'))[0] as { readonly port: number; readonly full?: unknown };
    const room = (bytes: number | string) => {
      const args = ['--pid', String(child.pid), `--fsize=${bytes}:`];
      expect(spawnSync('prlimit', args).status).toBe(0);
    };
    const { port } = await said();
    const readiness = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
      const { ready, findings } = (await answer.json()) as Health;
      const bad = findings.filter(({ state }) => state === 'bad');
      return { status: answer.status, ready, bad: bad.map(({ name }) => name) };
    };
    const well = { status: 200, ready: true, bad: [] };
    expect(await readiness()).toEqual(well);

    room(1_500_000);
    child.send('fill');
    expect((await said())['full']).toMatch(/full|disk i\/o/i);
    // A write is tried again after five seconds.
    const soon = { timeout: 10_000, interval: 200 };
    const red = { status: 503, ready: false, bad: ['writing'] };
    await expect.poll(readiness, soon).toEqual(red);
    const lives = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(lives.status).toBe(200);

    room('unlimited');
    await expect.poll(readiness, soon).toEqual(well);
  },
);
