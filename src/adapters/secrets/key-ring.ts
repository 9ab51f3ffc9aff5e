import { hkdfSync } from 'node:crypto';
import { KeysUnusable, type StoredKey } from './key-file.js';

/** Each purpose has keys of its own, so that what is leaked of one says nothing of another. */
export type Purpose = 'payload' | 'personal' | 'fingerprint' | 'audit' | 'link';

/** A key for one purpose. */
export interface PurposeKey {
  readonly id: string;
  readonly secret: Buffer;
}

export interface KeyRing {
  /** The newest whose time has come. */
  sealing(purpose: Purpose): PurposeKey;
  /** Null for an id that is not in the ring. */
  find(id: string, purpose: Purpose): PurposeKey | null;
  /** The oldest: fingerprints have to be equal from year to year. */
  oldest(purpose: Purpose): PurposeKey;
  /** All, oldest first, without their secrets. */
  list(): readonly KeyInfo[];
}

export type KeyInfo = Pick<StoredKey, 'id' | 'created' | 'from'> & { readonly seals: boolean };

/**
 * `read` gives the keys as they stand now, so that a key added to the file is used without a restart; it is
 * asked again when an unknown id comes, and every five seconds at most.
 */
export function createKeyRing(read: () => readonly StoredKey[], now: () => number): KeyRing {
  let keys = read();
  let readAt = now();
  const derived = new Map<string, PurposeKey>();

  // What is in memory serves on while the file cannot be read.
  function fresh(): readonly StoredKey[] {
    if (Math.abs(now() - readAt) < REREAD_MS) return keys;
    readAt = now();
    try {
      keys = read();
    } catch (error) {
      if (!(error instanceof KeysUnusable)) throw error;
    }
    return keys;
  }

  function of({ id, secret }: StoredKey, purpose: Purpose): PurposeKey {
    const name = `${purpose}/${id}`;
    const known = derived.get(name) ?? { id, secret: derive(secret, purpose) };
    derived.set(name, known);
    return known;
  }

  const first = (): StoredKey => fresh()[0] as StoredKey;
  const newest = (): StoredKey =>
    fresh().findLast(({ from }) => Date.parse(from) <= now()) ?? first();

  return {
    sealing: (purpose) => of(newest(), purpose),
    oldest: (purpose) => of(first(), purpose),
    find(id, purpose) {
      const isIt = (key: StoredKey) => key.id === id;
      const key = keys.find(isIt) ?? fresh().find(isIt);
      return key ? of(key, purpose) : null;
    },
    list() {
      const { id: sealing } = newest();
      return fresh().map(({ id, created, from }) => ({ id, created, from, seals: id === sealing }));
    },
  };
}

const REREAD_MS = 5_000;

const derive = (secret: string, purpose: Purpose): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', `kaowu/1/${purpose}`, 32));
