import type { Selectable, Updateable } from 'kysely';
import type { AccountStatus, AccountTables } from './schema-accounts.js';
import { locksRows } from './postgres.js';
import type { Db } from './schema.js';

/** An account; what it proves itself by stays in the store, except where somebody has to check it. */
export interface Account {
  readonly person: string;
  readonly name: string;
  readonly login: string;
  readonly status: AccountStatus;
  readonly password: string | null;
  readonly passwordAt: number | null;
  /** Sealed. */
  readonly totp: string | null;
  readonly totpStep: number;
  readonly isDemo: boolean;
  readonly version: number;
  readonly madeBy: string;
  readonly madeAt: number;
}

export type NewAccount = Pick<
  Account,
  'person' | 'name' | 'login' | 'isDemo' | 'madeBy' | 'madeAt'
>;

/** The rows of accounts, with the passwords they had and the codes that stand in for a lost second factor. */
export const peopleIn = (db: Db) => ({
  account: (person: string) => accountWhere(db, 'person', person),
  /** Inside a transaction: nobody else changes the account until its end. */
  holdAccount: (person: string) => accountWhere(db, 'person', person, locksRows(db)),
  accountByLogin: (login: string) => accountWhere(db, 'login', login),

  /** By person, after one of them: a page of the list. */
  async accounts(after = '', limit = 1000): Promise<readonly Account[]> {
    const rows = await db
      .selectFrom('accounts')
      .selectAll()
      .where('person', '>', after)
      .orderBy('person')
      .limit(limit)
      .execute();
    return rows.map(toAccount);
  },

  /** Accounts that can come in: the samples of a rehearsal, or all others. */
  async activePersons({ isDemo }: { readonly isDemo: boolean }): Promise<readonly string[]> {
    const rows = await db
      .selectFrom('accounts')
      .select('person')
      .where('status', '=', 'active')
      .where('is_demo', '=', isDemo ? 1 : 0)
      .orderBy('person')
      .execute();
    return rows.map(({ person }) => person);
  },

  /** False where the person has an account, or another one has the login. */
  async addAccount({ isDemo, madeBy, madeAt, ...rest }: NewAccount): Promise<boolean> {
    const made = { made_by: madeBy, made_at: madeAt, is_demo: isDemo ? 1 : 0 };
    const { numInsertedOrUpdatedRows = 0n } = await db
      .insertInto('accounts')
      .values({ ...rest, ...made, status: 'invited', totp_step: -1, version: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  },

  /** Changes an account and counts its version up: whatever is kept of it elsewhere is old. */
  async changeAccount(person: string, change: AccountChange = {}): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('accounts')
      .set(columnsOf(change))
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('person', '=', person)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** Takes the code of one step of thirty seconds; false where it or a later one was taken before. */
  async takeTotpStep(person: string, step: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('accounts')
      .set({ totp_step: step })
      .where('person', '=', person)
      .where('totp_step', '<', step)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  async keepPassword(person: string, password: string, at: number): Promise<void> {
    await db.insertInto('account_passwords').values({ person, password, at }).execute();
  },

  /** The passwords somebody had, the latest first. */
  async pastPasswords(person: string, count: number): Promise<readonly string[]> {
    const rows = await db
      .selectFrom('account_passwords')
      .select('password')
      .where('person', '=', person)
      .orderBy('at', 'desc')
      .limit(count)
      .execute();
    return rows.map(({ password }) => password);
  },

  /** New codes for a lost second factor; the old ones are worth nothing from now on. */
  async replaceRecovery(person: string, hashes: readonly string[]): Promise<void> {
    await db.deleteFrom('account_recovery').where('person', '=', person).execute();
    if (hashes.length === 0) return;
    const rows = hashes.map((hash) => ({ person, hash, used_at: null }));
    await db.insertInto('account_recovery').values(rows).execute();
  },

  async takeRecovery(person: string, hash: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('account_recovery')
      .set({ used_at: at })
      .where('person', '=', person)
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
});

export type AccountChange = Partial<
  Pick<Account, 'status' | 'password' | 'passwordAt' | 'totp' | 'totpStep' | 'name' | 'isDemo'>
>;

function columnsOf(change: AccountChange): Updateable<AccountTables['accounts']> {
  const { passwordAt, totpStep, isDemo, ...same } = change;
  return {
    ...same,
    ...(passwordAt !== undefined && { password_at: passwordAt }),
    ...(totpStep !== undefined && { totp_step: totpStep }),
    ...(isDemo !== undefined && { is_demo: isDemo ? 1 : 0 }),
  };
}

async function accountWhere(db: Db, column: 'person' | 'login', value: string, isHeld = false) {
  const row = await db
    .selectFrom('accounts')
    .selectAll()
    .where(column, '=', value)
    .$if(isHeld, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

const toAccount = (row: Selectable<AccountTables['accounts']>): Account => ({
  person: row.person,
  name: row.name,
  login: row.login,
  status: row.status,
  password: row.password,
  passwordAt: row.password_at,
  totp: row.totp,
  totpStep: row.totp_step,
  isDemo: row.is_demo === 1,
  version: row.version,
  madeBy: row.made_by,
  madeAt: row.made_at,
});
