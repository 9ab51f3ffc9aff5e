import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, normalize, relative } from 'node:path';
import { faultAt, type Fault } from './faults.js';
import { MAX_BYTES } from './text-file.js';

/** Where files come from: a disk, or memory in tests and uploads. */
export interface Files {
  /** Bytes of a file, null where there is none, or the fault that it cannot be read. */
  read(folder: string, name: string): Uint8Array | Fault | null;
  /** The names of the files in a folder; none where there is no such folder. */
  list(folder: string): readonly string[];
}

/** Files by their path from the folder that is read: `plan.yaml`, `../template/plan.yaml`. */
export type Contents = Readonly<Record<string, Uint8Array | Fault>>;

/** The files of the disk. Each is read only while it is no larger than a plan can be. */
export const onDisk: Files = {
  read(folder, name) {
    const file = join(folder, name);
    const start = { file, line: 1, column: 1 };
    try {
      const stat = statSync(file, { throwIfNoEntry: false });
      if (stat === undefined) return null;
      // A pipe would wait for ever.
      if (!stat.isFile()) return faultAt(start, 'file-not-regular');
      if (stat.size > MAX_BYTES) return faultAt(start, 'file-too-large', { limit: '5 MB' });
      return readFileSync(file);
    } catch {
      return null;
    }
  },
  list(folder) {
    try {
      return readdirSync(folder).sort();
    } catch {
      return [];
    }
  },
};

/** Files in memory, seen from one folder. */
export function inMemory(base: string, contents: Contents): Files {
  const known = new Map(Object.entries(contents).map(([name, bytes]) => [normalize(name), bytes]));
  const keyOf = (folder: string, name: string): string =>
    normalize(join(relative(base, folder), name));
  return {
    read: (folder, name) => known.get(keyOf(folder, name)) ?? null,
    list: (folder) =>
      [...known.keys()]
        .filter((name) => name === keyOf(folder, basename(name)))
        .map((name) => basename(name)),
  };
}
