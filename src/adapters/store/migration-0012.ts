import type { Kysely } from 'kysely';

/** Who gave out a PIN to begin with; of those given out before, nobody knows. */
export async function createPinIssuers(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('desk_pins').addColumn('issued_by', 'text').execute();
}
