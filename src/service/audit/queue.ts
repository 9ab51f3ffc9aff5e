import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { AuditEntry } from '../../adapters/store/audit-text.js';
import type { AuditStore } from '../../adapters/store/audit.js';
import { AuditUnavailable, type AuditTicket } from '../audit-port.js';

/** Bounds how long one transaction holds the event loop: about 10 ms. */
const ROWS_A_COMMIT = 100;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
const SHORT_PAUSE_MS = 50;

interface Waiting {
  readonly entry: AuditEntry;
  readonly settle: (result: AuditTicket | Error) => void;
  /** Nobody waits for it any more. */
  isGivenUp: boolean;
}

/** Longer than the longest pause: while something waits to be written, trouble that lasts is told without a gap. */
const TROUBLE_LASTS_MS = 10_000;

/** What the log has done since it was opened. */
export interface AuditFigures {
  rows: number;
  commits: number;
  /** Attempts refused because they could not be written. */
  unavailable: number;
  /** Outcomes that wait to be written. */
  pending: number;
  /**
   * Why the last commit failed; null when it succeeded, or when nothing was tried for ten seconds: who sends no
   * commands here because of the trouble would never see it end.
   */
  readonly trouble: string | null;
}

export type AuditQueue = ReturnType<typeof createQueue>;

/**
 * Rows that arrive while a commit is under way go into the next one together: syncing costs more than all the
 * rest. `must`: what failed is tried again until it is written; else it fails with its commit.
 */
export function createQueue(store: Pick<AuditStore, 'append'>) {
  let failure = { reason: '', at: -Infinity };
  const figures = {
    ...{ rows: 0, commits: 0, unavailable: 0, pending: 0 },
    get trouble(): string | null {
      return performance.now() - failure.at < TROUBLE_LASTS_MS ? failure.reason : null;
    },
  } satisfies AuditFigures;
  const waiting: Waiting[] = [];
  /** Outcomes whose writing failed: they may have been written all the same. */
  let failed: Waiting[] = [];
  let flushing: Promise<void> | null = null;
  let retrying: Promise<void> | null = null;
  /** Somebody waits for the end: pauses are short. */
  const hurry = new AbortController();

  return {
    figures,
    /** Rejects with `AuditUnavailable` when the row is not written within `withinMs`, or its commit fails. */
    put(entry: AuditEntry, withinMs: number): Promise<AuditTicket> {
      return new Promise((resolve, reject) => {
        const one: Waiting = {
          ...{ entry, isGivenUp: false },
          settle(result) {
            clearTimeout(timer);
            if (one.isGivenUp) return late(one, result);
            if (!(result instanceof Error)) return resolve(result);
            figures.unavailable += 1;
            reject(new AuditUnavailable(result.message, { cause: result }));
          },
        };
        const timer = setTimeout(() => {
          const at = waiting.indexOf(one);
          if (at >= 0) waiting.splice(at, 1);
          const reason = `not written within ${withinMs} ms`;
          failure = { reason, at: performance.now() };
          one.settle(new Error(reason));
          one.isGivenUp = true;
        }, withinMs);
        push(one);
      });
    },
    must,
    /** Waits until everything is written, or for `withinMs`; what is left then stays open in the log. */
    async drain(withinMs: number): Promise<void> {
      const over = AbortSignal.timeout(withinMs);
      hurry.abort();
      while (isBusy() && !over.aborted) await sleep(10);
    },
  };

  function isBusy(): boolean {
    return figures.pending > 0 || flushing !== null;
  }

  /** Resolves when the row is written, however often that has to be tried; never rejects. */
  function must(entry: AuditEntry): Promise<void> {
    figures.pending += 1;
    return new Promise((resolve) => {
      const one: Waiting = {
        ...{ entry, isGivenUp: false },
        settle(result) {
          if (result instanceof Error) {
            failed.push(one);
            retrying ??= retry();
            return;
          }
          figures.pending -= 1;
          resolve();
        },
      };
      push(one);
    });
  }

  /** Whoever asked was told that it is not on record, and did nothing: the record says so. */
  function late({ entry }: Waiting, result: AuditTicket | Error): void {
    if (result instanceof Error || entry.kind !== 'attempt') return;
    const nothing = { person: null, way: null, secret: null, operation: null, season: null };
    const bare = { ...nothing, path: null, duty: null, key: null, digest: null, address: null };
    const said = { kind: 'outcome' as const, outcome: 'refused', detail: 'audit' };
    void must({ ...bare, ...said, chain: result.chain, at: entry.at, refers: result.seq });
  }

  function push(one: Waiting): void {
    waiting.push(one);
    flushing ??= flush();
  }

  /** Never rejects: every failure goes to those who wait. */
  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      // SQLite answers at once: without a turn of the event loop nobody could ever join.
      await setImmediate();
      await write(waiting.splice(0, ROWS_A_COMMIT), false);
    }
    flushing = null;
  }

  /** Whether it is written. */
  async function write(group: readonly Waiting[], again: boolean): Promise<boolean> {
    try {
      const places = await store.append(
        group.map(({ entry }) => entry),
        { again },
      );
      failure = { reason: '', at: -Infinity };
      figures.commits += 1;
      figures.rows += group.length;
      for (const [n, { settle }] of group.entries()) settle(places[n] ?? new Error('no place'));
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      failure = { reason: reason.message, at: performance.now() };
      for (const { settle } of group) settle(reason);
      return false;
    }
  }

  async function retry(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (failed.length > 0) {
      await pause(pauseMs);
      const group = failed.slice(0, ROWS_A_COMMIT);
      failed = failed.slice(ROWS_A_COMMIT);
      const isWritten = await write(group, true);
      pauseMs = isWritten ? 0 : Math.min(Math.max(pauseMs * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    }
    retrying = null;
  }

  async function pause(ms: number): Promise<void> {
    if (hurry.signal.aborted) return sleep(Math.min(ms, SHORT_PAUSE_MS));
    // Rejects when somebody begins to wait for the end, which is no failure.
    await sleep(ms, undefined, { signal: hurry.signal }).catch(() => undefined);
  }
}
