import type { Kysely, Selectable } from 'kysely';
import type { DeskTables } from './schema-desks.js';
import { lockSeason } from './postgres.js';
import type { Tables } from './schema.js';

export type DeskRow = Selectable<DeskTables['desks']>;
export type CardRow = Selectable<DeskTables['desk_cards']>;
export type PinRow = Selectable<DeskTables['desk_pins']>;
export type TurnRow = Selectable<DeskTables['desk_turns']>;

/** Site desks: their computers, PINs, code cards, and whose turn it is. Instants are real time. */
export function desksOn(db: Kysely<Tables>) {
  return {
    add: (desk: DeskRow) => db.insertInto('desks').values(desk).execute(),
    list: (path?: string) =>
      db
        .selectFrom('desks')
        .selectAll()
        .$if(path !== undefined, (query) => query.where('path', '=', path ?? ''))
        .orderBy('issued_at')
        .orderBy('id')
        .execute(),
    /** Binds the computer that shows the link; false where it was used, has expired or was revoked. */
    async register(linkHash: string, secretHash: string, now: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('desks')
        .set({ link_hash: null, secret_hash: secretHash, registered_at: now })
        .where('link_hash', '=', linkHash)
        .where('link_until', '>', now)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    byLink: (linkHash: string, now: number) =>
      db
        .selectFrom('desks')
        .selectAll()
        .where('link_hash', '=', linkHash)
        .where('link_until', '>', now)
        .where('revoked_at', 'is', null)
        .executeTakeFirst(),
    bySecret: (secretHash: string) =>
      db
        .selectFrom('desks')
        .selectAll()
        .where('secret_hash', '=', secretHash)
        .where('revoked_at', 'is', null)
        .executeTakeFirst(),
    /** The computer, and every turn open at it. */
    revoke: (id: string, now: number) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom('desk_turns').where('desk', '=', id).execute();
        const { numUpdatedRows } = await trx
          .updateTable('desks')
          .set({ revoked_at: now, link_hash: null })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),

    pins: (persons: readonly string[]): Promise<PinRow[]> =>
      persons.length === 0
        ? Promise.resolve([])
        : db.selectFrom('desk_pins').selectAll().where('person', 'in', persons).execute(),
    pin: (person: string) =>
      db.selectFrom('desk_pins').selectAll().where('person', '=', person).executeTakeFirst(),
    /** A PIN to begin with, unless it may not go with one of the person's living cards; answers whether it was put. */
    putFirstPin: (
      { person, ...given }: Pick<PinRow, 'person' | 'hash' | 'issued_by'>,
      goesWith: (card: CardRow) => boolean,
    ): Promise<boolean> =>
      db.transaction().execute(async (trx) => {
        await lockSeason(trx, `desk ${person}`);
        const cards = await trx
          .selectFrom('desk_cards')
          .selectAll()
          .where('person', '=', person)
          .where('revoked_at', 'is', null)
          .execute();
        if (!cards.every(goesWith)) return false;
        const fresh = { ...given, must_change: 1, fails: 0, locked_until: null };
        await trx
          .insertInto('desk_pins')
          .values({ person, ...fresh })
          .onConflict((conflict) => conflict.column('person').doUpdateSet(fresh))
          .execute();
        return true;
      }),
    /** The owner's own, in place of the one he was given. */
    choosePin: (person: string, hash: string) =>
      db
        .updateTable('desk_pins')
        .set({ hash, must_change: 0, fails: 0, locked_until: null })
        .where('person', '=', person)
        .execute(),
    /** Counts a failure before it is known to be one, so that tries side by side are counted all. */
    async countTry(person: string): Promise<number> {
      const row = await db
        .updateTable('desk_pins')
        .set((eb) => ({ fails: eb('fails', '+', 1) }))
        .where('person', '=', person)
        .returning('fails')
        .executeTakeFirst();
      return row?.fails ?? 0;
    },
    forgetTries: (person: string) =>
      db
        .updateTable('desk_pins')
        .set({ fails: 0, locked_until: null })
        .where('person', '=', person)
        .execute(),
    lockPin: (person: string, until: number) =>
      db
        .updateTable('desk_pins')
        .set({ locked_until: until })
        .where('person', '=', person)
        .execute(),

    /**
     * A new card; the person's old ones of this site die with it. Not where it may not go with his PIN; answers
     * whether it was issued.
     */
    issueCard: (
      card: CardRow,
      lines: readonly { readonly line: number; readonly hash: string }[],
      goesWith: (pin: PinRow) => boolean,
    ): Promise<boolean> =>
      db.transaction().execute(async (trx) => {
        await lockSeason(trx, `desk ${card.person}`);
        const pin = await trx
          .selectFrom('desk_pins')
          .selectAll()
          .where('person', '=', card.person)
          .executeTakeFirst();
        if (pin && !goesWith(pin)) return false;
        await trx
          .updateTable('desk_cards')
          .set({ revoked_at: card.issued_at })
          .where('path', '=', card.path)
          .where('person', '=', card.person)
          .where('revoked_at', 'is', null)
          .execute();
        await trx.insertInto('desk_cards').values(card).execute();
        await trx
          .insertInto('desk_card_lines')
          .values(lines.map((line) => ({ card: card.id, ...line })))
          .execute();
        return true;
      }),
    cards: (path: string) =>
      db
        .selectFrom('desk_cards')
        .selectAll()
        .where('path', '=', path)
        .where('revoked_at', 'is', null)
        .orderBy('person')
        .execute(),
    cardOf: (path: string, person: string) =>
      db
        .selectFrom('desk_cards')
        .selectAll()
        .where('path', '=', path)
        .where('person', '=', person)
        .where('revoked_at', 'is', null)
        .executeTakeFirst(),
    async revokeCard(id: string, now: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('desk_cards')
        .set({ revoked_at: now })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    lineHash: async (card: string, line: number): Promise<string | null> =>
      (
        await db
          .selectFrom('desk_card_lines')
          .select('hash')
          .where('card', '=', card)
          .where('line', '=', line)
          .executeTakeFirst()
      )?.hash ?? null,
    /** Each line once: of several who use it at the same time one wins. */
    async useLine(card: string, line: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('desk_cards')
        .set({ next_line: line + 1 })
        .where('id', '=', card)
        .where('next_line', '=', line)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    openTurn: (turn: TurnRow) => db.insertInto('desk_turns').values(turn).execute(),
    turn: (hash: string, desk: string, now: number) =>
      db
        .selectFrom('desk_turns')
        .selectAll()
        .where('hash', '=', hash)
        .where('desk', '=', desk)
        .where('until', '>', now)
        .executeTakeFirst(),
    /** The next person's turn ends the one before. */
    endTurns: (desk: string) => db.deleteFrom('desk_turns').where('desk', '=', desk).execute(),
  };
}
