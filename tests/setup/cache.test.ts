import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolders, fillCache, findInCache } from '../../src/setup/cache.js';
import { ownFolder } from './folder.js';

async function writeTool(folder: string, text: string): Promise<void> {
  await writeFile(join(folder, 'tool'), text);
  await chmod(join(folder, 'tool'), 0o755);
}

describe('the cache', () => {
  it("is the user's, then one in the project", async () => {
    const [first, second] = cacheFolders({ XDG_CACHE_HOME: '/some/cache' });
    expect(first).toBe('/some/cache/kaowu');
    expect(second).toMatch(/\.kaowu.cache$/);
  });

  it('shows an entry only when it is complete, and nothing of one that failed', async () => {
    const root = await ownFolder();
    const failing = fillCache([root], 'tool-1', async (folder) => {
      await writeTool(folder, 'half');
      await expect(findInCache([root], 'tool-1', 'tool')).rejects.toThrow();
      throw new Error('cut off');
    });
    await expect(failing).rejects.toThrow('cut off');
    expect(await readdir(root)).toEqual([]);
  });

  it('ends with one complete entry when several fill it at once', async () => {
    const root = await ownFolder();
    const fill = () => fillCache([root], 'tool-1', (folder) => writeTool(folder, 'whole'));
    await Promise.all([fill(), fill(), fill()]);
    expect(await readdir(root)).toEqual(['tool-1']);
    expect(await readFile(await findInCache([root], 'tool-1', 'tool'), 'utf8')).toBe('whole');
  });

  it('takes the next folder when the first cannot be made', async () => {
    const root = await ownFolder();
    await writeFile(join(root, 'file'), '');
    const folders = [join(root, 'file', 'cache'), join(root, 'project')];
    const made = await fillCache(folders, 'tool-1', (folder) => writeTool(folder, 'x'));
    expect(made).toBe(join(root, 'project', 'tool-1'));
  });
});
