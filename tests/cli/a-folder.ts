import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMALL } from '../plan/small-season.js';

/** The small season as a folder, with one replacement in its files. */
export function smallFolder(was = '', now = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-'));
  for (const [name, text] of Object.entries(SMALL))
    writeFileSync(
      join(folder, name),
      text.replace(was, () => now),
    );
  return folder;
}
