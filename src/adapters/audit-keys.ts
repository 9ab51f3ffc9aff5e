import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { KeyRing, PurposeKey } from './secrets/key-ring.js';

/** What signs checkpoints and exports. */
export interface AuditKeys {
  /** The key that signs now. */
  signing(): AuditSigner;
  /** Null where no key of ours has this id. */
  verify(id: string, text: string, signature: string): boolean | null;
  /** Of every key in the ring, the oldest first. */
  publicKeys(): readonly PublicKey[];
}

export interface AuditSigner {
  readonly id: string;
  /** Ed25519 over the UTF-8 of a text, base64. */
  sign(text: string): string;
}

export interface PublicKey {
  /** The first 16 digits of the fingerprint. */
  readonly id: string;
  /** SHA-256 of the key's SPKI DER, hexadecimal. */
  readonly fingerprint: string;
  /** SPKI PEM. */
  readonly pem: string;
}

interface AuditKey extends PublicKey {
  readonly secret: KeyObject;
}

/**
 * One Ed25519 key for each key of the ring, derived for this purpose alone: whichever machine signs, every other
 * can verify, and there is no second file to share, rotate and keep. A key lost from the ring is a lost proof: what
 * it signed verifies only against its public key noted down elsewhere.
 */
export function auditKeysFrom(ring: KeyRing): AuditKeys {
  const made = new Map<string, AuditKey>();
  const of = (key: PurposeKey | null): AuditKey[] => {
    if (key === null) return [];
    const known = made.get(key.id) ?? keyFrom(key);
    made.set(key.id, known);
    return [known];
  };
  const all = () => ring.list().flatMap(({ id }) => of(ring.find(id, 'audit')));
  return {
    signing() {
      const [{ id, secret } = none()] = of(ring.sealing('audit'));
      return { id, sign: (text) => sign(null, Buffer.from(text), secret).toString('base64') };
    },
    verify(id, text, signature) {
      const key = all().find((one) => one.id === id);
      if (!key) return null;
      return verify(null, Buffer.from(text), key.pem, Buffer.from(signature, 'base64'));
    },
    publicKeys: () => all().map(({ id, fingerprint, pem }) => ({ id, fingerprint, pem })),
  };
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function keyFrom({ secret: seed }: PurposeKey): AuditKey {
  const der = Buffer.concat([PKCS8, seed]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const shown = createPublicKey(secret);
  const fingerprint = createHash('sha256')
    .update(shown.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  const pem = shown.export({ type: 'spki', format: 'pem' }).toString();
  return { id: fingerprint.slice(0, 16), fingerprint, pem, secret };
}

function none(): never {
  throw new Error('the ring holds no key');
}
