import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (dataFolder: string): string => join(dataFolder, 'console.token');

/**
 * Makes the secret of this machine's own terminal anew, readable by its owner alone. Whoever can read the data folder
 * can do all that the service can with it; the secret lets him do so on record.
 */
export function makeConsoleToken(dataFolder: string): string {
  const token = `kwc_${randomBytes(32).toString('base64url')}`;
  const file = fileIn(dataFolder);
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${token}\n`, { mode: 0o600 });
  // In one move: nobody reads half of it, and a file that was open to others is replaced, not filled.
  renameSync(fresh, file);
  return token;
}

/** The secret that the service of this folder made at its start; null where none was made. */
export function readConsoleToken(dataFolder: string): string | null {
  try {
    return readFileSync(fileIn(dataFolder), 'utf8').trim();
  } catch {
    return null;
  }
}
