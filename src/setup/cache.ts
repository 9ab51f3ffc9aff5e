import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, isExecutable } from './programs.js';

const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const leftoverAgeMs = 24 * 3_600_000;

/**
 * The folders that may hold what was obtained before, the preferred one first: the user's cache, and
 * one in the project for users whose home cannot be written.
 */
export function cacheFolders(environment: Environment = process.env): readonly string[] {
  const named = environment.XDG_CACHE_HOME;
  const base = named !== undefined && isAbsolute(named) ? named : join(homedir(), '.cache');
  return [join(base, 'kaowu'), join(projectRoot, '.kaowu', 'cache')];
}

/**
 * The path of a program in one of the caches.
 *
 * @param entry the folder in the cache, with the version in its name
 * @throws {Error} when no cache has it
 */
export async function findInCache(
  folders: readonly string[],
  entry: string,
  program: string,
): Promise<string> {
  for (const folder of folders) {
    const path = join(folder, entry, program);
    if (await isExecutable(path)) return path;
  }
  throw new Error('尚未下载 · nothing there yet');
}

/**
 * Makes a cache entry: `fill` writes into a folder beside it, which takes the entry's name only when
 * complete, so that others see all of it or nothing, also when several processes fill it at once.
 *
 * @returns the entry's folder
 * @throws what `fill` throws, or an error when no cache folder can be written
 */
export async function fillCache(
  folders: readonly string[],
  entry: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const root = await firstWritable(folders);
  await removeLeftovers(root);
  const staging = join(root, `.filling-${entry}-${randomUUID()}`);
  await mkdir(staging);
  try {
    await fill(staging);
    return await settle(staging, join(root, entry));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

const MOST_TRIES = 20;

/** An entry already there is broken or just finished by another process; ours is as good: replace it. */
async function settle(staging: string, final: string): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const aside = `${staging}-old-${tries}`;
    const replaced = await rename(final, aside).then(
      () => true,
      () => false,
    );
    try {
      await rename(staging, final);
      return final;
    } catch (error) {
      // Another process settled between our two renames: what it put there is moved aside in turn.
      if (tries === MOST_TRIES) throw error;
    } finally {
      if (replaced) await rm(aside, { recursive: true, force: true });
    }
  }
}

async function firstWritable(folders: readonly string[]): Promise<string> {
  for (const folder of folders) {
    try {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
      return folder;
    } catch {
      // The next one; if it was the last, the error below names them all.
    }
  }
  throw new Error(`缓存目录不可写 · no cache folder can be written: ${folders.join(', ')}`);
}

/** What a killed process was filling would stay for ever. */
async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith('.filling-')) continue;
    const path = join(root, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > leftoverAgeMs) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
