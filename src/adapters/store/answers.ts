import type { Db } from './schema.js';

/** An answer kept under its key; status 0: the request is being carried out. */
interface KeptAnswer {
  readonly digest: string;
  readonly status: number;
  readonly body: string;
  /** Real time. */
  readonly startedAt: number;
}

/** Whoever carries out a request longer than this has died over it. */
const ABANDONED_MS = 120_000;
const KEPT_MS = 48 * 3_600_000;

/** Answers by person and key; real time. */
export const answersIn = (db: Db, now: () => number) => ({
  begin: (person: string, key: string, digest: string) =>
    beginAnswer(db, now(), person, key, digest),
  end: (person: string, key: string, status: number, body: string) =>
    endAnswer(db, person, key, status, body),
  drop: (person: string, key: string) => dropAnswer(db, person, key),
  forget: () => forgetAnswers(db, now()),
});

/**
 * Takes a key for a request: null where it is now ours to carry out, else what is kept under it. A request
 * that nobody has answered for minutes may be carried out again: what it does is safe to do twice.
 */
async function beginAnswer(
  db: Db,
  now: number,
  person: string,
  key: string,
  digest: string,
): Promise<KeptAnswer | null> {
  const row = { person, key, digest, status: 0, body: '', started_at: now };
  const taken = await db
    .insertInto('kept_answers')
    .values(row)
    .onConflict((on) =>
      on
        .columns(['person', 'key'])
        .doUpdateSet({ started_at: now })
        .where('kept_answers.status', '=', 0)
        .where('kept_answers.digest', '=', digest)
        .where('kept_answers.started_at', '<', now - ABANDONED_MS),
    )
    .returning('key')
    .executeTakeFirst();
  if (taken) return null;
  const kept = await db
    .selectFrom('kept_answers')
    .selectAll()
    .where('person', '=', person)
    .where('key', '=', key)
    .executeTakeFirst();
  // Dropped a moment ago by whoever had it: it is as if it had never been used.
  if (!kept) return beginAnswer(db, now, person, key, digest);
  return { digest: kept.digest, status: kept.status, body: kept.body, startedAt: kept.started_at };
}

async function endAnswer(
  db: Db,
  person: string,
  key: string,
  status: number,
  body: string,
): Promise<void> {
  await db
    .updateTable('kept_answers')
    .set({ status, body })
    .where('person', '=', person)
    .where('key', '=', key)
    .execute();
}

async function dropAnswer(db: Db, person: string, key: string): Promise<void> {
  await db
    .deleteFrom('kept_answers')
    .where('person', '=', person)
    .where('key', '=', key)
    .where('status', '=', 0)
    .execute();
}

/** Forgets what was answered more than two days ago. */
async function forgetAnswers(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom('kept_answers')
    .where('started_at', '<', now - KEPT_MS)
    .execute();
}
