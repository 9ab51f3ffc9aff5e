import { type AuditEntry, chainOf, storable } from '../../adapters/store/audit-text.js';
import type { AuditStore } from '../../adapters/store/audit.js';
import type { Attempt, AuditLog, AuditOutcome, AuditTicket } from '../audit-port.js';
import { type AuditFigures, createQueue } from './queue.js';

export interface AuditLogOptions {
  readonly store: Pick<AuditStore, 'append'>;
  readonly now: () => number;
  /** How long a command waits for its attempt to be on record before it is refused. */
  readonly withinMs?: number;
}

export interface WritingAuditLog extends AuditLog {
  readonly figures: Readonly<AuditFigures>;
  /** Waits, up to `withinMs`, until every outcome is written; for the end of a process. */
  close(withinMs?: number): Promise<void>;
}

const WITHIN_MS = 2_000;
const CLOSE_WITHIN_MS = 5_000;
// Far beyond what the service makes; whoever asks can send what he likes.
const MOST_NAME = 300;
const MOST_DETAIL = 500;

/**
 * The audit log on the store: a chain for each unit, one for each season, one for the service. What arrives at
 * once shares a commit. Any number of processes write the same chains.
 */
export function createAuditLog({
  store,
  now,
  withinMs = WITHIN_MS,
}: AuditLogOptions): WritingAuditLog {
  const queue = createQueue(store);
  return {
    figures: queue.figures,
    attempt: async (attempt) => queue.put(entryOf(attempt, now()), withinMs),
    async outcome(ticket, outcome, detail) {
      await queue.must(outcomeOf(ticket, outcome, detail, now()));
    },
    async denied(attempt, detail) {
      const said = storable(detail, MOST_DETAIL);
      const entry = { ...entryOf(attempt, now()), outcome: 'denied', detail: said };
      await queue.put({ ...entry, kind: 'denied' }, withinMs);
    },
    close: (closeWithinMs = CLOSE_WITHIN_MS) => queue.drain(closeWithinMs),
  };
}

function entryOf(attempt: Attempt, at: number): AuditEntry {
  const season = name(attempt.season);
  const path = name(attempt.path);
  return {
    ...{ chain: chainOf(season, path), at, kind: 'attempt', refers: null },
    ...{ person: name(attempt.person), way: name(attempt.way), secret: name(attempt.secret) },
    ...{ operation: attempt.operation, season, path, duty: name(attempt.duty) },
    ...{ key: keyName(attempt.key), digest: name(attempt.digest), address: name(attempt.address) },
    ...{ outcome: null, detail: null },
  };
}

const outcomeOf = (
  { chain, seq }: AuditTicket,
  outcome: AuditOutcome,
  detail: string | undefined,
  at: number,
): AuditEntry => ({
  ...{ chain, at, kind: 'outcome', refers: seq, person: null, way: null, secret: null },
  ...{ operation: null, season: null, path: null, duty: null, key: null, digest: null },
  ...{
    address: null,
    outcome,
    detail: detail === undefined ? null : storable(detail, MOST_DETAIL),
  },
});

const name = (text: string | null): string | null =>
  text === null ? null : storable(text, MOST_NAME);

/** A key as it stands in the log. */
export const keyName = (key: string | null): string | null => name(key);
