import type { Operation } from '../../policy/operation.js';
import type { Shown } from './accounts-sessions.js';
import type { Db } from './schema.js';

/** A personal API token; its secret is nowhere. */
export interface Token {
  readonly id: string;
  readonly person: string;
  readonly title: string;
  readonly scopes: readonly Operation[];
  readonly madeAt: number;
  readonly endsAt: number;
  readonly usedAt: number | null;
  readonly revokedAt: number | null;
}

export type NewToken = Omit<Token, 'usedAt' | 'revokedAt'> & { readonly hash: string };
export type ShownToken = Shown & Omit<Token, 'title' | 'madeAt'>;

/** The rows of tokens, found by the digest of their secret. */
export const tokensIn = (db: Db) => ({
  async addToken({ id, hash, person, title, scopes, madeAt, endsAt }: NewToken): Promise<void> {
    const times = { made_at: madeAt, ends_at: endsAt, used_at: null, revoked_at: null };
    await db
      .insertInto('account_tokens')
      .values({ id, hash, person, title, scopes: JSON.stringify(scopes), ...times })
      .execute();
  },

  /** One read by two keys, as of sessions. */
  async token(hash: string): Promise<ShownToken | null> {
    const row = await db
      .selectFrom('account_tokens as t')
      .innerJoin('accounts as a', 'a.person', 't.person')
      .select(['t.id', 't.person', 't.scopes', 't.ends_at', 't.used_at', 't.revoked_at'])
      .select(['a.name', 'a.status', 'a.version'])
      .where('t.hash', '=', hash)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      id: row.id,
      person: row.person,
      name: row.name,
      status: row.status,
      version: row.version,
      scopes: JSON.parse(row.scopes),
      endsAt: row.ends_at,
      usedAt: row.used_at,
      revokedAt: row.revoked_at,
    };
  },

  /** All of one person, the latest first. */
  async tokens(person: string): Promise<readonly Token[]> {
    const rows = await db
      .selectFrom('account_tokens')
      .selectAll()
      .where('person', '=', person)
      .orderBy('made_at', 'desc')
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      person: row.person,
      title: row.title,
      scopes: JSON.parse(row.scopes),
      madeAt: row.made_at,
      endsAt: row.ends_at,
      usedAt: row.used_at,
      revokedAt: row.revoked_at,
    }));
  },

  async seeToken(id: string, at: number): Promise<void> {
    await db.updateTable('account_tokens').set({ used_at: at }).where('id', '=', id).execute();
  },

  /** Takes back one token, or all of a person; how many that were. */
  async revokeTokens(person: string, at: number, id?: string): Promise<number> {
    const { numUpdatedRows } = await db
      .updateTable('account_tokens')
      .set({ revoked_at: at })
      .where('person', '=', person)
      .where('revoked_at', 'is', null)
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },
});
