import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import type { Columns } from './dialect.js';
import { createTables } from './migration-0001.js';
import { createAccounts } from './migration-0002.js';
import { createAudit } from './migration-0003.js';
import { createRegisters } from './migration-0004.js';
import { createDesks } from './migration-0005.js';
import { createReads } from './migration-0006.js';
import { createHeartbeats } from './migration-0007.js';
import { createAnswers } from './migration-0008.js';
import { createLedger } from './migration-0009.js';
import { createTakeOvers } from './migration-0010.js';
import { createProof } from './migration-0011.js';
import { createPinIssuers } from './migration-0012.js';
import { orderPending } from './migration-0013.js';
import { createCirculars } from './migration-0014.js';
import { createRooms } from './migration-0015.js';
import { createRoomVisits } from './migration-0016.js';
import { indexExtensions } from './migration-0017.js';
import { createSessions } from './migration-0018.js';
import type { Tables } from './schema.js';

/**
 * Brings the database to this build's schema; two processes may do so at once. Fails when the
 * database was migrated by a newer build.
 */
export async function migrate(db: Kysely<Tables>, columns: Columns): Promise<void> {
  const { error } = await migratorFor(db, columns).migrateToLatest();
  if (error === undefined) return;
  const newer = await foreignMigrations(db, columns).catch(() => []);
  throw newer.length > 0 ? new WrittenByNewer(newer) : error;
}

/** An older build would write what the newer one no longer expects. Whoever reads it has just put that build back. */
class WrittenByNewer extends Error {
  constructor(migrations: readonly string[]) {
    const names = migrations.join(', ');
    super(
      `台账由更新的版本写成（${names}）；请用该版本 · the store was written by a newer build (${names}); use that one`,
    );
  }
}

/** What the database has been through that this build does not know. */
async function foreignMigrations(db: Kysely<Tables>, columns: Columns): Promise<readonly string[]> {
  const made = sql<{ name: string }>`select name from kysely_migration order by name`;
  const known = knownMigrations(columns);
  const { rows } = await made.execute(db);
  return rows.map(({ name }) => name).filter((name) => !known.includes(name));
}

/** Makes the tables as they were after that migration, for a copy that was taken then. */
export async function migrateTo(db: Kysely<Tables>, columns: Columns, name: string): Promise<void> {
  const { error } = await migratorFor(db, columns).migrateTo(name);
  if (error !== undefined) throw error;
}

/** The migrations of this build, in their order. */
export const knownMigrations = (columns: Columns): readonly string[] =>
  Object.keys(listMigrations(columns)).sort();

function migratorFor(db: Kysely<Tables>, columns: Columns): Migrator {
  const migrations = listMigrations(columns);
  return new Migrator({ db, provider: { getMigrations: async () => migrations } });
}

/** Released migrations never change: a store somewhere has run them. Add the next one below. */
function listMigrations(columns: Columns): Record<string, Migration> {
  return {
    '0001-tables': { up: (db) => createTables(db, columns) },
    '0002-accounts': { up: (db) => createAccounts(db, columns) },
    '0003-audit': { up: (db) => createAudit(db, columns) },
    '0004-registers': { up: (db) => createRegisters(db, columns) },
    '0005-desks': { up: (db) => createDesks(db, columns) },
    '0006-reads': { up: (db) => createReads(db, columns) },
    '0007-heartbeats': { up: (db) => createHeartbeats(db, columns) },
    '0008-answers': { up: createAnswers },
    '0009-ledger': { up: (db) => createLedger(db, columns) },
    '0010-take-overs': { up: (db) => createTakeOvers(db, columns) },
    '0011-proof': { up: (db) => createProof(db, columns) },
    '0012-pin-issuers': { up: createPinIssuers },
    '0013-order-pending': { up: orderPending },
    '0014-circulars': { up: (db) => createCirculars(db, columns) },
    '0015-rooms': { up: (db) => createRooms(db, columns) },
    '0016-room-visits': { up: (db) => createRoomVisits(db, columns) },
    '0017-extensions': { up: indexExtensions },
    '0018-sessions': { up: (db) => createSessions(db, columns) },
  };
}
