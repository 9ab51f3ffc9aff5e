import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A part of a backup as it lies on the disk. */
const part = z.object({
  file: z.string().regex(/^(?:tables|keys)\/[\w.-]{1,100}$/),
  bytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const schema = z.object({
  format: z.literal(1),
  kaowu: z.string(),
  /** Real time of the snapshot, ISO 8601. */
  madeAt: z.string(),
  database: z.enum(['sqlite', 'postgres']),
  migrations: z.array(z.string()),
  /** Whether every unit was asked, and all it knew was waited for. */
  settled: z.boolean(),
  tables: z.array(
    part.extend({
      name: z.string().regex(/^[a-z_]{1,60}$/),
      columns: z.array(z.string().regex(/^[a-z_0-9]{1,60}$/)),
      rows: z.int(),
      /** Of the rows in whatever order: the same content has the same digest in every database. */
      digest: z.string(),
    }),
  ),
  seasons: z.array(
    z.object({
      ...{ id: z.string(), status: z.string() },
      ...{ version: z.int(), units: z.int(), events: z.int() },
    }),
  ),
  /** Of the keys that sealed data needs, and of which ones only with `--with-keys`: their files. */
  keyIds: z.array(z.string()),
  keys: z.array(part),
});

/** What a backup says of itself. */
export type Manifest = z.output<typeof schema>;
export type TablePart = Manifest['tables'][number];
export type FilePart = z.output<typeof part>;

export const MANIFEST = 'manifest.json';

/** A folder that is no backup, or one that this build cannot read. */
export class NoBackup extends Error {
  override readonly name = 'NoBackup';
}

/** Reads what the backup in a folder says of itself; throws `NoBackup`. */
export function readManifest(folder: string): Manifest {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')));
  } catch (error) {
    throw new NoBackup(error instanceof Error ? error.message : String(error));
  }
}
