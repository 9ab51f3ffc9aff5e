import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { EpochMs } from '../../engine/model.js';
import { locksRows } from './postgres.js';
import type { Tables } from './schema.js';

const MINUTE_MS = 60_000;
/** No attempt takes longer; a slot whose user ended without a word is free again after it and a minute. */
const ATTEMPT_MS = 15_000;

/**
 * A channel's limit, shared by all couriers: as many slots as messages a minute. One is taken before sending and given
 * back after, and is free a minute after the provider has answered: however long answers take, no minute sees more.
 */
export const slotsOn = (db: Kysely<Tables>, clock: () => RawBuilder<number>) => ({
  /** Null: none is free, or it does not concern a critical matter and one waits to go out (`yieldsAt`, real time). */
  async takeSlot(
    channel: string,
    perMinute: number,
    yieldsAt: EpochMs | null,
  ): Promise<number | null> {
    const yields = sql`and not exists (select 1 from recipients
      where rank = 0 and (next_at <= ${yieldsAt} or claimed_by is not null))`;
    const free = sql`select slot from channel_slots
      where channel = ${channel} and slot < ${sql.lit(perMinute)} and free_at <= ${clock()}
        ${yieldsAt === null ? sql`` : yields}
      order by free_at limit 1 ${locksRows(db) ? sql`for update skip locked` : sql``}`;
    const take = sql<{ slot: number }>`update channel_slots
      set free_at = ${clock()} + ${sql.lit(ATTEMPT_MS + MINUTE_MS)}
      where channel = ${channel} and slot = (${free}) returning slot`;
    const [taken] = (await take.execute(db)).rows;
    if (taken) return taken.slot;
    return (await layOut(db, channel, perMinute))
      ? this.takeSlot(channel, perMinute, yieldsAt)
      : null;
  },
  /** `isUsed`: something may have gone out with it. */
  async giveBackSlot(channel: string, slot: number, isUsed: boolean): Promise<void> {
    await db
      .updateTable('channel_slots')
      .set({ free_at: isUsed ? sql<number>`${clock()} + ${sql.lit(MINUTE_MS)}` : 0 })
      .where('channel', '=', channel)
      .where('slot', '=', slot)
      .execute();
  },
  /** How long until the next one is free; 0: one is. One that is in use is given back soon, and is free a minute later. */
  async slotFreeInMs(channel: string, perMinute: number): Promise<number> {
    const asked = sql<{
      ms: number | null;
    }>`select min(free_at) - ${clock()} as ms from channel_slots
      where channel = ${channel} and slot < ${sql.lit(perMinute)}`;
    const ms = (await asked.execute(db)).rows[0]?.ms ?? 0;
    return Math.min(Math.max(0, ms), MINUTE_MS);
  },
});

/** The first use of a channel, or of a higher limit; false where all are laid out. */
async function layOut(db: Kysely<Tables>, channel: string, perMinute: number): Promise<boolean> {
  const row = await db
    .selectFrom('channel_slots')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow();
  const known = Number(row.count);
  if (known >= perMinute) return false;
  const fresh = Array.from({ length: perMinute - known }, (_, n) => ({
    ...{ channel, slot: known + n, free_at: 0 },
  }));
  await db
    .insertInto('channel_slots')
    .values(fresh)
    .onConflict((conflict) => conflict.columns(['channel', 'slot']).doNothing())
    .execute();
  return true;
}
