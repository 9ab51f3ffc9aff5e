// @ts-check
// Plain JavaScript: runs before anything is installed.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { until } from './waiting.js';

const longestWaitMs = 30 * 60_000;
/** A lock without an owner's number is one that is just being written – or was left so by a power cut. */
const unsignedIsStaleMs = 10_000;

/**
 * Does `work` while no other process does work under the same lock file; waits for the others first.
 * A lock whose process is gone is taken over.
 *
 * @template T
 * @param {string} path the lock file; its folder is made
 * @param {(line: string) => void} report told once, when there is somebody to wait for
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` answers
 * @throws {Error} when the lock is still held after 30 minutes, naming the file
 */
export async function withLock(path, report, work) {
  await mkdir(dirname(path), { recursive: true });
  let told = false;
  const taken = await until(
    async () => {
      if (await take(path)) return true;
      const owner = await ownerOf(path);
      if (owner === 'gone') await removeStale(path);
      else if (!told) {
        told = true;
        report(`等待另一进程完成 · waiting for another process to finish (${owner}, ${path})`);
      }
      return undefined;
    },
    { everyMs: 100, forMs: longestWaitMs },
  );
  if (!taken) throw new Error(`锁未释放 · still locked; if nobody is at work, remove ${path}`);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** @param {string} path */
async function take(path) {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} path
 * @returns {Promise<string>} the owner's process number, or `gone`
 */
async function ownerOf(path) {
  try {
    const owner = (await readFile(path, 'utf8')).trim();
    if (owner !== '') return isAlive(Number(owner)) ? owner : 'gone';
    const ageMs = Date.now() - (await stat(path)).mtimeMs;
    return ageMs > unsignedIsStaleMs ? 'gone' : '?';
  } catch (error) {
    // Released between our two looks: the next try takes it.
    if (codeOf(error) === 'ENOENT') return '?';
    throw error;
  }
}

/**
 * Two waiters may both find the owner gone; the slower one must not remove the lock the faster one has
 * taken since. So the file is moved aside first, and put back when it turns out to be a living one.
 *
 * @param {string} path
 */
async function removeStale(path) {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await ownerOf(aside)) === 'gone') await rm(aside, { force: true });
    else await rename(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/**
 * Whether a process of that number exists (be it somebody else's).
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
