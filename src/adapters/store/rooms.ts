import type { Kysely, Selectable } from 'kysely';
import { epochMs, type EpochMs } from '../../engine/model.js';
import { circularsOn, type NewCircular } from './circulars.js';
import { inGroups } from './rows.js';
import type { Db, Tables } from './schema.js';

/** What happened to the roster of a session at a site; `body` is plain JSON. */
export interface RoomEntry {
  /** Counts the entries of a season from 1. */
  readonly nth: number;
  readonly kind: 'roster' | 'replacement';
  readonly session: string;
  readonly site: string;
  /** Real time. */
  readonly at: number;
  readonly by: string;
  /** SHA-256 of what was accepted. */
  readonly hash: string;
  readonly body: unknown;
}

export type NewRoomEntry = Omit<RoomEntry, 'nth'>;

/** Somebody else has written to the rosters of the season since they were read. */
export class RoomsMoved extends Error {
  override readonly name = 'RoomsMoved';
}

/** So many numbers go into one statement. */
const NUMBERS = 500;

/** Accepted room rosters of a season, and the replacements on them. */
export function roomsOn(db: Kysely<Tables>) {
  return {
    /** The number of the last entry; 0 where there is none. */
    head: async (season: string): Promise<number> => {
      const row = await db
        .selectFrom('room_entries')
        .select((eb) => eb.fn.max('nth').as('head'))
        .where('season', '=', season)
        .executeTakeFirst();
      return row?.head ?? 0;
    },
    /**
     * Adds all or nothing, after the entry numbered `basis`, with the words on it that go out; throws `RoomsMoved` where that is
     * no longer the last.
     */
    append: (
      season: string,
      basis: number,
      entries: readonly NewRoomEntry[],
      words: readonly NewCircular[] = [],
    ): Promise<void> =>
      db.transaction().execute(async (trx) => {
        const rows = entries.map((entry, n) => ({
          ...entry,
          ...{ season, nth: basis + n + 1, body: JSON.stringify(entry.body) },
        }));
        await inGroups(rows, async (group) => {
          const { numInsertedOrUpdatedRows } = await trx
            .insertInto('room_entries')
            .values(group)
            .onConflict((on) => on.columns(['season', 'nth']).doNothing())
            .executeTakeFirst();
          if (Number(numInsertedOrUpdatedRows ?? 0) < group.length) throw new RoomsMoved(season);
        });
        for (const word of words) await putWord(trx, word, epochMs(entries[0]?.at ?? word.owedAt));
      }),
    /** The last roster of each session at each site, with the replacements on it, in their order. */
    standing: (season: string, sessions?: readonly string[]) => standing(db, season, sessions),
    /** Each session and site for which a roster was ever accepted. */
    sheets: (
      season: string,
      sessions: readonly string[],
    ): Promise<readonly Pick<RoomEntry, 'session' | 'site'>[]> =>
      inSeason(db, season)
        .select(['session', 'site'])
        .distinct()
        .where('kind', '=', 'roster')
        .where('session', 'in', sessions)
        .execute(),
    /** Everything that was ever accepted for a session at a site, the last first. */
    history: async (
      season: string,
      session: string,
      site: string,
    ): Promise<readonly RoomEntry[]> => {
      const rows = await inSeason(db, season)
        .selectAll()
        .where('session', '=', session)
        .where('site', '=', site)
        .orderBy('nth', 'desc')
        .execute();
      return rows.map(toEntry);
    },
  };
}

/** Two who are replaced in the same millisecond are two words. */
async function putWord(db: Db, word: NewCircular, at: EpochMs): Promise<void> {
  const { put } = circularsOn(db);
  for (let owedAt = word.owedAt; !(await put({ ...word, owedAt }, at)); )
    owedAt = epochMs(owedAt + 1);
}

async function standing(
  db: Db,
  season: string,
  sessions?: readonly string[],
): Promise<readonly RoomEntry[]> {
  if (sessions?.length === 0) return [];
  let heads = inSeason(db, season).select(['nth', 'kind', 'session', 'site']).orderBy('nth');
  if (sessions) heads = heads.where('session', 'in', sessions);
  const bySheet = new Map<string, number[]>();
  for (const { nth, kind, session, site } of await heads.execute()) {
    const sheet = `${session} ${site}`;
    bySheet.set(sheet, kind === 'roster' ? [nth] : [...(bySheet.get(sheet) ?? []), nth]);
  }
  const wanted = [...bySheet.values()].flat().sort((a, b) => a - b);
  const found: RoomEntry[] = [];
  for (let n = 0; n < wanted.length; n += NUMBERS) {
    const part = wanted.slice(n, n + NUMBERS);
    const rows = inSeason(db, season).selectAll().where('nth', 'in', part).orderBy('nth');
    found.push(...(await rows.execute()).map(toEntry));
  }
  return found;
}

const inSeason = (db: Db, season: string) =>
  db.selectFrom('room_entries').where('season', '=', season);

function toEntry(row: Selectable<Tables['room_entries']>): RoomEntry {
  const { season: _season, kind, body, ...rest } = row;
  return { ...rest, kind: kind as RoomEntry['kind'], body: JSON.parse(body) };
}
