import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { holdFolder } from '../../src/main/only-one.js';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-one-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('holds a folder for one, and another folder for another', async () => {
  const [folder, other] = [aFolder(), aFolder()];
  const release = await holdFolder(folder);
  expect(release).not.toBeNull();
  expect(await holdFolder(`${folder}/`)).toBeNull();
  const second = await holdFolder(other);
  expect(second).not.toBeNull();
  await second?.();
  await release?.();
  const again = await holdFolder(folder);
  expect(again).not.toBeNull();
  await again?.();
});

it('takes over from a process that was killed', async () => {
  const folder = aFolder();
  const module = new URL('../../src/main/only-one.ts', import.meta.url).href;
  const code = `const { holdFolder } = await import(${JSON.stringify(module)});
    await holdFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn('node', ['--import', 'tsx', '--input-type=module', '-e', code]);
  await once(child.stdout, 'data');
  expect(await holdFolder(folder)).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const release = await holdFolder(folder);
  expect(release).not.toBeNull();
  await release?.();
});
