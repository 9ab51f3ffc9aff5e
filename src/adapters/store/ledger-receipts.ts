import { type Kysely } from 'kysely';
import { epochMs, type EpochMs } from '../../engine/model.js';
import { inGroups } from './rows.js';
import type { LedgerTables } from './schema-ledger.js';
import type { Db, Tables } from './schema.js';

/** All of a message. */
const WHOLE = 0;

/** What came back: delivered, seen, answered. Of each the first time counts. Real time. */
export const receiptsOn = (db: Kysely<Tables>) => ({
  /** A message that was put together; null: there is none of this name. */
  message: async (id: string) => {
    const row = await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    const notices: readonly number[] = JSON.parse(row.notices);
    return {
      ...{ id, person: row.person, rehearsal: row.rehearsal === 1, notices },
      at: epochMs(row.made_at),
    };
  },
  /** A provider says that what it took under this reference has arrived; false where it took no such thing. */
  delivered: async (channel: string, ref: string, at: EpochMs): Promise<boolean> => {
    const found = await db
      .selectFrom('deliveries')
      .select('message')
      .where('channel', '=', channel)
      .where('ref', '=', ref)
      .execute();
    await note(
      db,
      found.map(({ message }) => ({ message, notice: WHOLE, kind: 'delivered', at })),
    );
    return found.length > 0;
  },
  seen: (message: string, at: EpochMs): Promise<void> =>
    note(db, [{ message, notice: WHOLE, kind: 'seen', at }]),
  answered: (message: string, notices: readonly number[], at: EpochMs): Promise<void> =>
    note(db, [
      { message, notice: WHOLE, kind: 'seen', at },
      ...notices.map((notice) => ({ message, notice, kind: 'answered' as const, at })),
    ]),
});

async function note(db: Db, rows: readonly LedgerTables['receipts'][]): Promise<void> {
  await inGroups(rows, (group) =>
    db
      .insertInto('receipts')
      .values(group)
      .onConflict((conflict) => conflict.columns(['message', 'notice', 'kind']).doNothing())
      .execute(),
  );
}
