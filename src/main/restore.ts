import { existsSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withSnapshot } from '../adapters/store/dump.js';
import { CannotLoad, loadStore } from '../adapters/store/load.js';
import { compactInto, fileOf } from '../adapters/store/sqlite.js';
import { openStore } from '../adapters/store/store.js';
import { CONSOLE_FILE } from '../cli/profiles.js';
import { Refusal } from '../service/outcome.js';
import { databasePath } from '../setup/server-command.js';
import { stopProcess } from '../setup/server-process.js';
import { readServerRecord } from '../setup/server-record.js';
import { fileFault, readLines, rowsDigest } from './backup-files.js';
import { keyIdsOf } from './backup-keys.js';
import { NoBackup, readManifest, type Manifest } from './backup-manifest.js';
import { onMachine, onMachineAt, type MachineDeed } from './machine-deeds.js';
import { holdFolder } from './only-one.js';
import type { Place } from './place.js';

export interface RestoreWish {
  /** The backup's own folder. */
  readonly from: string;
  /** Looks the backup through and changes nothing. */
  readonly verifyOnly: boolean;
  /** Temporal's data of this machine stays: what the backup lacks is taken from its histories. */
  readonly keepTemporal: boolean;
}

export interface RestoreDone {
  readonly manifest: Manifest;
  readonly rows: number;
  /** Where what was there before lies now; null where there was nothing. */
  readonly before: string | null;
  /** Keys that sealed data needs and this installation has not. */
  readonly missingKeys: readonly string[];
  readonly tookMs: number;
}

const SERVED_WITHIN_MS = 2_000;

/** A backup that is not as it was made: which file, and what is wrong with it. */
export class BrokenBackup extends Error {
  override readonly name = 'BrokenBackup';
  constructor(
    readonly file: string,
    readonly fault: 'missing' | 'size' | 'content' | 'rows',
  ) {
    super(`${file}: ${fault}`);
  }
}

/**
 * Puts a backup back. The log is the truth of what happened, so Temporal's data is set aside with the old store, and
 * the next start begins every unit anew from the log. Nothing is removed: what was there lies in a folder
 * `before-restore-…` beside it. The backup is looked through before, and the new store held against it
 * after; until then the old one stays where it is.
 */
export const restore = (place: Place, wish: RestoreWish): Promise<RestoreDone> =>
  wish.verifyOnly
    ? restored(place, wish)
    : restored(place, wish).catch((error: unknown) => failed(place, wish, error));

async function restored(place: Place, wish: RestoreWish): Promise<RestoreDone> {
  const from = Date.now();
  const manifest = manifestIn(wish.from);
  await assertWhole(wish.from, manifest);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  if (wish.verifyOnly) {
    for (const table of manifest.tables) await assertRows(wish.from, table);
    const missingKeys = missing(place, manifest);
    return { manifest, rows, before: null, missingKeys, tookMs: Date.now() - from };
  }
  const release = (await isServed(place.dataFolder)) ? null : await holdFolder(place.dataFolder);
  if (release === null)
    throw new Refusal(
      'in-use',
      `数据目录 ${place.dataFolder} 正在使用，请先停止 kaowu`,
      `the data folder ${place.dataFolder} is in use; stop kaowu first`,
    );
  try {
    const before = await putBack(place, wish, manifest);
    return {
      ...{ manifest, rows, before },
      missingKeys: missing(place, manifest),
      tookMs: Date.now() - from,
    };
  } finally {
    await release();
  }
}

/** A store that is still there says that somebody wanted another in its place; what is not whole any more need not. */
async function failed(place: Place, wish: RestoreWish, error: unknown): Promise<never> {
  const again = async (): Promise<never> => {
    throw error;
  };
  await onMachineAt(place.storeUrl, deedOf(wish), again).catch(() => {});
  throw error;
}

const deedOf = (wish: RestoreWish): MachineDeed => ({ what: 'restore', content: wish });

/** A service that a supervisor runs has a folder for sockets of its own: it is found by its API. */
async function isServed(dataFolder: string): Promise<boolean> {
  try {
    const { url } = JSON.parse(readFileSync(join(dataFolder, CONSOLE_FILE), 'utf8')) as {
      readonly url: string;
    };
    const signal = AbortSignal.timeout(SERVED_WITHIN_MS);
    return (await fetch(new URL('/healthz', url), { signal })).ok;
  } catch {
    return false;
  }
}

function manifestIn(folder: string): Manifest {
  try {
    return readManifest(folder);
  } catch (error) {
    if (!(error instanceof NoBackup)) throw error;
    throw new Refusal(
      'no-backup',
      `${folder} 不是备份，或由别的版本写成`,
      `${folder} is no backup, or one of another make`,
    );
  }
}

async function assertWhole(folder: string, { tables, keys }: Manifest): Promise<void> {
  for (const part of [...tables, ...keys]) {
    const found = await fileFault(folder, part);
    if (found) throw new BrokenBackup(found.file, found.fault);
  }
}

async function assertRows(folder: string, table: Manifest['tables'][number]): Promise<void> {
  const content = rowsDigest();
  for await (const lines of readLines(folder, table)) for (const line of lines) content.add(line);
  if (content.rows() !== table.rows || content.digest() !== table.digest)
    throw new BrokenBackup(table.file, 'rows');
}

async function putBack(place: Place, wish: RestoreWish, manifest: Manifest) {
  const file = fileOf(place.storeUrl);
  const draft = file === null ? null : `${file}.restoring`;
  const url = draft === null ? place.storeUrl : `file:${draft}`;
  if (draft !== null) await removeDatabase(draft);
  if (draft !== null) await rm(`${draft}.whole`, { force: true });
  await load(url, wish.from, manifest);
  await assertSame(url, manifest);
  await copyKeysBack(place, wish.from, manifest);
  // One file, without a log of its own that the move would leave behind.
  if (draft !== null) await compactInto(draft, `${draft}.whole`);
  const before = await setAside(place, file, wish.keepTemporal);
  if (file !== null && draft !== null) {
    await mkdir(dirname(file), { recursive: true });
    await rename(`${draft}.whole`, file);
    await removeDatabase(draft);
  }
  const store = await openStore(place.storeUrl);
  try {
    // Whoever starts next brings Temporal to the same story, before anything else.
    await store.operations.beat('restored', Date.now(), { reconciled: false });
    await store.operations.beat('backup', Date.parse(manifest.madeAt), { folder: wish.from });
    // In the chains that came back with it: they go on from where the backup left them.
    await onMachine(store, deedOf(wish), async () => before);
  } finally {
    await store.close();
  }
  return before;
}

async function load(url: string, folder: string, manifest: Manifest): Promise<void> {
  const tables = manifest.tables.map((table) => ({
    ...{ name: table.name, columns: table.columns },
    rows: () => readLines(folder, table),
  }));
  await loadStore(url, manifest.migrations, tables).catch((error: unknown) => {
    if (!(error instanceof CannotLoad)) throw error;
    throw refusalOf(error);
  });
}

const refusalOf = ({ code, detail }: CannotLoad): Refusal =>
  code === 'not-empty'
    ? new Refusal(
        'not-empty',
        '目标数据库已有内容，请新建空库并由 KAOWU_STORE 指定',
        'the database holds something already; make an empty one and name it in KAOWU_STORE',
      )
    : new Refusal(
        'newer-backup',
        `备份由更新的版本写成（${detail}），请用该版本恢复`,
        `the backup was made by a newer build (${detail}); restore it with that one`,
      );

/** The store anew, row for row, whatever database it came from. */
async function assertSame(url: string, manifest: Manifest): Promise<void> {
  const wanted = new Map(manifest.tables.map((table) => [table.name, table]));
  await withSnapshot(url, async ({ tables, rows }) => {
    for (const there of tables) {
      const table = wanted.get(there.name);
      if (table === undefined) continue;
      const content = rowsDigest();
      for await (const lines of rows({ ...there, columns: table.columns }))
        for (const line of lines) content.add(line);
      if (content.rows() !== table.rows || content.digest() !== table.digest)
        throw new BrokenBackup(table.file, 'rows');
    }
  });
}

/** Keys that are there stay: they may open more than the backup's. */
async function copyKeysBack(place: Place, folder: string, { keys }: Manifest): Promise<void> {
  for (const { file } of keys) {
    const to = join(place.dataFolder, basename(file));
    if (existsSync(to)) continue;
    await copyFile(join(folder, file), to);
    await chmod(to, 0o600);
  }
}

function missing(place: Place, { keyIds }: Manifest): readonly string[] {
  const have = keyIdsOf(place);
  return keyIds.filter((id) => !have.includes(id));
}

/** Moves the old store, and the data of a server of ours, out of the way; answers where to. */
async function setAside(
  place: Place,
  file: string | null,
  keepTemporal: boolean,
): Promise<string | null> {
  const moved: string[] = [];
  if (file !== null && existsSync(file)) moved.push(...(await databaseFiles(file)));
  const temporal = databasePath(place.dataFolder);
  if (!keepTemporal && place.reach === null && existsSync(temporal)) {
    const record = await readServerRecord(place.dataFolder);
    // It outlives a service that was killed.
    if (record?.running) await stopProcess(record.running.pid, temporal);
    moved.push(...(await databaseFiles(temporal)));
  }
  if (moved.length === 0) return null;
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const before = join(place.dataFolder, `before-restore-${stamp}`);
  await mkdir(before, { recursive: true, mode: 0o700 });
  for (const path of moved) await rename(path, join(before, basename(path)));
  return before;
}

/** A database with its log and index, `-wal` and `-shm`. */
async function databaseFiles(file: string): Promise<readonly string[]> {
  const names = await readdir(dirname(file));
  const own = new Set(['', '-wal', '-shm', '-journal'].map((end) => `${basename(file)}${end}`));
  return names.filter((name) => own.has(name)).map((name) => join(dirname(file), name));
}

async function removeDatabase(file: string): Promise<void> {
  if (!existsSync(dirname(file))) return;
  for (const path of await databaseFiles(file)) await rm(path, { force: true });
}
