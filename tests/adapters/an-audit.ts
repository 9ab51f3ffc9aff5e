import { Kysely, sql } from 'kysely';
import { inject, onTestFinished } from 'vitest';
import { type AuditKeys, auditKeysFrom } from '../../src/adapters/audit-keys.js';
import { dialectFor } from '../../src/adapters/store/dialect.js';
import type { Tables } from '../../src/adapters/store/schema.js';
import type { Attempt, AuditOutcome } from '../../src/service/audit-port.js';
import { createAuditLog } from '../../src/service/audit/log.js';
import { aRing } from '../secrets/a-ring.js';
import { anAddress, aStore, REAL } from './a-store.js';

export const attempt = (changes: Partial<Attempt> = {}): Attempt => ({
  person: 'p014',
  way: 'session',
  secret: 'ses-7',
  operation: 'duty.complete',
  season: 's',
  path: 'c/a/1',
  duty: 'line',
  key: 'k-1',
  digest: 'd'.repeat(64),
  address: '10.0.0.7',
  ...changes,
});

/** Keys that nobody else has. */
export const someKeys = (): AuditKeys => auditKeysFrom(aRing());

/** An empty store with a log that writes to it, on a clock that goes on by a millisecond a look. */
export async function anAudit(url?: string) {
  const address = url ?? (await anAddress());
  const store = await aStore(address);
  let at = REAL;
  const log = createAuditLog({
    store: store.audit,
    now: () => {
      at += 1;
      return at;
    },
  });
  return { address, store: store.audit, log, now: () => at };
}

/** A command as the service writes it down. */
export async function command(
  { log }: Pick<Awaited<ReturnType<typeof anAudit>>, 'log'>,
  changes: Partial<Attempt> = {},
  outcome: AuditOutcome = 'done',
): Promise<void> {
  await log.outcome(await log.attempt(attempt(changes)), outcome);
}

/** Whoever gets at the database itself: past the service, and past the database's own guards. */
export async function behindTheService(address: string): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: dialectFor(address).dialect });
  onTestFinished(() => db.destroy());
  return db;
}

const GUARDED = ['audit_rows', 'audit_checkpoints', 'audit_signed', 'audit_chains'];

export async function dropGuards(db: Kysely<Tables>): Promise<void> {
  if (inject('postgres') !== undefined) {
    for (const table of GUARDED)
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
    return;
  }
  const { rows } = await sql<{
    name: string;
  }>`select name from sqlite_master where type = 'trigger' and name like 'audit%'`.execute(db);
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(db);
}
