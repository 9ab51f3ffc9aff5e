import type { Operation } from '../policy/operation.js';

/** What is written before a command is carried out. No content: its digest says which content was meant. */
export interface Attempt {
  readonly person: string;
  readonly way: string;
  /** Which secret was shown; never the secret. */
  readonly secret: string;
  readonly operation: Operation;
  readonly season: string | null;
  readonly path: string | null;
  readonly duty: string | null;
  /** The command's idempotency key. */
  readonly key: string | null;
  /** Of the command's content: sha256, hexadecimal. */
  readonly digest: string;
  /** Where the request came from. */
  readonly address: string | null;
}

/** `denied`: no right to it; `refused`: the rules said no; `unknown`: not answered, it may still happen. */
export type AuditOutcome = 'done' | 'denied' | 'refused' | 'unknown' | 'failed';

export interface AuditTicket {
  readonly chain: string;
  readonly seq: number;
}

/**
 * The audit log as commands see it. `attempt` rejects with `AuditUnavailable` where it cannot be written, and
 * the command is then refused; an outcome that cannot be written is tried again, since the command has been
 * carried out, and stays `open` in the log until it is.
 */
export interface AuditLog {
  attempt(attempt: Attempt): Promise<AuditTicket>;
  outcome(ticket: AuditTicket, outcome: AuditOutcome, detail?: string): Promise<void>;
  /** Both at once, for what is denied before anything was tried. */
  denied(attempt: Attempt, detail: string): Promise<void>;
}

/** The audit log cannot be written: nothing is carried out that would not be on record. */
export class AuditUnavailable extends Error {
  override readonly name = 'AuditUnavailable';
}
