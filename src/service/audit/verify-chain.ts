import { setImmediate } from 'node:timers/promises';
import { type AuditRow, GENESIS, rowText, sha256 } from '../../adapters/store/audit-text.js';
import type { AuditStore } from '../../adapters/store/audit.js';
import type { AuditFault, AuditFaultCode } from './verify.js';

export interface ChainProof {
  readonly chain: string;
  readonly rows: number;
  readonly fault: AuditFault | null;
  /** Attempts without an outcome, by their seq. */
  readonly open: readonly number[];
}

type Rows = Pick<AuditStore, 'rowsAfter' | 'headOf' | 'signedOf'>;

const ROWS_A_PAGE = 1_000;

/** Who looks on while a chain is verified. */
export interface Looking {
  /** Is told of each checkpoint that a chain speaks of; answers whether there is such a one. */
  readonly announced: (seq: number, hash: string) => Promise<boolean>;
  /** Is shown each row that holds. */
  readonly see: (row: AuditRow) => void;
}

/** One chain from its first row to its head. */
export async function verifyChain(
  store: Rows,
  chain: string,
  looking: Looking,
): Promise<ChainProof> {
  const signed = new Map<number, Set<string>>();
  for (const { seq, hash } of await store.signedOf(chain))
    signed.set(seq, (signed.get(seq) ?? new Set()).add(hash));
  const walk: Walk = { chain, signed, looking, seq: 0, prev: GENESIS, open: new Set() };
  const fault = await walked(store, walk);
  return { chain, rows: walk.seq, fault, open: [...walk.open] };
}

interface Walk {
  readonly chain: string;
  readonly signed: ReadonlyMap<number, ReadonlySet<string>>;
  readonly looking: Looking;
  seq: number;
  prev: string;
  readonly open: Set<number>;
}

async function walked(store: Rows, walk: Walk): Promise<AuditFault | null> {
  // The log is written to meanwhile: the head read last has to be the row read last.
  for (let headSeq = 0; ; ) {
    const fault = await walkRows(store, walk);
    if (fault) return fault;
    if (walk.seq < headSeq)
      return faultAt(walk, walk.seq + 1, 'cut-off', 'the rows end before the head of the chain');
    const head = (await store.headOf(walk.chain)) ?? { seq: 0, hash: GENESIS };
    if (head.seq === walk.seq) return endFault(walk, head.hash);
    if (head.seq < walk.seq)
      return faultAt(walk, head.seq + 1, 'beyond-head', 'a row behind the head of the chain');
    headSeq = head.seq;
  }
}

async function walkRows(store: Rows, walk: Walk): Promise<AuditFault | null> {
  for (;;) {
    const rows = await store.rowsAfter(walk.chain, walk.seq, ROWS_A_PAGE);
    for (const row of rows) {
      const fault = stepFault(walk, row) ?? (await goneFault(walk, row));
      if (fault) return fault;
      walk.seq = row.seq;
      walk.prev = row.hash;
      if (row.kind === 'attempt') walk.open.add(row.seq);
      walk.looking.see(row);
    }
    if (rows.length < ROWS_A_PAGE) return null;
    await setImmediate();
  }
}

function stepFault(walk: Walk, row: AuditRow): AuditFault | null {
  const next = walk.seq + 1;
  const bad = (fault: AuditFaultCode, detail: string) => faultAt(walk, next, fault, detail);
  if (row.seq !== next) return bad('missing', `no row ${next}, the next is ${row.seq}`);
  if (sha256(rowText(row)) !== row.hash) return bad('changed', 'the row is not what was hashed');
  if (row.prev !== walk.prev) return bad('unlinked', 'the row does not stand on the one before');
  if (![...(walk.signed.get(next) ?? [])].every((hash) => hash === row.hash))
    return bad('not-as-signed', 'a checkpoint has signed another row');
  if (row.refers !== null && !walk.open.delete(row.refers))
    return bad('no-attempt', `outcome of ${row.refers}, which is no open attempt`);
  return null;
}

/** A checkpoint that the log speaks of has to be there. */
async function goneFault(walk: Walk, row: AuditRow): Promise<AuditFault | null> {
  if (row.kind !== 'checkpoint') return null;
  if (await walk.looking.announced(Number(row.key), row.digest ?? '')) return null;
  return faultAt(walk, row.seq, 'not-as-signed', `checkpoint ${row.key} is gone or another`);
}

function endFault(walk: Walk, headHash: string): AuditFault | null {
  if (walk.seq > 0 && headHash !== walk.prev)
    return faultAt(walk, walk.seq, 'changed', 'the head of the chain has another hash');
  const last = Math.max(0, ...walk.signed.keys());
  if (last > walk.seq)
    return faultAt(walk, walk.seq + 1, 'cut-off', `a checkpoint has signed row ${last}`);
  return null;
}

const faultAt = (
  { chain }: Walk,
  seq: number,
  fault: AuditFaultCode,
  detail: string,
): AuditFault => ({ chain, seq, fault, detail });
