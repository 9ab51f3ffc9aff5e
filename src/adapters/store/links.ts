import type { Kysely, Selectable } from 'kysely';
import type { DeskTables } from './schema-desks.js';
import type { Tables } from './schema.js';

export type LinkRow = Selectable<DeskTables['links']>;
export type LinkCodeRow = Selectable<DeskTables['link_codes']>;
export type ReturnRow = Selectable<DeskTables['contact_returns']>;

/** One-time links, the codes that open them, and what came back through them. Instants are real time. */
export function linksOn(db: Kysely<Tables>) {
  return {
    add: (link: LinkRow) => db.insertInto('links').values(link).execute(),
    /** Unless the token is known already. */
    addOnce: (link: LinkRow) =>
      db
        .insertInto('links')
        .values(link)
        .onConflict((conflict) => conflict.column('token_hash').doNothing())
        .execute(),
    byToken: (tokenHash: string) =>
      db.selectFrom('links').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst(),
    list: (season: string, path?: string) =>
      db
        .selectFrom('links')
        .selectAll()
        .where('season', '=', season)
        .$if(path !== undefined, (query) => query.where('path', '=', path ?? ''))
        .orderBy('issued_at', 'desc')
        .orderBy('id')
        .execute(),
    byId: (id: string) =>
      db.selectFrom('links').selectAll().where('id', '=', id).executeTakeFirst(),
    /** The link, and whoever is inside through it. */
    revoke: (id: string, now: number) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom('link_visits').where('link', '=', id).execute();
        const { numUpdatedRows } = await trx
          .updateTable('links')
          .set({ revoked_at: now })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),

    code: (link: string) =>
      db.selectFrom('link_codes').selectAll().where('link', '=', link).executeTakeFirst(),
    putCode: (code: LinkCodeRow) => {
      const { link: _link, ...fresh } = code;
      return db
        .insertInto('link_codes')
        .values(code)
        .onConflict((conflict) => conflict.column('link').doUpdateSet(fresh))
        .execute();
    },
    /** Counts a try before it is judged, so that tries side by side are counted all; answers how many. */
    async countTry(link: string): Promise<number> {
      const row = await db
        .updateTable('link_codes')
        .set((eb) => ({ tries: eb('tries', '+', 1) }))
        .where('link', '=', link)
        .returning('tries')
        .executeTakeFirst();
      return row?.tries ?? Number.MAX_SAFE_INTEGER;
    },
    /** The code is used up; false where somebody else was faster. */
    async takeCode(link: string, hash: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('link_codes')
        .set({ until: 0 })
        .where('link', '=', link)
        .where('hash', '=', hash)
        .where('until', '>', 0)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    openVisit: (hash: string, link: string, until: number) =>
      db.insertInto('link_visits').values({ hash, link, until }).execute(),
    visit: (hash: string, now: number) =>
      db
        .selectFrom('link_visits')
        .innerJoin('links', 'links.id', 'link_visits.link')
        .selectAll('links')
        .where('link_visits.hash', '=', hash)
        .where('link_visits.until', '>', now)
        .executeTakeFirst(),

    addReturn: (row: ReturnRow) => db.insertInto('contact_returns').values(row).execute(),
    /** The newest return of each unit comes first. */
    returns: (season: string) =>
      db
        .selectFrom('contact_returns')
        .selectAll()
        .where('season', '=', season)
        .orderBy('path')
        .orderBy('returned_at', 'desc')
        .orderBy('id')
        .execute(),
    async acceptReturn(
      id: string,
      { by, at, body }: { readonly by: string; readonly at: number; readonly body: string },
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('contact_returns')
        .set({ accepted_by: by, accepted_at: at, body })
        .where('id', '=', id)
        .where('accepted_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
