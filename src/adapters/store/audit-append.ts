import { type AuditEntry, type AuditRow, GENESIS, rowText, sha256 } from './audit-text.js';
import { locksRows } from './postgres.js';
import { inGroups } from './rows.js';
import type { Db } from './schema.js';

interface Head {
  seq: number;
  hash: string;
}

/** Where an entry has got its place. */
export interface AuditPlace {
  readonly chain: string;
  readonly seq: number;
}

/**
 * Gives each entry the next place in its chain and writes them; to be called in a transaction, which holds
 * the chains' heads to its end, so that several processes make one chain. The places, in the order of the
 * entries. `again`: outcomes may have been written by a try that was not answered; those keep their places.
 */
export async function append(
  trx: Db,
  entries: readonly AuditEntry[],
  { again = false }: { readonly again?: boolean } = {},
): Promise<readonly AuditPlace[]> {
  const chains = [...new Set(entries.map(({ chain }) => chain))].sort();
  await begin(trx, chains);
  const heads = await headsOf(trx, chains);
  const written = again ? await writtenOutcomes(trx, entries) : new Map<string, number>();
  const rows: AuditRow[] = [];
  const places = entries.map((entry): AuditPlace => {
    const known = written.get(`${entry.refers} ${entry.chain}`);
    if (known !== undefined) return { chain: entry.chain, seq: known };
    const row = nextRow(entry, heads);
    rows.push(row);
    return { chain: row.chain, seq: row.seq };
  });
  await inGroups(rows, (group) => trx.insertInto('audit_rows').values(group).execute());
  const moved = new Set(rows.map(({ chain }) => chain));
  await moveHeads(trx, heads, moved);
  return places;
}

function nextRow(entry: AuditEntry, heads: Map<string, Head>): AuditRow {
  const head = heads.get(entry.chain) ?? { seq: 0, hash: GENESIS };
  const row = { ...entry, seq: head.seq + 1, prev: head.hash };
  const hash = sha256(rowText(row));
  heads.set(entry.chain, { seq: row.seq, hash });
  return { ...row, hash };
}

/**
 * A row can be locked only where there is one: a new chain's head is made first. Before any lock is taken,
 * and always in the same order, so that two processes never wait for each other.
 */
async function begin(trx: Db, chains: readonly string[]): Promise<void> {
  if (!locksRows(trx)) return;
  const known = await trx
    .selectFrom('audit_chains')
    .select('chain')
    .where('chain', 'in', chains)
    .execute();
  if (known.length === chains.length) return;
  const fresh = new Set(chains);
  for (const { chain } of known) fresh.delete(chain);
  await trx
    .insertInto('audit_chains')
    .values([...fresh].map((chain) => ({ chain, seq: 0, hash: GENESIS })))
    .onConflict((conflict) => conflict.column('chain').doNothing())
    .execute();
}

async function headsOf(trx: Db, chains: readonly string[]): Promise<Map<string, Head>> {
  const rows = await trx
    .selectFrom('audit_chains')
    .selectAll()
    .where('chain', 'in', chains)
    .orderBy('chain')
    .$if(locksRows(trx), (query) => query.forUpdate())
    .execute();
  return new Map(rows.map(({ chain, seq, hash }) => [chain, { seq, hash }]));
}

async function writtenOutcomes(
  trx: Db,
  entries: readonly AuditEntry[],
): Promise<Map<string, number>> {
  const outcomes = entries.filter(({ refers }) => refers !== null);
  const found = new Map<string, number>();
  await inGroups(outcomes, async (group) => {
    const rows = await trx
      .selectFrom('audit_rows')
      .select(['chain', 'refers', 'seq'])
      .where((eb) =>
        eb.or(
          group.map(({ chain, refers }) =>
            eb.and([eb('chain', '=', chain), eb('refers', '=', refers)]),
          ),
        ),
      )
      .execute();
    for (const { chain, refers, seq } of rows) found.set(`${refers} ${chain}`, seq);
  });
  return found;
}

async function moveHeads(
  trx: Db,
  heads: ReadonlyMap<string, Head>,
  moved: ReadonlySet<string>,
): Promise<void> {
  const rows = [...heads].flatMap(([chain, head]) => (moved.has(chain) ? { chain, ...head } : []));
  await inGroups(rows, (group) =>
    trx
      .insertInto('audit_chains')
      .values(group)
      .onConflict((conflict) =>
        conflict
          .column('chain')
          .doUpdateSet((eb) => ({ seq: eb.ref('excluded.seq'), hash: eb.ref('excluded.hash') })),
      )
      .execute(),
  );
}
