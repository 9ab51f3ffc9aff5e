import { existsSync } from 'node:fs';
import { type AuditRow, rowText, sha256 } from '../adapters/store/audit-text.js';
import { fileOf } from '../adapters/store/sqlite.js';
import { openStore, type Store } from '../adapters/store/store.js';
import { finding, type DoctorFinding } from './doctor-finding.js';
import type { Place } from './place.js';

const CHAINS = 20;
const ROWS = 50;

/** The newest rows of some chains of the audit log; `kaowu verify` looks at all of them. */
export async function auditFindings({ storeUrl }: Place): Promise<readonly DoctorFinding[]> {
  const file = fileOf(storeUrl);
  if (file !== null && !existsSync(file)) return [];
  const store = await openStore(storeUrl);
  try {
    let chain: string | null = '';
    for (let n = 0; n < CHAINS; n += 1) {
      chain = await store.audit.nextChain(chain);
      if (chain === null) break;
      const seq = await firstBad(store.audit, chain);
      const named = chain;
      if (seq !== null)
        return [finding('auditChain', 'bad', (words) => words.auditChain(named, seq))];
    }
    return [finding('auditChain')];
  } finally {
    await store.close();
  }
}

async function firstBad(audit: Store['audit'], chain: string): Promise<number | null> {
  const head = await audit.headOf(chain);
  const from = Math.max(0, (head?.seq ?? 0) - ROWS);
  const rows = await audit.rowsAfter(chain, from, ROWS);
  let before: AuditRow | null = null;
  for (const row of rows) {
    const isLinked: boolean =
      before === null || (row.prev === before.hash && row.seq === before.seq + 1);
    if (!isLinked || row.hash !== sha256(rowText(row))) return row.seq;
    before = row;
  }
  const last: AuditRow | undefined = rows.at(-1);
  // The log is written to meanwhile: the rows may go on beyond the head that was read first.
  const isWhole = head === null || head.seq === 0 || (last?.seq ?? 0) >= head.seq;
  return isWhole ? null : (last?.seq ?? from) + 1;
}
