import {
  type Checkpoint,
  checkpointText,
  GENESIS,
  sha256,
} from '../../adapters/store/audit-text.js';
import type { AuditStore } from '../../adapters/store/audit.js';
import type { AuditFault, AuditFaultCode } from './verify.js';

/** The name under which faults of checkpoints are told. */
const CHECKPOINTS = '@checkpoints';

/** Whatever can say whether a signature is one of ours. */
export interface Signer {
  verify(id: string, text: string, signature: string): boolean | null;
}

/** What is kept elsewhere of a checkpoint: on paper, with the superior authority. */
export interface KeptCheckpoint {
  readonly seq: number;
  readonly hash: string;
}

export interface CheckpointProof {
  readonly count: number;
  readonly fault: AuditFault | null;
  /** Whether there is a checkpoint `seq` with this hash; one may have been made meanwhile. */
  readonly announced: (seq: number, hash: string) => Promise<boolean>;
}

const CHECKPOINTS_A_PAGE = 20;

/** Holds the checkpoints against their hashes, their signatures, each other, and one that was kept elsewhere. */
export async function verifyCheckpoints(
  store: Pick<AuditStore, 'checkpointsAfter'>,
  keys: Signer,
  kept?: KeptCheckpoint,
): Promise<CheckpointProof> {
  const hashes = new Map<number, string>();
  let fault: AuditFault | null = null;
  let last = { seq: 0, hash: GENESIS };
  for (;;) {
    const page = await store.checkpointsAfter(last.seq, CHECKPOINTS_A_PAGE);
    for (const one of page) {
      fault ??= faultOf(one, last, keys);
      hashes.set(one.seq, one.hash);
      last = one;
    }
    if (page.length < CHECKPOINTS_A_PAGE) break;
  }
  if (kept && hashes.get(kept.seq) !== kept.hash)
    fault ??= at(kept.seq, 'not-as-kept', 'gone or another than the one kept elsewhere');
  const announced = async (seq: number, hash: string): Promise<boolean> =>
    (seq > last.seq ? (await store.checkpointsAfter(seq - 1, 1))[0]?.hash : hashes.get(seq)) ===
    hash;
  return { count: hashes.size, fault, announced };
}

function faultOf(
  one: Checkpoint,
  last: { readonly seq: number; readonly hash: string },
  keys: Signer,
): AuditFault | null {
  const next = last.seq + 1;
  if (one.seq !== next) return at(next, 'missing', `no checkpoint ${next}, the next is ${one.seq}`);
  const text = checkpointText(one);
  if (sha256(text) !== one.hash) return at(next, 'changed', 'not what was hashed');
  if (one.prev !== last.hash) return at(next, 'unlinked', 'does not stand on the one before');
  const isSigned = keys.verify(one.keyId, text, one.signature);
  if (isSigned === null) return at(next, 'foreign-key', `signed by ${one.keyId}, no key of ours`);
  return isSigned ? null : at(next, 'bad-signature', 'the signature does not hold');
}

const at = (seq: number, fault: AuditFaultCode, detail: string): AuditFault => ({
  ...{ chain: CHECKPOINTS, seq, fault, detail },
});
