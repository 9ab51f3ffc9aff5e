import { Kysely } from 'kysely';
import type { EpochMs } from '../../engine/model.js';
import { accountsIn } from './accounts.js';
import { answersIn } from './answers.js';
import { auditIn } from './audit.js';
import * as board from './board.js';
import { calendarsOn } from './calendars.js';
import { circularsOn } from './circulars.js';
import { commitPlan } from './commit.js';
import { deskSearchOn } from './desk-search.js';
import { desksOn } from './desks.js';
import { dialectFor } from './dialect.js';
import { groupRecords } from './group.js';
import { ledgerOn } from './ledger.js';
import type { DutyKey } from './duty-keys.js';
import { feedOn } from './feed.js';
import { dutyFigures } from './figures.js';
import { linksOn } from './links.js';
import { listsOn } from './lists.js';
import * as log from './log.js';
import { migrate } from './migrations.js';
import { operationsOn } from './operations.js';
import * as outbox from './outbox.js';
import * as plans from './plans.js';
import { postPage, type PostQuery } from './post-list.js';
import { locksRows } from './postgres.js';
import { proofOn } from './proof.js';
import { registersIn } from './registers.js';
import { roomVisitsOn } from './room-visits.js';
import { roomsOn } from './rooms.js';
import type { SeasonStatus, Tables } from './schema.js';
import { sealedTexts } from './sealed-texts.js';
import { signingsOn } from './signings.js';
import type { DutyFilter, OverdueFilter, PlanCommit, StuckQuery, UnitRecord } from './types.js';
import { takeOversOn } from './take-overs.js';
import * as units from './units.js';
import { wordLinesOn } from './word-lines.js';

export interface StoreOptions {
  /** Real time, for `recordedAt`; the machine's clock unless told otherwise. */
  readonly now?: () => number;
}

/**
 * All that the service keeps outside Temporal: plans, what happened, the board, what must be sent.
 */
export type Store = ReturnType<typeof storeOn>;

/**
 * Opens the store and brings it to this build's schema, making the file and its folder where they
 * are missing. Several processes may hold the same file open. Throws on an address that it does
 * not know.
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const { dialect, reader, columns } = dialectFor(url);
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db, columns);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const reads = reader === null ? db : new Kysely<Tables>({ dialect: reader });
  return storeOn(db, reads, options.now ?? null);
}

/**
 * Where the courier looks up hundreds of rows at a time. On a file beside whoever writes, as lists are read: a row costs a third there,
 * and the other processor works. On PostgreSQL not where lists are: however many ask for these, words go out.
 */
const askedBeside = (db: Kysely<Tables>, reads: Kysely<Tables>): Kysely<Tables> =>
  locksRows(db) ? db : reads;

/** `reads` is for whatever may take longer than a moment: on a file a thread of its own, else a few connections. */
function storeOn(db: Kysely<Tables>, reads: Kysely<Tables>, given: (() => number) | null) {
  const now = given ?? Date.now;
  const asked = askedBeside(db, reads);
  const recorded = groupRecords(db, now);
  const listeners = new Set<() => void>();
  return {
    record: async (unit: UnitRecord): Promise<void> => {
      await recorded(unit);
      for (const listener of listeners) listener();
    },
    /** Hears of every record made through this store; answers how to hear no more. */
    onRecorded: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    accounts: accountsIn(db),
    answers: answersIn(db, now),
    audit: auditIn(db),
    registers: registersIn(db),
    sealedTexts: () => sealedTexts(db),

    commitPlan: (commit: PlanCommit) => commitPlan(db, now(), commit),
    unitPlan: (hash: string) => plans.unitPlan(db, hash),
    unitPlans: (hashes: readonly string[]) => plans.unitPlans(db, hashes),
    unitHashes: (season: string, version: number) => plans.unitHashes(db, season, version),
    unitHash: (season: string, version: number, path: string) =>
      plans.unitHash(db, season, version, path),
    planVersion: (season: string, version?: number) => plans.planVersion(db, season, version),
    season: (id: string) => plans.season(db, id),
    seasons: () => plans.seasons(db),
    setSeasonStatus: (id: string, status: SeasonStatus) => plans.setSeasonStatus(db, id, status),
    holders: (season: string, posts: readonly string[], day: string) =>
      plans.holders(db, season, posts, day),
    heldBy: (season: string, person: string, day: string) => plans.heldBy(db, season, person, day),
    postPage: (query: PostQuery) => postPage(reads, query),

    units: (season: string, under?: string) => units.units(reads, season, under),
    unitSums: (season: string) => units.unitSums(reads, season),
    stuck: (query: StuckQuery) => units.stuck(reads, query),
    setAlarm: (season: string, path: string, text: string | null) =>
      units.setAlarm(db, season, path, text),
    replaceBoard: (unit: units.UnitBoard) => units.replaceBoard(db, unit),

    lists: listsOn(reads),
    calendars: calendarsOn(db),
    overdue: (filter: OverdueFilter) => board.overdue(reads, filter),
    duties: (filter: DutyFilter) => board.duties(reads, filter),
    duty: (season: string, path: string, duty: string) => board.duty(db, season, path, duty),
    dutyViews: (keys: readonly DutyKey[]) => board.dutyViews(asked, keys),
    gateFacts: (
      season: string,
      under: string,
      steps: readonly string[],
      above?: readonly string[],
    ) => board.gateFacts(reads, season, under, steps, above),

    events: (season: string, path: string, fromSeq?: number, limit?: number) =>
      log.events(reads, season, path, fromSeq, limit),
    dutyEvents: (season: string, path: string, duty: string) =>
      log.dutyEvents(db, season, path, duty),
    extensions: (season: string, path?: string) => log.extensions(db, season, path),
    latestSnapshot: (season: string, path: string) => log.latestSnapshot(db, season, path),

    feed: feedOn(db, reads),

    claimNotices: (limit: number) => outbox.claimNotices(asked, limit),
    noticesOf: (season: string, path: string, duty: string) =>
      outbox.noticesOf(db, season, path, duty),
    noticesById: (ids: readonly number[]) => outbox.noticesById(asked, ids),

    ledger: ledgerOn(db, { reads, asked }, given),

    operations: operationsOn(db),
    dutyFigures: (season: string, at: EpochMs) => dutyFigures(reads, season, at),

    proof: proofOn(db),
    circulars: circularsOn(db),
    wordLines: wordLinesOn(db),

    deskSearch: deskSearchOn(db),
    desks: desksOn(db),
    links: linksOn(db),
    signings: signingsOn(db),
    rooms: roomsOn(db),
    roomVisits: roomVisitsOn(db),
    takeOvers: takeOversOn(db),

    /** Fails when the database does not answer. */
    ping: async (): Promise<void> => {
      await db.selectFrom('seasons').select('id').limit(1).execute();
    },
    close: async (): Promise<void> => {
      await db.destroy();
      if (reads !== db) await reads.destroy();
    },
  };
}
