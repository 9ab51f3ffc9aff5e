import type { ExpressionBuilder, Expression, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { AuditHead, AuditRow } from './audit-text.js';
import type { Db, Tables } from './schema.js';

/** Up to `limit` rows of a chain after `seq`, in their order. */
export const rowsAfter = (
  db: Db,
  chain: string,
  seq: number,
  limit: number,
): Promise<readonly AuditRow[]> =>
  db
    .selectFrom('audit_rows')
    .selectAll()
    .where('chain', '=', chain)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();

export const headOf = async (db: Db, chain: string): Promise<AuditHead | null> =>
  (await db.selectFrom('audit_chains').selectAll().where('chain', '=', chain).executeTakeFirst()) ??
  null;

/** What checkpoints have signed of a chain, lowest seq first. */
export const signedOf = (
  db: Db,
  chain: string,
): Promise<
  readonly { readonly seq: number; readonly hash: string; readonly checkpoint: number }[]
> =>
  db
    .selectFrom('audit_signed')
    .select(['seq', 'hash', 'checkpoint'])
    .where('chain', '=', chain)
    .orderBy('seq')
    .orderBy('checkpoint')
    .execute();

/**
 * The next chain after `chain` in the order of bytes, wherever there is a trace of it: in the rows, the heads or
 * what was signed. Null after the last.
 */
export async function nextChain(db: Db, chain: string, scope?: AuditScope): Promise<string | null> {
  const first = (table: 'audit_rows' | 'audit_chains' | 'audit_signed') =>
    db
      .selectFrom(table)
      .select('chain')
      .where('chain', '>', chain)
      .$if(scope !== undefined, (query) =>
        query.where((eb) => within(eb as ChainIn, eb.ref('chain') as Expression<string>, scope)),
      )
      .orderBy('chain')
      .limit(1)
      .executeTakeFirst();
  const found = [
    await first('audit_rows'),
    await first('audit_chains'),
    await first('audit_signed'),
  ]
    .flatMap((row) => (row === undefined ? [] : [Buffer.from(row.chain)]))
    .sort(Buffer.compare);
  return found[0]?.toString() ?? null;
}

/** A season with all its units, or one unit with all below it. */
export interface AuditScope {
  readonly season: string;
  readonly unit?: string | undefined;
}

const rootOf = ({ season, unit }: AuditScope): string =>
  unit === undefined ? season : `${season}/${unit}`;

type ChainIn = ExpressionBuilder<Tables, 'audit_rows'>;

/** As a range that the key can serve: `0` comes after `/`. */
function within(
  eb: ChainIn,
  chain: Expression<string>,
  scope: AuditScope | undefined,
): Expression<SqlBool> {
  if (scope === undefined) return sql<SqlBool>`1 = 1`;
  const root = rootOf(scope);
  return eb.or([
    eb(chain, '=', root),
    eb.and([eb(chain, '>=', `${root}/`), eb(chain, '<', `${root}0`)]),
  ]);
}

export interface AuditFilter {
  readonly person?: string | undefined;
  readonly season?: string | undefined;
  /** This unit and all below it; only with a season. */
  readonly unit?: string | undefined;
  readonly operation?: string | undefined;
  /** `open`: no outcome was written yet. */
  readonly outcome?: string | undefined;
  /** Real time, the first included, the last not. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** Stands after one line of a listing; the next page begins there. */
export interface AuditCursor {
  readonly at: number;
  readonly chain: string;
  readonly seq: number;
}

/** An attempt with what became of it, a denial, or a checkpoint. */
export interface AuditLine extends AuditRow {
  readonly outcomeAt: number | null;
}

/** The newest first. An attempt that has no outcome yet is `open`. */
export async function list(
  db: Db,
  filter: AuditFilter,
  limit: number,
  after?: AuditCursor,
): Promise<readonly AuditLine[]> {
  const { person, season, unit, operation, outcome, from, until } = filter;
  let query = db
    .selectFrom('audit_rows as r')
    .leftJoin('audit_rows as o', (join) =>
      join.onRef('o.chain', '=', 'r.chain').onRef('o.refers', '=', 'r.seq'),
    )
    .selectAll('r')
    .select(['o.outcome as ended', 'o.detail as said', 'o.at as outcomeAt'])
    .where('r.refers', 'is', null)
    .orderBy('r.at', 'desc')
    .orderBy('r.chain', 'desc')
    .orderBy('r.seq', 'desc')
    .limit(limit);
  if (person !== undefined) query = query.where('r.person', '=', person);
  if (season !== undefined)
    query = query.where((eb) =>
      within(eb as unknown as ChainIn, eb.ref('r.chain'), { season, unit }),
    );
  if (operation !== undefined) query = query.where('r.operation', '=', operation);
  if (outcome === 'open') query = query.where('r.kind', '=', 'attempt').where('o.seq', 'is', null);
  else if (outcome !== undefined)
    query = query.where((eb) => eb(eb.fn.coalesce('o.outcome', 'r.outcome'), '=', outcome));
  if (from !== undefined) query = query.where('r.at', '>=', from);
  if (until !== undefined) query = query.where('r.at', '<', until);
  if (after !== undefined)
    query = query.where((eb) =>
      eb(eb.refTuple('r.at', 'r.chain', 'r.seq'), '<', eb.tuple(after.at, after.chain, after.seq)),
    );
  const rows = await query.execute();
  return rows.map(({ ended, said, ...row }) => ({
    ...row,
    outcome: ended ?? row.outcome ?? (row.kind === 'attempt' ? 'open' : null),
    detail: said ?? row.detail,
  }));
}

/** Real time of the first row of all; null for an empty log. */
export async function beginning(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('audit_rows')
    .select((eb) => eb.fn.min('at').as('at'))
    .where('refers', 'is', null)
    .executeTakeFirst();
  return row?.at ?? null;
}
