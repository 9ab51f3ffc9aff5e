import { basename, join, relative } from 'node:path';
import type { Fault } from './faults.js';
import { onDisk, type Contents, type Files } from './files.js';
import { readSeasonFrom, type Overrides } from './season-folder.js';

/** The files of a season, of its templates and registers, as they travel: each in base64. */
export interface Bundle {
  /** What the folder was called where it came from: names it in faults. */
  readonly folder: string;
  /** By path from the folder: `plan.yaml`, `../common/plan.yaml`. */
  readonly files: Readonly<Record<string, string>>;
}

/** Everything that reading this folder reads, and nothing else; or what is wrong with it. */
export function bundleOf(
  folder: string,
  overrides: Overrides = {},
): Bundle | { readonly faults: readonly Fault[] } {
  const files: Record<string, string> = {};
  const base = join(folder, '.');
  const seen: Files = {
    read(where, name) {
      const bytes = onDisk.read(where, name);
      if (bytes instanceof Uint8Array)
        files[relative(base, join(where, name))] = Buffer.from(bytes).toString('base64');
      return bytes;
    },
    list: (where) => onDisk.list(where),
  };
  const read = readSeasonFrom(seen, base, overrides);
  if ('faults' in read) return read;
  return { folder: basename(base), files };
}

export const contentsOf = ({ files }: Bundle): Contents =>
  Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      Uint8Array.from(Buffer.from(text, 'base64')),
    ]),
  );
