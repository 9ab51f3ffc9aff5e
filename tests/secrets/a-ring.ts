import { newKey, type StoredKey } from '../../src/adapters/secrets/key-file.js';
import { createKeyRing, type KeyRing } from '../../src/adapters/secrets/key-ring.js';

/** A ring in memory with a clock of its own, to which keys can be added. */
export function aRing(): KeyRing & { rotate(inMs?: number): string; pass(ms: number): void } {
  let at = Date.parse('2027-03-01T00:00:00Z');
  let keys: readonly StoredKey[] = [newKey(at)];
  const ring = createKeyRing(
    () => keys,
    () => at,
  );
  return {
    ...ring,
    rotate(inMs = 0) {
      const key = newKey(at, at + inMs);
      keys = [...keys, key];
      return key.id;
    },
    pass(ms) {
      at += ms;
    },
  };
}
