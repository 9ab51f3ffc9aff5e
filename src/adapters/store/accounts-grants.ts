import type { Selectable } from 'kysely';
import type { Grant, Role } from '../../policy/actor.js';
import type { AccountTables, GrantState } from './schema-accounts.js';
import type { Db } from './schema.js';

/** A right with its story. */
export interface GrantRow extends Grant {
  readonly person: string;
  readonly state: GrantState;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
}

/** The rows of rights: what was ever given is kept, with who gave and who took it. */
export const grantsIn = (db: Db) => ({
  async addGrant(grant: Omit<GrantRow, 'decidedBy' | 'decidedAt'>): Promise<void> {
    const { madeBy, madeAt, ...rest } = grant;
    await db
      .insertInto('account_grants')
      .values({ ...rest, made_by: madeBy, made_at: madeAt, decided_by: null, decided_at: null })
      .execute();
  },

  async grant(id: string): Promise<GrantRow | null> {
    const row = await db
      .selectFrom('account_grants')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : toGrant(row);
  },

  /** Of one person, or of all, in these states; the oldest first. */
  async grants(states: readonly GrantState[], person?: string): Promise<readonly GrantRow[]> {
    const rows = await db
      .selectFrom('account_grants')
      .selectAll()
      .where('state', 'in', states)
      .$if(person !== undefined, (query) => query.where('person', '=', person ?? ''))
      .orderBy('made_at')
      .orderBy('id')
      .execute();
    return rows.map(toGrant);
  },

  /** Moves a right from one state to another; false where it was not in the first (any more). */
  async decideGrant(
    id: string,
    from: GrantState,
    to: GrantState,
    decided: { readonly by: string; readonly at: number },
  ): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('account_grants')
      .set({ state: to, decided_by: decided.by, decided_at: decided.at })
      .where('id', '=', id)
      .where('state', '=', from)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** Who holds a role and can come in. */
  async activeHolders(role: Role): Promise<readonly string[]> {
    const rows = await db
      .selectFrom('account_grants')
      .innerJoin('accounts', 'accounts.person', 'account_grants.person')
      .select('accounts.person')
      .distinct()
      .where('account_grants.role', '=', role)
      .where('account_grants.state', '=', 'held')
      .where('accounts.status', '=', 'active')
      .orderBy('accounts.person')
      .execute();
    return rows.map(({ person }) => person);
  },
});

const toGrant = (row: Selectable<AccountTables['account_grants']>): GrantRow => ({
  id: row.id,
  person: row.person,
  // Written by this service alone, from its own list of roles.
  role: row.role as Role,
  unit: row.unit,
  season: row.season,
  department: row.department,
  state: row.state,
  madeBy: row.made_by,
  madeAt: row.made_at,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
});
