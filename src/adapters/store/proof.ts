import { sql } from 'kysely';
import { type EpochMs, epochMs, type Post, type UnitEvent } from '../../engine/model.js';
import type { WordState } from './ledger-types.js';
import type { Db } from './schema.js';

/** A notice as the ledger has it: one event that one post had to hear of. */
export interface LedgerLine {
  readonly notice: number;
  readonly path: string;
  readonly seq: number;
  readonly duty: string | null;
  readonly kind: string;
  readonly to: Post;
  /** Plan time. */
  readonly firedAt: EpochMs;
  /** Where it stands with the last person tried; `pending`: the courier has not taken it in. */
  readonly state: WordState | 'pending';
  readonly isDelivered: boolean;
  readonly isSeen: boolean;
  readonly isAnswered: boolean;
}

/** A report as it came in. */
export interface Submission {
  readonly path: string;
  readonly duty: string;
  /** Plan time. */
  readonly at: EpochMs;
  readonly by: string;
  readonly abnormal: boolean;
  /** What was said of it, where something was. */
  readonly note: string | null;
}

/** A word that somebody has held back. */
export interface StoppedWord {
  readonly word: string;
  readonly path: string;
  readonly duty: string;
  readonly to: Post;
  /** Plan time. */
  readonly owedAt: EpochMs;
  readonly by: string;
  readonly reason: string;
  /** Real time. */
  readonly at: EpochMs;
}

/** What proves a season, and what is held back on purpose. */
export const proofOn = (db: Db) => ({
  /** The notices of what happened from `from` (plan time) until before `until`, in their order. */
  ledgerLines: (season: string, from: EpochMs, until: EpochMs) =>
    ledgerLines(db, season, from, until),

  /** The reports of these plan times, from `from` until before `until`, in their order. */
  submissions: (season: string, from: EpochMs, until: EpochMs) =>
    submissions(db, season, from, until),

  /** A morning's report; made again, for whatever reason, the newest stands. */
  async keepMorning(season: string, until: EpochMs, madeAt: number, body: unknown): Promise<void> {
    const row = { made_at: madeAt, body: JSON.stringify(body) };
    await db
      .insertInto('morning_reports')
      .values({ season, until_at: until, ...row })
      .onConflict((on) => on.columns(['season', 'until_at']).doUpdateSet(row))
      .execute();
  },
  /** The report of the day that ended then; null: none was made. */
  async morning(season: string, until: EpochMs): Promise<unknown> {
    const row = await db
      .selectFrom('morning_reports')
      .select('body')
      .where('season', '=', season)
      .where('until_at', '=', until)
      .executeTakeFirst();
    return row === undefined ? null : JSON.parse(row.body);
  },

  /** False where the word is stopped already: the first who did it, and why, stays on record. */
  async stop(season: string, { to, owedAt, ...word }: StoppedWord): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('stopped_words')
      .values({ season, ...word, to_post: to, owed_at: owedAt })
      .onConflict((on) => on.columns(['season', 'word']).doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  },
  /** Of these words those that are stopped; of all where none is named. */
  stopped: (season: string, words?: readonly string[]) => stopped(db, season, words),

  /** Until then, plan time, a season only shows what it would send; null ends it at once. */
  async setShadow(season: string, until: EpochMs, by: string, at: number): Promise<void> {
    const row = { until_at: until, by, at };
    await db
      .insertInto('shadows')
      .values({ season, ...row })
      .onConflict((on) => on.column('season').doUpdateSet(row))
      .execute();
  },
  /** Words that stood back because the season only showed what it would send. */
  async countWithheld(season: string): Promise<number> {
    const row = await db
      .selectFrom('owed_words')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('season', '=', season)
      .where('state', '=', sql.lit('withheld' as const))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  async shadowUntil(season: string): Promise<EpochMs | null> {
    const row = await db
      .selectFrom('shadows')
      .select('until_at')
      .where('season', '=', season)
      .executeTakeFirst();
    return row === undefined ? null : epochMs(row.until_at);
  },
});

async function ledgerLines(
  db: Db,
  season: string,
  from: EpochMs,
  until: EpochMs,
): Promise<readonly LedgerLine[]> {
  const received = (kind: 'delivered' | 'seen' | 'answered') =>
    sql<number>`exists (select 1 from receipts r where r.message = w.message
      and r.kind = ${sql.lit(kind)} and r.notice in (0, w.notice))`.as(kind);
  const rows = await db
    .selectFrom('outbox as o')
    .leftJoin('owed_words as w', 'w.notice', 'o.id')
    .select(['o.id', 'o.path', 'o.seq', 'o.duty', 'o.kind', 'o.to_post', 'o.fired_at'])
    .select(['o.handed_at', 'w.state', received('delivered'), received('seen')])
    .select(received('answered'))
    .where('o.season', '=', season)
    .where('o.fired_at', '>=', from)
    .where('o.fired_at', '<', until)
    .orderBy('o.id')
    .orderBy('w.turn')
    .execute();
  const lines = new Map<number, LedgerLine>();
  for (const { id, path, seq, duty, kind, to_post, fired_at, handed_at, ...row } of rows) {
    const before = lines.get(id);
    lines.set(id, {
      ...{ notice: id, path, seq, duty, kind, to: to_post, firedAt: epochMs(fired_at) },
      state: row.state ?? (handed_at === null ? 'pending' : 'handed'),
      isDelivered: before?.isDelivered === true || Boolean(row.delivered),
      isSeen: before?.isSeen === true || Boolean(row.seen),
      isAnswered: before?.isAnswered === true || Boolean(row.answered),
    });
  }
  return [...lines.values()];
}

async function submissions(
  db: Db,
  season: string,
  from: EpochMs,
  until: EpochMs,
): Promise<readonly Submission[]> {
  const rows = await db
    .selectFrom('events')
    .select(['path', 'duty', 'at', 'body'])
    .where('season', '=', season)
    .where('type', '=', 'submitted')
    .where('at', '>=', from)
    .where('at', '<', until)
    .orderBy('at')
    .orderBy('path')
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ path, duty, at, body }): Submission[] => {
    const event = JSON.parse(body) as UnitEvent;
    if (event.type !== 'submitted' || duty === null) return [];
    const note = event.form?.['note'];
    return [
      {
        ...{ path, duty, at: epochMs(at), by: event.by, abnormal: event.abnormal === true },
        note: note === undefined ? null : String(note),
      },
    ];
  });
}

async function stopped(
  db: Db,
  season: string,
  words?: readonly string[],
): Promise<readonly StoppedWord[]> {
  if (words?.length === 0) return [];
  const query = db.selectFrom('stopped_words').selectAll().where('season', '=', season);
  const rows = await (words === undefined ? query : query.where('word', 'in', words))
    .orderBy('at')
    .orderBy('word')
    .execute();
  return rows.map(({ season: _, to_post, owed_at, at, ...row }) => ({
    ...row,
    to: to_post,
    owedAt: epochMs(owed_at),
    at: epochMs(at),
  }));
}
