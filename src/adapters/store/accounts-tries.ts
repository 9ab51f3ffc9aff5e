import { locksRows } from './postgres.js';
import type { Db } from './schema.js';

/** The times at which somebody tried to come in under a name, or from an address, and failed. */
export const triesIn = (db: Db) => ({
  /**
   * Reads the times of a name and writes what `next` makes of them; nobody else does so for the same name
   * meanwhile. Only inside a transaction.
   */
  async changeTries<Verdict extends { readonly times: readonly number[] }>(
    name: string,
    at: number,
    next: (times: readonly number[]) => Verdict,
  ): Promise<Verdict> {
    await db
      .insertInto('account_tries')
      .values({ name, times: '[]', last_at: at })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const { times } = await db
      .selectFrom('account_tries')
      .select('times')
      .where('name', '=', name)
      .$if(locksRows(db), (query) => query.forUpdate())
      .executeTakeFirstOrThrow();
    const verdict = next(JSON.parse(times));
    await db
      .updateTable('account_tries')
      .set({ times: JSON.stringify(verdict.times), last_at: at })
      .where('name', '=', name)
      .execute();
    return verdict;
  },

  async tries(name: string): Promise<readonly number[]> {
    const row = await db
      .selectFrom('account_tries')
      .select('times')
      .where('name', '=', name)
      .executeTakeFirst();
    return row === undefined ? [] : JSON.parse(row.times);
  },

  async forgetTries(name: string): Promise<void> {
    await db.deleteFrom('account_tries').where('name', '=', name).execute();
  },

  async forgetOldTries(before: number): Promise<void> {
    await db.deleteFrom('account_tries').where('last_at', '<', before).execute();
  },
});
