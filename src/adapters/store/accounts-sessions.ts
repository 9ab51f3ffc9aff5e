import type { AccountStatus } from './schema-accounts.js';
import type { Db } from './schema.js';

/** What is known of a secret when it is shown: of itself and of the account behind it. */
export interface Shown {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly status: AccountStatus;
  /** Of the account: what is kept of its rights is good for this version only. */
  readonly version: number;
}

export interface ShownSession extends Shown {
  readonly factors: 1 | 2;
  readonly isHalf: boolean;
  readonly madeAt: number;
  readonly seenAt: number;
  readonly endsAt: number;
  readonly endedAt: number | null;
}

export interface NewSession {
  readonly hash: string;
  readonly id: string;
  readonly person: string;
  readonly factors: 1 | 2;
  readonly isHalf: boolean;
  readonly at: number;
  readonly endsAt: number;
}

/** The rows of sessions, found by the digest of their secret. */
export const sessionsIn = (db: Db) => ({
  async addSession({ hash, id, person, factors, isHalf, at, endsAt }: NewSession): Promise<void> {
    const times = { made_at: at, seen_at: at, ends_at: endsAt, ended_at: null };
    const is_half = isHalf ? 1 : 0;
    await db
      .insertInto('account_sessions')
      .values({ hash, id, person, factors, is_half, ...times })
      .execute();
  },

  /** One read by two keys: this is asked at every request. */
  async session(hash: string): Promise<ShownSession | null> {
    const row = await db
      .selectFrom('account_sessions as s')
      .innerJoin('accounts as a', 'a.person', 's.person')
      .select(['s.id', 's.person', 's.factors', 's.is_half', 's.made_at', 's.seen_at', 's.ends_at'])
      .select(['s.ended_at', 'a.name', 'a.status', 'a.version'])
      .where('s.hash', '=', hash)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      id: row.id,
      person: row.person,
      name: row.name,
      status: row.status,
      version: row.version,
      factors: row.factors === 2 ? 2 : 1,
      isHalf: row.is_half === 1,
      madeAt: row.made_at,
      seenAt: row.seen_at,
      endsAt: row.ends_at,
      endedAt: row.ended_at,
    };
  },

  async seeSession(hash: string, at: number): Promise<void> {
    await db
      .updateTable('account_sessions')
      .set({ seen_at: at })
      .where('hash', '=', hash)
      .where('seen_at', '<', at)
      .execute();
  },

  /** Ends one session; false where it has ended before. */
  async endSession(hash: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('account_sessions')
      .set({ ended_at: at })
      .where('hash', '=', hash)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** Ends all that one person has open. */
  async endSessions(person: string, at: number): Promise<void> {
    await db
      .updateTable('account_sessions')
      .set({ ended_at: at })
      .where('person', '=', person)
      .where('ended_at', 'is', null)
      .execute();
  },

  async forgetSessions(endedBefore: number): Promise<void> {
    await db.deleteFrom('account_sessions').where('ends_at', '<', endedBefore).execute();
  },
});
