import { type Kysely, sql } from 'kysely';
import { epochMs, type EpochMs } from '../../engine/model.js';
import type { LedgerFigures, LedgerFilter, LedgerLine, Unreported } from './ledger-types.js';
import { toWord } from './ledger-words.js';
import { instant } from './rows.js';
import type { Tables } from './schema.js';

/** Handed to the machine's own file, where no channel is set: there is no message. */
const FILE = 'file';

/** What the ledger says: who was told what, when, and how. */
export const linesOn = (db: Kysely<Tables>, reads: Kysely<Tables>) => ({
  /** In the order of the outbox, the turns of one notice together. */
  lines: (filter: LedgerFilter) => lines(reads, filter),
  /** Words that reach nobody since before an instant, or never will, of which their units have not heard. */
  unreported: (limit: number, before: EpochMs) => unreported(db, limit, before),
  markReported: async (
    words: readonly { readonly notice: number; readonly turn: number }[],
    at: EpochMs,
  ): Promise<void> => {
    for (const { notice, turn } of words)
      await db
        .updateTable('owed_words')
        .set({ reported_at: at })
        .where('notice', '=', notice)
        .where('turn', '=', turn)
        .execute();
  },
  figures: (now: EpochMs) => figures(reads, now),
});

/** What reached nobody on a day long past is in the ledger, and nothing to be alarmed about. */
const DAY_MS = 86_400_000;
const UNDELIVERED = ['open', 'sending', 'undeliverable'] as const;

async function lines(db: Kysely<Tables>, filter: LedgerFilter): Promise<readonly LedgerLine[]> {
  const { season, under, path, duty, isUndelivered, after, limit } = filter;
  const receipt = (kind: 'delivered' | 'seen' | 'answered') =>
    sql<number | null>`(select min(r.at) from receipts r where r.message = w.message
      and r.kind = ${sql.lit(kind)} and r.notice in (0, w.notice))`.as(kind);
  let query = db
    .selectFrom('outbox as o')
    .leftJoin('owed_words as w', 'w.notice', 'o.id')
    .leftJoin('messages as m', 'm.id', 'w.message')
    .select(['o.id', 'o.season', 'o.path', 'o.seq', 'o.duty', 'o.kind', 'o.to_post'])
    .select(['o.owed_at', 'o.fired_at', 'o.recorded_at', 'o.handed_at', 'w.turn', 'w.person'])
    .select(['w.urgency', 'w.label', 'w.state', 'w.reason', 'w.overtaken_by', 'w.message'])
    .select(['w.settled_at', 'm.channel', receipt('delivered'), receipt('seen')])
    .select(receipt('answered'))
    .select(
      sql<number>`(select count(*) from deliveries d where d.message = w.message
        and d.outcome = 'trying' and m.state in ('taken', 'failed'))`.as('unknown'),
    )
    .where('o.season', '=', season)
    .orderBy('o.id')
    .orderBy('w.turn')
    .limit(limit);
  if (path !== undefined) query = query.where('o.path', '=', path);
  if (duty !== undefined) query = query.where('o.duty', '=', duty);
  if (under !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb('o.path', '=', under),
        eb.and([eb('o.path', '>=', `${under}/`), eb('o.path', '<', `${under}0`)]),
      ]),
    );
  if (isUndelivered === true)
    query = query.where('w.troubled_at', 'is not', null).where('w.state', 'in', UNDELIVERED);
  if (after !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb('o.id', '>', after.notice),
        eb.and([eb('o.id', '=', after.notice), eb('w.turn', '>', after.turn)]),
      ]),
    );
  return (await query.execute()).map(toLine);
}

type Row = {
  readonly [Key in 'duty' | 'person' | 'reason' | 'message' | 'channel']: string | null;
} & {
  readonly [Key in 'season' | 'path' | 'kind' | 'to_post']: string;
} & {
  readonly [Key in 'id' | 'seq' | 'owed_at' | 'fired_at' | 'recorded_at' | 'unknown']: number;
} & {
  readonly [Key in
    | 'handed_at'
    | 'turn'
    | 'overtaken_by'
    | 'settled_at'
    | 'delivered'
    | 'seen'
    | 'answered']: number | null;
} & Pick<LedgerLine, 'urgency' | 'label'> & { readonly state: LedgerLine['state'] | null };

function toLine(row: Row): LedgerLine {
  const { season, path, seq, duty, kind, urgency, label, reason, message } = row;
  const before = row.handed_at === null ? 'pending' : 'handed';
  const state = row.state ?? before;
  const handedAt = row.state === null ? row.handed_at : state === 'handed' ? row.settled_at : null;
  return {
    ...{ notice: row.id, turn: row.turn ?? 0, season, path, seq, duty, kind, post: row.to_post },
    owedAt: epochMs(row.owed_at),
    firedAt: epochMs(row.fired_at),
    recordedAt: epochMs(row.recorded_at),
    person: row.person === '' ? null : row.person,
    ...{ urgency, label, state, reason, overtakenBy: row.overtaken_by, message },
    channel: row.channel ?? (state === 'handed' ? FILE : null),
    isPerhapsRepeated: row.unknown > 0,
    handedAt: instant(handedAt),
    deliveredAt: instant(row.delivered),
    seenAt: instant(row.seen),
    answeredAt: instant(row.answered),
  };
}

async function unreported(
  db: Kysely<Tables>,
  limit: number,
  before: EpochMs,
): Promise<readonly Unreported[]> {
  const rows = await db
    .selectFrom('owed_words')
    .selectAll()
    .where('troubled_at', 'is not', null)
    .where('reported_at', 'is', null)
    .where('state', 'in', UNDELIVERED)
    .where((eb) => eb.or([eb('state', '=', 'undeliverable'), eb('troubled_at', '<=', before)]))
    .orderBy('troubled_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ notice: row.notice, turn: row.turn, season: row.season, word: toWord(row) },
    reason: row.reason ?? 'no-channel',
    since: epochMs(row.troubled_at ?? 0),
  }));
}

async function figures(db: Kysely<Tables>, now: EpochMs): Promise<LedgerFigures> {
  const due = await db
    .selectFrom('recipients')
    .select((eb) => eb.fn.min('next_at').as('at'))
    .where('next_at', '<=', now)
    .executeTakeFirst();
  const waiting = await db
    .selectFrom('owed_words')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('state', '=', sql.lit('open' as const))
    .executeTakeFirstOrThrow();
  const troubled = await db
    .selectFrom('owed_words')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('troubled_at', '>', now - DAY_MS)
    .where('state', 'in', UNDELIVERED)
    .executeTakeFirstOrThrow();
  return {
    waiting: Number(waiting.count),
    oldestDueAt: instant(due?.at ?? null),
    undelivered: Number(troubled.count),
  };
}
