import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeServerRecord } from '../../src/setup/server-record.js';
import { startTemporal } from '../../src/setup/start-temporal.js';
import { findTemporalCli, pinnedCli } from '../../src/setup/temporal-server.js';
import { ownFolder } from './folder.js';

const quiet = (): void => {};

/** A program that only knows its version. */
async function fakeCli(folder: string, server: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'temporal');
  await writeFile(path, `#!/bin/sh\necho "temporal version 1 (Server ${server}, UI 2)"\n`);
  await chmod(path, 0o755);
  return path;
}

describe('finding the Temporal CLI', () => {
  it('takes the one that is named, and no other when that one does not serve', async () => {
    const root = await ownFolder();
    const named = await fakeCli(root, '1.29.1');
    const environment = { KAOWU_TEMPORAL_CLI: named, PATH: '' };
    expect(await findTemporalCli(quiet, { environment })).toBe(named);
    const other = findTemporalCli(quiet, { environment, serverVersion: '1.30.0' });
    await expect(other).rejects.toThrow('KAOWU_TEMPORAL_CLI');
  });

  it('takes the one on the PATH before the cache, and passes over one that is too old', async () => {
    const root = await ownFolder();
    const cached = await fakeCli(
      join(root, 'cache', 'kaowu', `temporal-cli-${pinnedCli}`),
      '1.29.1',
    );
    const onPath = await fakeCli(join(root, 'new'), '1.31.0');
    await fakeCli(join(root, 'old'), '1.9.0');
    const look = (folder: string) =>
      findTemporalCli(quiet, {
        environment: { PATH: join(root, folder), XDG_CACHE_HOME: join(root, 'cache') },
      });
    // `#!/bin/sh` is an absolute path: the fake needs nothing from the PATH.
    expect(await look('new')).toBe(onPath);
    expect(await look('old')).toBe(cached);
  });

  it('looks for the very server a data folder needs, and fetches nothing that would not help', async () => {
    const root = await ownFolder();
    const cache = join(root, 'cache');
    const older = await fakeCli(join(cache, 'kaowu', `temporal-cli-${pinnedCli}`), '1.29.1');
    await fakeCli(join(root, 'new'), '1.31.0');
    const environment = { PATH: join(root, 'new'), XDG_CACHE_HOME: cache };
    expect(await findTemporalCli(quiet, { environment, serverVersion: '1.29.1' })).toBe(older);
    const lines: string[] = [];
    const report = (line: string): void => void lines.push(line);
    const failure = findTemporalCli(report, { environment, serverVersion: '1.30.0' });
    await expect(failure).rejects.toThrow('1.30.0');
    expect(lines).toEqual([]);
  });
});

describe('a data folder', () => {
  it('written by another server version is refused with what to do', async () => {
    const dataFolder = await ownFolder();
    await writeServerRecord(dataFolder, { serverVersion: '1.0.0', port: 1 });
    await writeFile(join(dataFolder, 'temporal.db'), '');
    const starting = startTemporal({
      dataFolder,
      namespace: 'kaowu',
      searchAttributes: {},
      report: quiet,
    });
    await expect(starting).rejects.toThrow(/written by Temporal server 1\.0\.0.*\n.*reseed/);
  });
});
