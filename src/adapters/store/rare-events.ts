import { sql } from 'kysely';
import type { UnitEvent } from '../../engine/model.js';
import type { Db } from './schema.js';

/**
 * The events of a season of a type that has a small index of its own. A parameter would hide from the database that the index is
 * meant; and by the bare season SQLite would rather read the season's whole log, since it takes the first column of the
 * primary key for a narrow choice.
 */
export const rareEvents = (db: Db, season: string, type: UnitEvent['type']) =>
  db
    .selectFrom('events')
    .where('type', '=', sql.lit(type))
    .where(sql<string>`season || ''`, '=', season);
