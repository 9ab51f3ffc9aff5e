import type { AuditRow } from './audit-text.js';

/** The tables of the audit log, as `migration-0003.ts` makes them. */
export interface AuditTables {
  audit_rows: AuditRow;
  /** Heads: the last row of each chain. */
  audit_chains: { chain: string; seq: number; hash: string };
  audit_checkpoints: AuditCheckpointsTable;
  /** The heads that each checkpoint signed. */
  audit_signed: { checkpoint: number; chain: string; seq: number; hash: string };
}

interface AuditCheckpointsTable {
  seq: number;
  at: number;
  day: string | null;
  key_id: string;
  prev: string;
  hash: string;
  signature: string;
}
