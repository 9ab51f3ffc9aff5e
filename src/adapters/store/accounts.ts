import type { Kysely } from 'kysely';
import { grantsIn } from './accounts-grants.js';
import { invitationsIn } from './accounts-invitations.js';
import { peopleIn } from './accounts-people.js';
import { sessionsIn } from './accounts-sessions.js';
import { tokensIn } from './accounts-tokens.js';
import { triesIn } from './accounts-tries.js';
import type { Db, Tables } from './schema.js';

/** The rows of accounts and of all by which people come in. */
export type AccountRows = ReturnType<typeof rowsOf>;

export type AccountStore = ReturnType<typeof accountsIn>;

/** The rows, and a way to change several of them as one. */
export const accountsIn = (db: Kysely<Tables>) => ({
  ...rowsOf(db),
  /** All of it or nothing. Nothing slow belongs in it: on SQLite everybody else waits. */
  atomically: <Result>(work: (rows: AccountRows) => Promise<Result>): Promise<Result> =>
    db.transaction().execute((trx) => work(rowsOf(trx))),
});

const rowsOf = (db: Db) => ({
  ...peopleIn(db),
  ...grantsIn(db),
  ...sessionsIn(db),
  ...tokensIn(db),
  ...invitationsIn(db),
  ...triesIn(db),
});
