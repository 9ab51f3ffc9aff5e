import type { AccountTables } from './schema-accounts.js';
import type { Db } from './schema.js';

/** A one-time link, found by the digest of its secret. */
export interface Invitation {
  readonly hash: string;
  readonly kind: AccountTables['account_invitations']['kind'];
  readonly person: string | null;
  /** Sealed: the second factor that is shown to whoever opens it. */
  readonly totp: string | null;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly endsAt: number;
  readonly usedAt: number | null;
}

export type NewInvitation = Omit<Invitation, 'usedAt' | 'totp'>;

export interface OidcLogin {
  readonly hash: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly endsAt: number;
}

/** The rows of what is good for one use. */
export const invitationsIn = (db: Db) => ({
  async addInvitation(invitation: NewInvitation): Promise<void> {
    const { madeBy, madeAt, endsAt, ...rest } = invitation;
    const times = { made_at: madeAt, ends_at: endsAt, used_at: null };
    await db
      .insertInto('account_invitations')
      .values({ ...rest, ...times, made_by: madeBy, totp: null })
      .execute();
  },

  async invitation(hash: string): Promise<Invitation | null> {
    const row = await db
      .selectFrom('account_invitations')
      .selectAll()
      .where('hash', '=', hash)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { made_by: madeBy, made_at: madeAt, ends_at: endsAt, used_at: usedAt, ...rest } = row;
    return { ...rest, madeBy, madeAt, endsAt, usedAt };
  },

  /** The first who opens it decides which second factor it shows. */
  async offerTotp(hash: string, totp: string): Promise<void> {
    await db
      .updateTable('account_invitations')
      .set({ totp })
      .where('hash', '=', hash)
      .where('totp', 'is', null)
      .execute();
  },

  /** Uses it up; false where it was used before, or its time is over. */
  async takeInvitation(hash: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('account_invitations')
      .set({ used_at: at })
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .where('ends_at', '>', at)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** Makes worthless what a person – or, with null, the first start – has not used yet. */
  async dropInvitations(person: string | null, at: number): Promise<void> {
    await db
      .updateTable('account_invitations')
      .set({ used_at: at })
      .where('person', person === null ? 'is' : '=', person)
      .where('used_at', 'is', null)
      .execute();
  },

  async addOidcLogin({ endsAt, ...rest }: OidcLogin, now: number): Promise<void> {
    await db.deleteFrom('account_oidc').where('ends_at', '<', now).execute();
    await db
      .insertInto('account_oidc')
      .values({ ...rest, ends_at: endsAt })
      .execute();
  },

  /** Takes it out: the same answer of the provider counts once. */
  async takeOidcLogin(hash: string): Promise<OidcLogin | null> {
    const row = await db
      .deleteFrom('account_oidc')
      .where('hash', '=', hash)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return null;
    const { ends_at: endsAt, ...rest } = row;
    return { ...rest, endsAt };
  },
});
