import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

/** A sealed text of the store: what it is about, where, and a way to put another in its place. */
export interface SealedRow {
  readonly kind: 'totp' | 'contact-return';
  /** Of the person, or of the return. */
  readonly id: string;
  readonly sealed: string;
  /** Does nothing where another text stands there by now. */
  replace(next: string): Promise<void>;
}

/** Every sealed text outside the registers; what is added meanwhile has the newest key anyway. */
export async function* sealedTexts(db: Kysely<Tables>): AsyncGenerator<SealedRow> {
  yield* await secondFactors(db);
  yield* await offeredFactors(db);
  yield* await contactReturns(db);
}

async function secondFactors(db: Kysely<Tables>): Promise<SealedRow[]> {
  const rows = await db
    .selectFrom('accounts')
    .select(['person', 'totp'])
    .where('totp', 'is not', null)
    .execute();
  return rows.map(({ person, totp }) => ({
    ...{ kind: 'totp' as const, id: person, sealed: totp ?? '' },
    async replace(next) {
      await db
        .updateTable('accounts')
        .set({ totp: next })
        .where('person', '=', person)
        .where('totp', '=', totp)
        .execute();
    },
  }));
}

/** Shown with an invitation, and not yet anybody's. */
async function offeredFactors(db: Kysely<Tables>): Promise<SealedRow[]> {
  const rows = await db
    .selectFrom('account_invitations')
    .select(['hash', 'person', 'totp'])
    .where('totp', 'is not', null)
    .where('person', 'is not', null)
    .where('used_at', 'is', null)
    .execute();
  return rows.map(({ hash, person, totp }) => ({
    ...{ kind: 'totp' as const, id: person ?? '', sealed: totp ?? '' },
    async replace(next) {
      await db
        .updateTable('account_invitations')
        .set({ totp: next })
        .where('hash', '=', hash)
        .where('totp', '=', totp)
        .execute();
    },
  }));
}

async function contactReturns(db: Kysely<Tables>): Promise<SealedRow[]> {
  const rows = await db.selectFrom('contact_returns').select(['id', 'body']).execute();
  return rows.map(({ id, body }) => ({
    ...{ kind: 'contact-return' as const, id, sealed: body },
    async replace(next) {
      await db
        .updateTable('contact_returns')
        .set({ body: next })
        .where('id', '=', id)
        .where('body', '=', body)
        .execute();
    },
  }));
}
