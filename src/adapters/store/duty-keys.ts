import { type RawBuilder, sql } from 'kysely';
import { keysGiven, textIn } from './rows-given.js';
import type { Db } from './schema.js';

export interface DutyKey {
  readonly season: string;
  readonly path: string;
  readonly duty: string;
}

/** Each once, in the order in which they came first. */
export const distinctDuties = (keys: readonly DutyKey[]): readonly DutyKey[] => [
  ...new Map(keys.map((key) => [`${key.season} ${key.path} ${key.duty}`, key])).values(),
];

/** A question that answers these keys. */
export const dutiesGiven = (db: Db, keys: readonly DutyKey[]): RawBuilder<DutyKey> => {
  const rows = keys.map(({ season, path, duty }) => [season, path, duty]);
  return sql`select ${textIn(1)} as season, ${textIn(2)} as path, ${textIn(3)} as duty
    from ${keysGiven(db, rows)}`;
};

/** The keys that a question answers, as rows that another one goes by. */
export const named = (keys: RawBuilder<unknown>) => sql<DutyKey>`(${keys})`.as<'named'>(sql`named`);
