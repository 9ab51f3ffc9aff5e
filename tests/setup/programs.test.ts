import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findOnPath, runProgram } from '../../src/setup/programs.js';
import { ownFolder } from './folder.js';

describe('a program on the PATH', () => {
  it('is the first one that may be run; folders and plain files of that name are passed over', async () => {
    const root = await ownFolder();
    const [asFolder, plain, good, later] = ['a', 'b', 'c', 'd'].map((name) => join(root, name));
    const path = [asFolder, plain, good, later].map(String);
    for (const folder of path) await mkdir(folder);
    await mkdir(join(root, 'a', 'tool'));
    await writeFile(join(root, 'b', 'tool'), '');
    for (const name of ['c', 'd']) {
      await writeFile(join(root, name, 'tool'), '#!/bin/sh\n');
      await chmod(join(root, name, 'tool'), 0o755);
    }
    const environment = { PATH: ['relative', ...path].join(delimiter) };
    expect(await findOnPath('tool', environment)).toBe(join(root, 'c', 'tool'));
    await expect(findOnPath('other', environment)).rejects.toThrow('no other on the PATH');
  });
});

describe('running a program', () => {
  it('answers what it printed, and throws its last words when it fails', async () => {
    const node = (script: string) => runProgram(process.execPath, ['-e', script]);
    expect(await node('console.log(1); console.log(2)')).toBe('1\n2');
    await expect(node('console.error("why"); process.exit(3)')).rejects.toThrow('why');
    await expect(runProgram('/nowhere/at/all', [])).rejects.toThrow('ENOENT');
  });

  it('kills one that outlasts its signal or its silence', async () => {
    const forever = ['-e', 'setInterval(() => {}, 1000)'];
    const signal = AbortSignal.timeout(50);
    await expect(runProgram(process.execPath, forever, { signal })).rejects.toThrow('out of time');
    const silent = runProgram(process.execPath, forever, { silenceMs: 50 });
    await expect(silent).rejects.toThrow('silent');
  });
});
