import { type Kysely, sql } from 'kysely';
import { rankOf } from '../../courier/word.js';
import type { EpochMs } from '../../engine/model.js';
import type { NewWord, SettledWord } from './ledger-types.js';
import { markHanded } from './outbox.js';
import { inGroups } from './rows.js';
import type { LedgerTables } from './schema-ledger.js';
import type { Db, Tables } from './schema.js';

/** A word that is to go out, not before an instant. */
export interface WordToSend extends NewWord {
  readonly sendAt: EpochMs;
}

/** Some rows of the outbox as the courier understands them. */
export interface Intake {
  /** All that were looked at: rows of the outbox. */
  readonly notices: readonly number[];
  readonly open: readonly WordToSend[];
  readonly settled: readonly SettledWord[];
}

/** What comes into the ledger; a courier that takes in the same twice changes nothing. */
export const intakeOn = (db: Kysely<Tables>) => ({
  takeIn: (intake: Intake, at: EpochMs): Promise<void> =>
    db.transaction().execute((trx) => takeIn(trx, intake, at)),
  /** The same words to further persons, since those before could not be reached. */
  addTurns: (words: readonly WordToSend[], at: EpochMs): Promise<void> =>
    db.transaction().execute((trx) => takeIn(trx, { notices: [], open: words, settled: [] }, at)),
});

async function takeIn(trx: Db, { notices, open, settled }: Intake, at: EpochMs): Promise<void> {
  const waiting = open.map((word) =>
    rowOf(word, { state: 'open', reason: null, settled_at: null }),
  );
  const done = settled.map((word) =>
    rowOf(word, { state: word.state, reason: word.reason, settled_at: at }),
  );
  await inGroups([...waiting, ...done], (group) =>
    trx
      .insertInto('owed_words')
      .values(group)
      .onConflict((conflict) => conflict.columns(['notice', 'turn']).doNothing())
      .execute(),
  );
  await callUpon(trx, open);
  const handed = settled.flatMap(({ notice, state }) => (state === 'handed' ? [notice] : []));
  await markHanded(trx, handed, at);
  await inGroups(notices, (group) =>
    trx
      .updateTable('outbox')
      .set({ taken_at: at })
      .where('id', 'in', group)
      .where('taken_at', 'is', null)
      .execute(),
  );
}

/** Sees to it that whoever is owed something is looked at in time. */
async function callUpon(trx: Db, words: readonly WordToSend[]): Promise<void> {
  const calls = new Map<string, LedgerTables['recipients']>();
  for (const { person, rehearsal, urgency, sendAt } of words) {
    const key = `${person} ${rehearsal}`;
    const known = calls.get(key);
    calls.set(key, {
      ...{ person, rehearsal: rehearsal ? 1 : 0, claimed_by: null, claimed_until: 0 },
      next_at: Math.min(known?.next_at ?? sendAt, sendAt),
      rank: Math.min(known?.rank ?? rankOf(urgency), rankOf(urgency)),
    });
  }
  // In one order everywhere, or two who call upon the same persons would wait for each other for ever.
  const sorted = [...calls.values()].sort((a, b) => (a.person < b.person ? -1 : 1));
  await inGroups(sorted, (group) =>
    trx
      .insertInto('recipients')
      .values(group)
      .onConflict((conflict) =>
        conflict.columns(['person', 'rehearsal']).doUpdateSet({
          next_at: earlier,
          rank: sql<number>`case when excluded.rank < recipients.rank then excluded.rank else recipients.rank end`,
        }),
      )
      .execute(),
  );
}

const earlier = sql<number>`case when recipients.next_at is null or excluded.next_at < recipients.next_at
  then excluded.next_at else recipients.next_at end`;

function rowOf(
  word: NewWord,
  {
    state,
    reason,
    settled_at,
  }: Pick<LedgerTables['owed_words'], 'state' | 'reason' | 'settled_at'>,
): LedgerTables['owed_words'] {
  const { notice, turn, season, path, seq, duty, kind, post, person, urgency, label } = word;
  return {
    ...{ notice, turn, season, path, seq, duty, kind, post, person, urgency, label },
    rehearsal: word.rehearsal ? 1 : 0,
    of_clock: word.isOfClock ? 1 : 0,
    since: word.since,
    before_at: word.before,
    ...{ state, reason, settled_at, overtaken_by: null, message: null, reported_at: null },
    troubled_at: state === 'undeliverable' ? settled_at : null,
  };
}
