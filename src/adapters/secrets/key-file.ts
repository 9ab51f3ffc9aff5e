import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Refusal } from '../../service/outcome.js';

/** A key as it is kept. */
export interface StoredKey {
  /** Eight hexadecimal digits; stands in the open beside what it has sealed. */
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  /** From when on it seals, ISO 8601. It opens at once, so that every machine knows it in time. */
  readonly from: string;
  /** 256 bits, base64. */
  readonly secret: string;
}

/** The keys are not there, or not what they should be. Never quotes a key. */
export class KeysUnusable extends Refusal {
  constructor(zh: string, en: string) {
    super('keys-unusable', zh, en);
  }
}

/** A new key that seals from `fromMs` on. */
export function newKey(nowMs: number, fromMs = nowMs): StoredKey {
  return {
    id: randomBytes(4).toString('hex'),
    created: new Date(nowMs).toISOString(),
    from: new Date(fromMs).toISOString(),
    secret: randomBytes(32).toString('base64'),
  };
}

/** The keys written in `text`, in the order of their making; `where` names their place in errors. */
export function readKeys(text: string, where: string): readonly StoredKey[] {
  const keys = (parsed(text) as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isKey))
    throw new KeysUnusable(
      `${where}：不是密钥文件，或已损坏`,
      `${where}: not a key file, or a damaged one`,
    );
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    throw new KeysUnusable(`${where}：两把密钥编号相同`, `${where}: two keys have the same id`);
  return keys;
}

const isKey = (key: Partial<StoredKey> | null): key is StoredKey =>
  typeof key?.id === 'string' &&
  /^[0-9a-f]{8}$/.test(key.id) &&
  isInstant(key.created) &&
  isInstant(key.from) &&
  typeof key.secret === 'string' &&
  Buffer.from(key.secret, 'base64').length === 32;

const isInstant = (text: unknown): boolean =>
  typeof text === 'string' && !Number.isNaN(Date.parse(text));

// The parser's own words would quote the file.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const written = (keys: readonly StoredKey[]): string =>
  `${JSON.stringify({ version: 1, keys }, null, 2)}\n`;

/**
 * Makes the file with a first key if there is none, for the owner alone. Of several processes that begin at
 * once one makes it: a link, unlike a renamed file, never takes another's place.
 */
export function ensureKeyFile(file: string, nowMs: number): void {
  const draft = draftOf(file, [newKey(nowMs)]);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    chmodSync(file, 0o600);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Puts one more key into the file, whole or not at all; whoever reads meanwhile sees the old one. */
export function addKey(file: string, key: StoredKey): void {
  const keys = [...readKeys(textOf(file), file), key];
  try {
    renameSync(draftOf(file, keys), file);
  } catch (error) {
    throw new KeysUnusable(
      `${file} 无法写入：${codeOf(error)}`,
      `${file} cannot be written: ${codeOf(error)}`,
    );
  }
}

/** What stands in the file. Throws `KeysUnusable`. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new KeysUnusable(
      `${file} 读不到：${codeOf(error)}`,
      `${file} cannot be read: ${codeOf(error)}`,
    );
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

function draftOf(file: string, keys: readonly StoredKey[]): string {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, written(keys), { mode: 0o600, flush: true });
  return draft;
}
