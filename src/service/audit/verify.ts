import { setImmediate } from 'node:timers/promises';
import type { AuditScope } from '../../adapters/store/audit-read.js';
import type { AuditStore } from '../../adapters/store/audit.js';
import { type AuditRow, SERVICE_CHAIN } from '../../adapters/store/audit-text.js';
import { verifyChain, type ChainProof } from './verify-chain.js';
import { type KeptCheckpoint, verifyCheckpoints, type Signer } from './verify-checkpoints.js';

/** The first row of a chain that does not hold, and why. */
export interface AuditFault {
  /** A chain, or `@checkpoints`. */
  readonly chain: string;
  readonly seq: number;
  readonly fault: AuditFaultCode;
  readonly detail: string;
}

export type AuditFaultCode =
  /** What stands there is not what its hash was taken over. */
  | 'changed'
  /** No row has this number, and later ones have. */
  | 'missing'
  /** The row stands on another one than the one before it. */
  | 'unlinked'
  /** The rows end before the head, or before what a checkpoint signed. */
  | 'cut-off'
  /** Rows beyond the head: not written by the service. */
  | 'beyond-head'
  /** The hash is right and a checkpoint has signed another: the row was changed and its hash with it. */
  | 'not-as-signed'
  /** An outcome without its attempt. */
  | 'no-attempt'
  | 'bad-signature'
  | 'foreign-key'
  /** Not the checkpoint that was kept elsewhere. */
  | 'not-as-kept';

/** An attempt that nobody wrote the outcome of: a process was stopped in between. No fault. */
export interface OpenAttempt {
  readonly chain: string;
  readonly seq: number;
}

export interface AuditVerdict {
  readonly chains: number;
  readonly rows: number;
  readonly checkpoints: number;
  /** The first bad row of each chain that has one. */
  readonly faults: readonly AuditFault[];
  readonly open: { readonly count: number; readonly first: readonly OpenAttempt[] };
}

export interface AuditWish {
  /** These chains only, with the checkpoints and the service's own chain; absent: all. */
  readonly scope?: AuditScope | undefined;
  /** A checkpoint that was kept elsewhere has to be among ours. */
  readonly kept?: KeptCheckpoint | undefined;
  /** Is shown each row that holds, in the order of its chain. */
  readonly see?: (row: AuditRow) => void;
}

/** So that a log of millions with every row forged can be told of. */
const MOST_TOLD = 100;

/**
 * Holds the whole log against its hashes, heads and checkpoints, chain by chain, a page of rows at a time: the
 * memory does not grow with the log. Attempts younger than the verification may still be open.
 */
export async function verifyAudit(
  store: AuditStore,
  keys: Signer,
  { scope, kept, see = () => {} }: AuditWish = {},
): Promise<AuditVerdict> {
  const checkpoints = await verifyCheckpoints(store, keys, kept);
  const looking = { announced: checkpoints.announced, see };
  const total = { chains: 0, rows: 0, open: 0 };
  const faults: AuditFault[] = [];
  const first: OpenAttempt[] = [];
  const add = (proof: ChainProof): void => {
    // A chain of which there is only a head that somebody was about to use.
    if (proof.rows > 0 || proof.fault) total.chains += 1;
    total.rows += proof.rows;
    total.open += proof.open.length;
    if (proof.fault && faults.length < MOST_TOLD) faults.push(proof.fault);
    for (const seq of proof.open.slice(0, MOST_TOLD - first.length))
      first.push({ chain: proof.chain, seq });
  };
  if (scope) add(await verifyChain(store, SERVICE_CHAIN, looking));
  for (let chain = await store.nextChain('', scope); chain !== null; ) {
    add(await verifyChain(store, chain, looking));
    chain = await store.nextChain(chain, scope);
    await setImmediate();
  }
  const { chains, rows, open } = total;
  return {
    ...{ chains, rows, checkpoints: checkpoints.count, open: { count: open, first } },
    faults: checkpoints.fault ? [checkpoints.fault, ...faults] : faults,
  };
}
