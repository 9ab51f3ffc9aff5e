import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What signs checkpoints and exports. */
export interface AuditKeys {
  /** Id of the key that signs: the first 16 digits of its fingerprint. */
  readonly id: string;
  /** Ed25519 over the UTF-8 of a text, base64. */
  sign(text: string): string;
  /** Null where no key of ours has this id. */
  verify(id: string, text: string, signature: string): boolean | null;
  /** The newest, which signs, last. */
  readonly publicKeys: readonly PublicKey[];
}

export interface PublicKey {
  readonly id: string;
  /** SHA-256 of the key's SPKI DER, hexadecimal. */
  readonly fingerprint: string;
  /** SPKI PEM. */
  readonly pem: string;
}

interface StoredKey {
  readonly createdAt: string;
  /** PKCS #8 PEM. */
  readonly privateKey: string;
}

const FILE = 'audit-keys.json';

/**
 * The keys of a data folder, in `audit-keys.json`, which only its owner may read; made where there are none.
 * Several machines on one store share one file. A lost file is a lost proof: checkpoints signed by a key that
 * is not there verify no longer.
 */
export function createAuditKeys(folder: string): AuditKeys {
  const file = join(folder, FILE);
  return keysOf(readKeys(file) ?? makeKeys(file));
}

function readKeys(file: string): readonly StoredKey[] | null {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { keys: StoredKey[] }).keys;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`${file} cannot be read`, { cause: error });
  }
}

/** Linked into its place when it is whole on the disk: of two processes that make one, the first wins. */
function makeKeys(file: string): readonly StoredKey[] {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const keys: StoredKey[] = [{ createdAt: new Date().toISOString(), privateKey: pem }];
  const fresh = `${file}.${process.pid}`;
  const handle = openSync(fresh, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify({ keys }, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(fresh, file);
    return keys;
  } catch (error) {
    const theirs = readKeys(file);
    if (theirs === null) throw error;
    return theirs;
  } finally {
    rmSync(fresh);
  }
}

function keysOf(stored: readonly StoredKey[]): AuditKeys {
  const keys = stored.map(({ privateKey }) => {
    const secret = createPrivateKey(privateKey);
    return { secret, ...publicOf(createPublicKey(secret)) };
  });
  const newest = keys.at(-1);
  if (!newest) throw new Error(`${FILE} holds no key`);
  return {
    id: newest.id,
    sign: (text) => sign(null, Buffer.from(text), newest.secret).toString('base64'),
    verify(id, text, signature) {
      const key = keys.find((one) => one.id === id);
      if (!key) return null;
      return verify(null, Buffer.from(text), key.pem, Buffer.from(signature, 'base64'));
    },
    publicKeys: keys.map(({ id, fingerprint, pem }) => ({ id, fingerprint, pem })),
  };
}

function publicOf(key: KeyObject): PublicKey {
  const der = key.export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(der).digest('hex');
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  return { id: fingerprint.slice(0, 16), fingerprint, pem };
}
