import { type Kysely, type RawBuilder, sql } from 'kysely';
import { boardFactsOn } from './ledger-board.js';
import { claimsOn } from './ledger-claims.js';
import { intakeOn } from './ledger-intake.js';
import { linesOn } from './ledger-lines.js';
import { messagesOn } from './ledger-messages.js';
import { receiptsOn } from './ledger-receipts.js';
import { slotsOn } from './ledger-slots.js';
import { writtenTogether } from './ledger-writes.js';
import { unansweredOn } from './ledger-unanswered.js';
import { locksRows } from './postgres.js';
import type { Tables } from './schema.js';

export type Ledger = ReturnType<typeof ledgerOn>;

/**
 * What became of every notice. Claims and limits go by one clock for all couriers: the database's own, unless the
 * store was given one (`now`). `reads`: for lists; `asked`: for what is asked of many at once.
 */
export function ledgerOn(
  db: Kysely<Tables>,
  { reads, asked }: { readonly reads: Kysely<Tables>; readonly asked: Kysely<Tables> },
  now: (() => number) | null,
) {
  const clock = (): RawBuilder<number> =>
    locksRows(db) && now === null
      ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
      : sql<number>`cast(${(now ?? Date.now)()} as bigint)`;
  const write = writtenTogether(db);
  return {
    ...intakeOn(db),
    ...claimsOn({ db, asked }, clock, write),
    ...messagesOn(db, write),
    ...slotsOn(db, clock),
    ...linesOn(db, reads),
    ...unansweredOn(db),
    ...receiptsOn(db),
    ...boardFactsOn(asked),
    /** Whether several couriers may work on it at once. */
    isShared: locksRows(db),
  };
}
