import type { Lang } from '../../text/lang.js';
import type { Db } from './schema.js';

/** A calendar's secret address: whose it is, and what stands in it. Instants are real time. */
export interface CalendarAddress {
  readonly id: string;
  readonly person: string;
  readonly season: string;
  /** This unit and all below it; null: what the person has to do or answers for. */
  readonly under: string | null;
  readonly lang: Lang;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

/** Addresses of calendars; of the secret only its digest is known. */
export const calendarsOn = (db: Db) => ({
  async add(address: Omit<CalendarAddress, 'revokedAt'>, secret: string): Promise<void> {
    const { createdAt, ...rest } = address;
    await db
      .insertInto('calendars')
      .values({ ...rest, secret, created_at: createdAt, revoked_at: null })
      .execute();
  },

  /** Of one person, the oldest first. */
  async of(person: string): Promise<readonly CalendarAddress[]> {
    const rows = await db
      .selectFrom('calendars')
      .selectAll()
      .where('person', '=', person)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toAddress);
  },

  async bySecret(secret: string): Promise<CalendarAddress | null> {
    const row = await db
      .selectFrom('calendars')
      .selectAll()
      .where('secret', '=', secret)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return row === undefined ? null : toAddress(row);
  },

  /** False where the person has no such address that is still open. */
  async revoke(person: string, id: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('calendars')
      .set({ revoked_at: at })
      .where('person', '=', person)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
});

interface Row {
  readonly id: string;
  readonly person: string;
  readonly season: string;
  readonly under: string | null;
  readonly lang: Lang;
  readonly created_at: number;
  readonly revoked_at: number | null;
}

const toAddress = ({ id, person, season, under, lang, ...at }: Row): CalendarAddress => ({
  ...{ id, person, season, under, lang },
  createdAt: at.created_at,
  revokedAt: at.revoked_at,
});
