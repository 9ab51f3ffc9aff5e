import { type Kysely, sql } from 'kysely';
import { append } from './audit-append.js';
import {
  type AuditHead,
  type Checkpoint,
  checkpointText,
  GENESIS,
  SERVICE_CHAIN,
  sha256,
} from './audit-text.js';
import { locksRows } from './postgres.js';
import { inGroups } from './rows.js';
import type { Db, Tables } from './schema.js';

export interface CheckpointWish {
  readonly at: number;
  /** One checkpoint for this day; null: one on demand. */
  readonly day: string | null;
  readonly signer: { readonly id: string; sign(text: string): string };
}

/** Our lock of this sort among all of the database. */
const CHECKPOINT_LOCK = 20_261;

/**
 * Signs the heads of all chains that grew since the checkpoint before, and tells of it in the service's own
 * chain. For a day that has its checkpoint already, the known one; any number of processes may ask at once.
 */
export function makeCheckpoint(
  db: Kysely<Tables>,
  { at, day, signer }: CheckpointWish,
): Promise<{ readonly checkpoint: Checkpoint; readonly fresh: boolean }> {
  return db.transaction().execute(async (trx) => {
    if (locksRows(trx))
      await sql`select pg_advisory_xact_lock(${sql.lit(CHECKPOINT_LOCK)})`.execute(trx);
    const known = day === null ? null : await checkpointOf(trx, day);
    if (known) return { checkpoint: known, fresh: false };
    const last = await trx
      .selectFrom('audit_checkpoints')
      .select(['seq', 'hash'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const heads = await grown(trx);
    const seq = (last?.seq ?? 0) + 1;
    const bare = { seq, at, day, keyId: signer.id, prev: last?.hash ?? GENESIS, heads };
    const text = checkpointText(bare);
    const checkpoint = { ...bare, hash: sha256(text), signature: signer.sign(text) };
    await keep(trx, checkpoint);
    return { checkpoint, fresh: true };
  });
}

/** Heads beyond what is signed, in the order of their bytes. */
async function grown(trx: Db): Promise<readonly AuditHead[]> {
  const signed = trx
    .selectFrom('audit_signed')
    .select((eb) => ['chain', eb.fn.max('seq').as('seq')])
    .groupBy('chain')
    .as('signed');
  return trx
    .selectFrom('audit_chains as head')
    .leftJoin(signed, 'signed.chain', 'head.chain')
    .select(['head.chain', 'head.seq', 'head.hash'])
    .where('head.seq', '>', (eb) => eb.fn.coalesce('signed.seq', eb.lit(0)))
    .orderBy('head.chain')
    .execute();
}

async function keep(trx: Db, { heads, keyId, ...checkpoint }: Checkpoint): Promise<void> {
  const { seq, at, hash } = checkpoint;
  await trx
    .insertInto('audit_checkpoints')
    .values({ ...checkpoint, key_id: keyId })
    .execute();
  await inGroups(heads, (group) =>
    trx
      .insertInto('audit_signed')
      .values(group.map((head) => ({ checkpoint: seq, ...head })))
      .execute(),
  );
  const nothing = { refers: null, secret: null, season: null, path: null, duty: null };
  await append(trx, [
    {
      ...{ ...nothing, chain: SERVICE_CHAIN, at, kind: 'checkpoint', person: null, way: null },
      ...{ operation: 'audit.checkpoint', key: String(seq), digest: hash, address: null },
      ...{ outcome: null, detail: null },
    },
  ]);
}

async function checkpointOf(db: Db, day: string): Promise<Checkpoint | null> {
  const row = await db
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('day', '=', day)
    .executeTakeFirst();
  return row === undefined ? null : whole(db, row);
}

/** Up to `limit` checkpoints after `seq`, in their order. */
export async function checkpointsAfter(
  db: Db,
  seq: number,
  limit: number,
): Promise<readonly Checkpoint[]> {
  const rows = await db
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  const found: Checkpoint[] = [];
  for (const row of rows) found.push(await whole(db, row));
  return found;
}

async function whole(
  db: Db,
  { key_id: keyId, ...row }: Tables['audit_checkpoints'],
): Promise<Checkpoint> {
  const heads = await db
    .selectFrom('audit_signed')
    .select(['chain', 'seq', 'hash'])
    .where('checkpoint', '=', row.seq)
    .orderBy('chain')
    .execute();
  return { ...row, keyId, heads };
}
