import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keyFileOf, openKeys } from '../adapters/secrets/keys.js';
import type { Place } from './place.js';

type Keyed = Pick<Place, 'dataFolder' | 'keys'>;

/** The files that hold this installation's keys: of sealed data, and of the audit log's checkpoints. */
export function keyFilesOf({ dataFolder, keys }: Keyed): readonly string[] {
  const files = [keyFileOf(keys), join(dataFolder, 'audit-keys.json')];
  return files.flatMap((file) => (file !== null && existsSync(file) ? [file] : []));
}

/** Ids of the keys by which sealed data opens; none where there are no keys yet. */
export function keyIdsOf({ keys }: Keyed): readonly string[] {
  const file = keyFileOf(keys);
  if (file !== null && !existsSync(file)) return [];
  return openKeys(keys)
    .list()
    .map(({ id }) => id);
}
