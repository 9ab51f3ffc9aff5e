import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the data folder remembers of its Temporal server, in `temporal.json`. */
export interface ServerRecord {
  /** The server that writes the database. */
  readonly serverVersion: string;
  /** Kept over restarts, so that people's addresses stay good. */
  readonly port: number;
  /** The process started last; it may be gone. */
  readonly running?: RunningRecord;
}

/** A started server process. */
interface RunningRecord {
  readonly pid: number;
  readonly args: readonly string[];
}

/** The record of a data folder, or `undefined` for a new folder. */
export async function readServerRecord(dataFolder: string): Promise<ServerRecord | undefined> {
  let text: string;
  try {
    text = await readFile(recordPath(dataFolder), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  // Only ever written whole by the function below.
  return JSON.parse(text) as ServerRecord;
}

/** Replaces the record in one step: a reader sees the old one or the new one. */
export async function writeServerRecord(dataFolder: string, record: ServerRecord): Promise<void> {
  const path = recordPath(dataFolder);
  await writeFile(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

function recordPath(dataFolder: string): string {
  return join(dataFolder, 'temporal.json');
}
