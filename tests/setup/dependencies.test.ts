import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { areDependenciesReady, checkNode } from '../../bin/dependencies.js';
import { withLock } from '../../bin/lock.js';
import { ownFolder } from './folder.js';

const lockOf = (version: string) => ({
  packages: {
    '': { name: 'x' },
    'node_modules/a': { version, integrity: `sha-${version}` },
    'node_modules/for-macs': { version: '1.0.0', integrity: 'sha', optional: true },
  },
});

async function project(): Promise<string> {
  const root = await ownFolder();
  await mkdir(join(root, 'node_modules'));
  await write(root, 'package-lock.json', lockOf('1.0.0'));
  return root;
}

async function write(root: string, name: string, content: unknown): Promise<void> {
  await writeFile(join(root, name), JSON.stringify(content));
}

/** What npm leaves behind: a record without the root and without other platforms' packages. */
async function npmInstalled(root: string, version: string): Promise<void> {
  const { 'node_modules/a': a } = lockOf(version).packages;
  await write(root, 'node_modules/.package-lock.json', { packages: { 'node_modules/a': a } });
}

describe('the dependencies', () => {
  it('are missing where npm has not finished', async () => {
    const root = await project();
    expect(areDependenciesReady(root)).toBe(false);
    await rm(join(root, 'node_modules'), { recursive: true });
    expect(areDependenciesReady(root)).toBe(false);
  });

  it('are ready when npm installed what the lock says, by whomever it was called', async () => {
    const root = await project();
    await npmInstalled(root, '1.0.0');
    expect(areDependenciesReady(root)).toBe(true);
    expect(areDependenciesReady(root)).toBe(true);
  });

  it('are not ready after the lock has changed, until they are installed anew', async () => {
    const root = await project();
    await npmInstalled(root, '1.0.0');
    expect(areDependenciesReady(root)).toBe(true);
    await write(root, 'package-lock.json', lockOf('2.0.0'));
    expect(areDependenciesReady(root)).toBe(false);
    await npmInstalled(root, '2.0.0');
    expect(areDependenciesReady(root)).toBe(true);
  });

  it('are not ready for another Node than the one they were installed with', async () => {
    const root = await project();
    await npmInstalled(root, '1.0.0');
    expect(areDependenciesReady(root)).toBe(true);
    const stamp = { lock: 'x', runtime: 'node 18 linux x64' };
    await write(root, 'node_modules/.kaowu-installed.json', stamp);
    expect(areDependenciesReady(root)).toBe(false);
  });
});

describe('the version of Node', () => {
  it('is refused with a sentence when it is too old', async () => {
    const root = await project();
    await write(root, 'package.json', { engines: { node: '>=20.19.0' } });
    for (const good of ['20.19.0', '20.20.2', '22.0.0']) checkNode(root, good);
    for (const old of ['18.20.0', '20.9.0']) {
      expect(() => checkNode(root, old)).toThrow(/需要 Node\.js 20\.19\.0 .* is needed/);
    }
  });
});

describe('the lock', () => {
  it('lets one in after the other', async () => {
    const path = join(await ownFolder(), 'the.lock');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await writeFile(`${path}.work`, 'x');
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(path, () => {}, work)));
    expect(most).toBe(1);
  });

  it('is taken over when its process is gone', async () => {
    const path = join(await ownFolder(), 'the.lock');
    // Larger than any process number.
    await writeFile(path, '4194305');
    expect(
      await withLock(
        path,
        () => {},
        async () => 'in',
      ),
    ).toBe('in');
  });
});
