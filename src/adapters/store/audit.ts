import type { Kysely } from 'kysely';
import { append } from './audit-append.js';
import { checkpointsAfter, type CheckpointWish, makeCheckpoint } from './audit-checkpoints.js';
import * as read from './audit-read.js';
import type { AuditEntry } from './audit-text.js';
import type { Tables } from './schema.js';

export type AuditStore = ReturnType<typeof auditIn>;

/** The audit log in the store. Nothing here changes or removes what is written. */
export const auditIn = (db: Kysely<Tables>) => ({
  /** Writes entries in one transaction; their places, in their order. */
  append: (entries: readonly AuditEntry[], options?: { readonly again?: boolean }) =>
    db.transaction().execute((trx) => append(trx, entries, options)),
  rowsAfter: (chain: string, seq: number, limit: number) => read.rowsAfter(db, chain, seq, limit),
  headOf: (chain: string) => read.headOf(db, chain),
  signedOf: (chain: string) => read.signedOf(db, chain),
  nextChain: (chain: string, scope?: read.AuditScope) => read.nextChain(db, chain, scope),
  list: (filter: read.AuditFilter, limit: number, after?: read.AuditCursor) =>
    read.list(db, filter, limit, after),
  beginning: () => read.beginning(db),
  makeCheckpoint: (wish: CheckpointWish) => makeCheckpoint(db, wish),
  checkpointsAfter: (seq: number, limit: number) => checkpointsAfter(db, seq, limit),
});
