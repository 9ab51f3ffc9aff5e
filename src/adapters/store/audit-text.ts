import { hash } from 'node:crypto';

/** `checkpoint` tells in the log itself that a checkpoint was made, so that none can be taken away. */
export type AuditKind = 'attempt' | 'outcome' | 'denied' | 'checkpoint';

/** What is known before a row has its place in the chain. */
export interface AuditEntry {
  readonly chain: string;
  /** Real time, in milliseconds. */
  readonly at: number;
  readonly kind: AuditKind;
  /** Of an outcome: the seq of its attempt in the same chain. */
  readonly refers: number | null;
  readonly person: string | null;
  readonly way: string | null;
  readonly secret: string | null;
  readonly operation: string | null;
  readonly season: string | null;
  readonly path: string | null;
  readonly duty: string | null;
  readonly key: string | null;
  readonly digest: string | null;
  readonly address: string | null;
  readonly outcome: string | null;
  readonly detail: string | null;
}

export interface AuditRow extends AuditEntry {
  /** From 1, without a gap, in each chain. */
  readonly seq: number;
  /** Hash of the row before; `GENESIS` for the first. */
  readonly prev: string;
  readonly hash: string;
}

/** The head of a chain: seq and hash of its last row. */
export interface AuditHead {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
}

export interface Checkpoint {
  /** From 1, without a gap. */
  readonly seq: number;
  readonly at: number;
  /** `YYYY-MM-DD` of a daily one; null for one made on demand. */
  readonly day: string | null;
  /** Of the key that signed. */
  readonly keyId: string;
  /** Hash of the checkpoint before; `GENESIS` for the first. */
  readonly prev: string;
  readonly hash: string;
  /** Ed25519 over the text, base64. */
  readonly signature: string;
  /** Chains that grew since the checkpoint before, in the order of their bytes. */
  readonly heads: readonly AuditHead[];
}

export const GENESIS = '0'.repeat(64);

/** Of what is about no season at all. */
export const SERVICE_CHAIN = '@service';

/** The chain of a unit, of a season, or of the service. */
export const chainOf = (season: string | null, path: string | null): string =>
  season === null ? SERVICE_CHAIN : path === null || path === '' ? season : `${season}/${path}`;

/** What a row's hash is taken over: a JSON array without blanks. Described byte for byte in docs/audit.md. */
export const rowText = (row: Omit<AuditRow, 'hash'>): string =>
  JSON.stringify([
    'kaowu-audit-1',
    ...[row.chain, row.seq, row.at, row.kind, row.refers],
    ...[row.person, row.way, row.secret, row.operation],
    ...[row.season, row.path, row.duty, row.key, row.digest, row.address],
    ...[row.outcome, row.detail, row.prev],
  ]);

/** What a checkpoint's hash and signature are taken over. */
export const checkpointText = (one: Omit<Checkpoint, 'hash' | 'signature'>): string =>
  JSON.stringify([
    'kaowu-checkpoint-1',
    ...[one.seq, one.at, one.day, one.keyId, one.prev],
    one.heads.map(({ chain, seq, hash: at }) => [chain, seq, at]),
  ]);

export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/**
 * Text that both databases give back as it was, and that stays on its line: no NUL, no half of a character, no
 * separator of lines but the line feed; not longer than `most` UTF-16 units. Without this the hash of what was read
 * would differ from the hash of what was written.
 */
export const storable = (text: string, most: number): string =>
  text
    .slice(0, most)
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll(/[\u2028\u2029]/g, '\n')
    // NUL, which PostgreSQL does not take.
    .replaceAll('\u0000', '\u2400');
