import type { Selectable } from 'kysely';
import { epochMs } from '../../engine/model.js';
import type { OpenWord } from './ledger-types.js';
import { instant } from './rows.js';
import type { LedgerTables } from './schema-ledger.js';

/** A word as it is read back. */
export function toWord(row: Selectable<LedgerTables['owed_words']>): OpenWord {
  const { notice, turn, season, path, seq, duty, kind, post, person, urgency, label } = row;
  return {
    ...{ notice, turn, season, path, seq, duty, kind, post, person, urgency, label },
    rehearsal: row.rehearsal === 1,
    isOfClock: row.of_clock === 1,
    since: epochMs(row.since),
    before: instant(row.before_at),
    troubledAt: instant(row.troubled_at),
  };
}
