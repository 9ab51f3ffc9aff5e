import { type Kysely, sql } from 'kysely';

/** What no courier has taken in, in the order in which it is to be: whatever is beyond reminding before the mass of reminders. */
export async function orderPending(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('outbox_pending').execute();
  await sql`create index outbox_pending on outbox
    ((case kind when 'open' then 2 when 'remind' then 2 when 'due' then 1 else 0 end), id)
    where taken_at is null`.execute(db);
}
