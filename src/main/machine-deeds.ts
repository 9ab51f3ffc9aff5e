import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileOf } from '../adapters/store/sqlite.js';
import { openStore, type Store } from '../adapters/store/store.js';
import type { Attempt } from '../service/audit-port.js';
import { createAuditLog } from '../service/audit/log.js';
import { onRecord } from '../service/guarded.js';
import { CONSOLE } from './console.js';

/** What is done to the machine from its own terminal, beside the service. */
export interface MachineDeed {
  /** Stands in the record: `backup`, `restore`, `keys rotate`. */
  readonly what: string;
  /** Digested for the record. */
  readonly content?: unknown;
}

/**
 * Does something at the machine with a row before and one after in the chain of the service, as the console's. Rejects
 * with `AuditUnavailable`, and does nothing, where it cannot be written.
 */
export async function onMachine<Result>(
  { audit }: Pick<Store, 'audit'>,
  { what, content = null }: MachineDeed,
  work: () => Promise<Result>,
): Promise<Result> {
  const log = createAuditLog({ store: audit, now: Date.now });
  const { person, way, secret } = CONSOLE;
  const digest = createHash('sha256')
    .update(JSON.stringify([what, content]))
    .digest('hex');
  const attempt: Attempt = {
    ...{ person, way, secret, digest, address: null, operation: 'system.operate' as const },
    ...{ season: null, path: null, duty: null, key: null },
  };
  try {
    return await onRecord(log, attempt, work, () => ['done', what]);
  } finally {
    await log.close();
  }
}

/** The same where no store is open yet; a machine that has none has nothing on record, and the deed is simply done. */
export async function onMachineAt<Result>(
  storeUrl: string,
  deed: MachineDeed,
  work: () => Promise<Result>,
): Promise<Result> {
  const file = fileOf(storeUrl);
  if (file !== null && !existsSync(file)) return work();
  const store = await openStore(storeUrl);
  try {
    return await onMachine(store, deed, work);
  } finally {
    await store.close();
  }
}
