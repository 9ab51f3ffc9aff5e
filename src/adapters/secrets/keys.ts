import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { SealBroken, type Seal } from '../../service/seal-port.js';
import { lock, unlock } from './box.js';
import { ensureKeyFile, KeysUnusable, readKeys, textOf } from './key-file.js';
import { createKeyRing, type KeyRing } from './key-ring.js';

/** Where the keys of this installation are. */
export interface KeyPlace {
  readonly dataFolder: string;
  /** `KAOWU_KEYS`: the contents of a key file. */
  readonly keys: string | null;
  /** `KAOWU_KEYS_FILE`: a key file that several machines share; before `KAOWU_KEYS`, since it can be read anew. */
  readonly keysFile: string | null;
  /** Others use the same store: a key made here would be unknown to them, so none is made. */
  readonly shared: boolean;
}

/** Reads `KAOWU_KEYS_FILE` and `KAOWU_KEYS`. */
export const keyPlaceOf = (
  env: Readonly<Record<string, string | undefined>>,
  { dataFolder, shared }: Pick<KeyPlace, 'dataFolder' | 'shared'>,
): KeyPlace => ({
  dataFolder,
  shared,
  keys: env['KAOWU_KEYS'] || null,
  keysFile: env['KAOWU_KEYS_FILE'] || null,
});

/** The key file of a place; null where the environment holds the keys themselves. */
export const keyFileOf = ({ dataFolder, keys, keysFile }: KeyPlace): string | null =>
  keysFile ?? (keys === null ? join(dataFolder, 'keys.json') : null);

/** The keys of a place; on a single machine they are made at the first start. Throws `KeysUnusable`. */
export function openKeys(place: KeyPlace, now: () => number = Date.now): KeyRing {
  const file = keyFileOf(place);
  if (file === null) {
    const keys = readKeys(place.keys ?? '', 'KAOWU_KEYS');
    return createKeyRing(() => keys, now);
  }
  if (place.keysFile === null && place.shared) throw new KeysUnusable(...KEYS_NEEDED);
  if (place.keysFile === null) ensureKeyFile(file, now());
  return createKeyRing(() => readKeys(textOf(file), file), now);
}

const KEYS_NEEDED = [
  '多台机器共用台账，须用 KAOWU_KEYS_FILE 或 KAOWU_KEYS 给出同一份密钥（kaowu keys new 可生成）',
  'several machines share the store: give them the same keys by KAOWU_KEYS_FILE or KAOWU_KEYS (kaowu keys new makes them)',
] as const;

/** Personal data at rest: `k1.<key id>.<box>`, and what it is about in the box's seal. */
export function openSeal(ring: KeyRing): Seal {
  return {
    seal(text, about) {
      const { id, secret } = ring.sealing('personal');
      return `k1.${id}.${lock(secret, Buffer.from(text), bound(id, about)).toString('base64url')}`;
    },
    open(sealed, about) {
      const [, id = '', text = ''] = SEALED.exec(sealed) ?? broken(about, 'not sealed');
      const box = Buffer.from(text, 'base64url');
      // Of several spellings of the same bytes only its own is what was written.
      if (box.toString('base64url') !== text) broken(about, 'changed');
      const key = ring.find(id, 'personal') ?? broken(about, `no key ${id} in the ring`);
      try {
        return unlock(key.secret, box, bound(id, about)).toString();
      } catch {
        return broken(about, 'changed, or moved from another place');
      }
    },
    fingerprint: (text) =>
      createHmac('sha256', ring.oldest('fingerprint').secret).update(text).digest('base64url'),
  };
}

/** Which key has sealed it; null where it is no sealed text. For `reseal`. */
export const sealedBy = (sealed: string): string | null => SEALED.exec(sealed)?.[1] ?? null;

const SEALED = /^k1\.([0-9a-f]{8})\.([\w-]+)$/;

const bound = (id: string, about: string): string => `kaowu seal 1\n${id}\n${about}`;

function broken(about: string, why: string): never {
  throw new SealBroken(`${about}: ${why}`);
}
