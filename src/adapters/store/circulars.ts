import type { Selectable } from 'kysely';
import { epochMs, type EpochMs, type Post } from '../../engine/model.js';
import { instant } from './rows.js';
import type { CircularKind, CircularState } from '../../text/circular-words.js';
import type { CircularTables } from './schema-circulars.js';
import type { Db } from './schema.js';

/** Names a circular for ever. Plan time. */
export interface CircularKey {
  readonly season: string;
  readonly kind: CircularKind;
  readonly owedAt: EpochMs;
  readonly post: Post;
}

/** `bare`: of one line, for whoever can show no more. */
export interface CircularBody {
  readonly subject: string;
  readonly bare: string;
  readonly lines: readonly string[];
}

export interface NewCircular extends CircularKey {
  readonly body: CircularBody;
  /** Why it stays inside; null: it goes out. */
  readonly withheld: string | null;
}

export interface Circular extends CircularKey {
  readonly body: CircularBody;
  readonly state: CircularState;
  readonly person: string | null;
  readonly channel: string | null;
  readonly reason: string | null;
  /** Real time, as all that follows. */
  readonly madeAt: EpochMs;
  readonly tryAt: EpochMs;
  readonly tries: number;
  readonly repeats: number;
  readonly settledAt: EpochMs | null;
}

export interface CircularOutcome {
  readonly state: Exclude<CircularState, 'sending' | 'withheld'>;
  readonly person: string | null;
  readonly channel: string | null;
  readonly reason: string | null;
  /** When to look again. */
  readonly tryAt: EpochMs;
}

/** Messages of the service's own, with what became of each. */
export const circularsOn = (db: Db) => ({
  /** The same once more changes nothing: what was written first goes out. Answers whether it is new. */
  async put({ body, withheld, ...key }: NewCircular, at: EpochMs): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('circulars')
      .values({
        ...columnsOf(key),
        ...{ body: JSON.stringify(body), reason: withheld, person: null, channel: null },
        state: withheld === null ? 'waiting' : 'withheld',
        ...{ made_at: at, try_at: at, tries: 0, repeats: 0 },
        settled_at: withheld === null ? null : at,
      })
      .onConflict((on) => on.columns(['season', 'kind', 'owed_at', 'post']).doNothing())
      .executeTakeFirst();
    return Number(numInsertedOrUpdatedRows ?? 0) > 0;
  },
  /** Those to be sent now, the oldest first. What another process had begun is among them. */
  async due(at: EpochMs, limit: number): Promise<readonly Circular[]> {
    const rows = await db
      .selectFrom('circulars')
      .selectAll()
      .where('state', 'in', ['waiting', 'sending'])
      .where('try_at', '<=', at)
      .orderBy('try_at')
      .orderBy('post')
      .limit(limit)
      .execute();
    return rows.map(toCircular);
  },
  /** Before a channel hears of it: from now on it may have gone out. */
  async begin(key: CircularKey, person: string): Promise<void> {
    await named(db.updateTable('circulars'), key)
      .set((eb) => ({
        person,
        tries: eb('tries', '+', 1),
        repeats: eb
          .case()
          .when('state', '=', 'sending')
          .then(eb('repeats', '+', 1))
          .else(eb.ref('repeats'))
          .end(),
        state: 'sending' as const,
      }))
      .execute();
  },
  async conclude(key: CircularKey, { tryAt, ...outcome }: CircularOutcome, at: EpochMs) {
    await named(db.updateTable('circulars'), key)
      .set({ ...outcome, try_at: tryAt, settled_at: outcome.state === 'waiting' ? null : at })
      .execute();
  },
  /** Of a season, the newest first. */
  async list(season: string, limit: number): Promise<readonly Circular[]> {
    const rows = await db
      .selectFrom('circulars')
      .selectAll()
      .where('season', '=', season)
      .orderBy('owed_at', 'desc')
      .orderBy('kind')
      .orderBy('post')
      .limit(limit)
      .execute();
    return rows.map(toCircular);
  },
});

const columnsOf = ({ season, kind, owedAt, post }: CircularKey) => ({
  ...{ season, kind, owed_at: owedAt, post },
});

const named = (query: ReturnType<typeof updating>, key: CircularKey) =>
  query
    .where('season', '=', key.season)
    .where('kind', '=', key.kind)
    .where('owed_at', '=', key.owedAt)
    .where('post', '=', key.post);
const updating = (db: Db) => db.updateTable('circulars');

function toCircular(row: Selectable<CircularTables['circulars']>): Circular {
  const { season, kind, post, state, person, channel, reason, tries, repeats } = row;
  return {
    ...{ season, kind: kind as CircularKind, post, state, person, channel, reason },
    ...{ tries, repeats, owedAt: epochMs(row.owed_at) },
    body: JSON.parse(row.body),
    madeAt: epochMs(row.made_at),
    tryAt: epochMs(row.try_at),
    settledAt: instant(row.settled_at),
  };
}
