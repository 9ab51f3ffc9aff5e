import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withSnapshot, type Snapshot } from '../adapters/store/dump.js';
import { fileOf } from '../adapters/store/sqlite.js';
import { openStore } from '../adapters/store/store.js';
import { Refusal } from '../service/outcome.js';
import { settle } from '../service/settle.js';
import { writeLines } from './backup-files.js';
import { MANIFEST, type FilePart, type Manifest, type TablePart } from './backup-manifest.js';
import { keyFilesOf, keyIdsOf } from './backup-keys.js';
import { onMachineAt } from './machine-deeds.js';
import { openParts, reachedFrom } from './parts.js';
import type { Place } from './place.js';
import { VERSION } from './version.js';

export interface BackupWish {
  /** The folder in which the backup gets one of its own. */
  readonly to: string;
  /** Older backups there beyond so many are removed, once this one is finished; absent: none. */
  readonly keep?: number;
  readonly withKeys: boolean;
}

export interface BackupDone {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly removed: readonly string[];
  readonly tookMs: number;
}

const PREFIX = 'kaowu-backup-';

/**
 * Copies the whole store as it is at one instant while the service goes on, into a folder of its own under `to`. Before
 * that instant every unit is asked how far it is, and the store waited for: what was answered before the backup began is in it.
 * What is half written has another name, and is never taken for a backup.
 */
export async function backup(place: Place, wish: BackupWish): Promise<BackupDone> {
  const file = fileOf(place.storeUrl);
  if (file !== null && !existsSync(file))
    throw new Refusal('no-store', `没有台账 ${file}`, `there is no store ${file}`);
  const deed = { what: wish.withKeys ? 'backup with keys' : 'backup', content: wish };
  return onMachineAt(place.storeUrl, deed, () => copyAll(place, wish));
}

async function copyAll(place: Place, wish: BackupWish): Promise<BackupDone> {
  const from = Date.now();
  const settled = await settledStore(place);
  const madeAt = new Date();
  const folder = join(wish.to, PREFIX + madeAt.toISOString().replace(/[-:]|\.\d+/g, ''));
  const partial = `${folder}.partial`;
  await mkdir(join(partial, 'tables'), { recursive: true, mode: 0o700 });
  await chmod(partial, 0o700);
  const about = await withSnapshot(place.storeUrl, async (snapshot) => ({
    tables: await copyTables(partial, snapshot),
    migrations: [...snapshot.migrations],
    seasons: [...(await snapshot.seasons())],
  }));
  const manifest: Manifest = {
    ...{ format: 1, kaowu: VERSION, madeAt: madeAt.toISOString() },
    database: fileOf(place.storeUrl) === null ? 'postgres' : 'sqlite',
    ...about,
    settled,
    keyIds: [...keyIdsOf(place)],
    keys: wish.withKeys ? await copyKeys(partial, place) : [],
  };
  await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await rename(partial, folder);
  await remember(place, folder, manifest);
  const removed = wish.keep === undefined ? [] : await removeOld(wish.to, wish.keep);
  return { folder, manifest, removed, tookMs: Date.now() - from };
}

/** False where nobody could be asked: then only what is in the store is in the backup. */
async function settledStore(place: Place): Promise<boolean> {
  const parts = await reachedFrom(place)
    .then((reach) => openParts(place, reach))
    .catch(() => null);
  if (parts === null) return false;
  try {
    return await settle(parts);
  } finally {
    await parts.close();
  }
}

async function copyTables(folder: string, snapshot: Snapshot): Promise<TablePart[]> {
  const parts: TablePart[] = [];
  for (const table of snapshot.tables) {
    const file = `tables/${table.name}.jsonl.gz`;
    const written = await writeLines(folder, file, snapshot.rows(table));
    parts.push({ name: table.name, columns: [...table.columns], ...written });
  }
  return parts;
}

async function copyKeys(folder: string, place: Place): Promise<FilePart[]> {
  await mkdir(join(folder, 'keys'), { mode: 0o700 });
  const parts: FilePart[] = [];
  for (const path of keyFilesOf(place)) {
    const file = `keys/${basename(path)}`;
    await copyFile(path, join(folder, file));
    await chmod(join(folder, file), 0o600);
    const content = readFileSync(path);
    const sha256 = createHash('sha256').update(content).digest('hex');
    parts.push({ file, bytes: content.length, sha256 });
  }
  return parts;
}

/** For the figures and `doctor`: how old the last backup is. */
async function remember(place: Place, folder: string, manifest: Manifest): Promise<void> {
  const store = await openStore(place.storeUrl);
  try {
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    await store.operations.beat('backup', Date.parse(manifest.madeAt), { folder, rows });
  } finally {
    await store.close();
  }
}

/** Names begin with their instant, so the oldest come first. */
async function removeOld(to: string, keep: number): Promise<readonly string[]> {
  const names = (await readdir(to)).filter((name) => /^kaowu-backup-\d{8}T\d{6}Z$/.test(name));
  const old = names.sort().slice(0, Math.max(0, names.length - keep));
  for (const name of old) await rm(join(to, name), { recursive: true });
  return old;
}
