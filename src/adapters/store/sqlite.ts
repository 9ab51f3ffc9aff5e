import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  sql,
  type TransactionSettings,
} from 'kysely';
import Database from 'libsql';
import type { Columns } from './dialect.js';

/** The file of `file:/path/kaowu.db`, `file:///path/kaowu.db` or `:memory:`; null for other addresses. */
export function fileOf(url: string): string | null {
  if (url === ':memory:') return url;
  if (url.startsWith('file://')) return fileURLToPath(url);
  return url.startsWith('file:') && url.length > 'file:'.length ? url.slice('file:'.length) : null;
}

/** SQLite in a file: the store of one machine. */
export const sqliteDialect = (file: string): Dialect =>
  new FileDialect({
    database: async () => openDatabase(file),
    onCreateConnection: prepareConnection,
  });

export const sqliteColumns: Columns = {
  path: 'text',
  counter: 'integer',
  // Without `autoincrement`, which costs a page more at every commit: no row is ever deleted.
  counted: (column) => column.primaryKey(),
  // A commit syncs every page it touched; with a tree less for each table it is about twice as
  // fast.
  byKey: (table) => table.modifyEnd(sql`without rowid`),
};

/** Copies a database into a file that is not there yet, without free pages and with nothing left in a log. */
export async function compactInto(file: string, to: string): Promise<void> {
  const database = new Database(file);
  try {
    database.prepare('vacuum into ?').run(to);
  } finally {
    database.close();
  }
  const written = await open(to, 'r+');
  await written.sync();
  await written.close();
}

function openDatabase(file: string): SqliteDatabase {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  // Compiling a statement costs about as much as running it; the builder writes the same few again.
  return { close: () => database.close(), prepare: keepStatements(database) };
}

const KEPT_STATEMENTS = 200;

function keepStatements(database: Database.Database): SqliteDatabase['prepare'] {
  const kept = new Map<string, Database.Statement>();
  return (sql) => {
    const known = kept.get(sql);
    const statement = known ?? database.prepare(sql);
    kept.delete(sql);
    kept.set(sql, statement);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_STATEMENTS) break;
      kept.delete(oldest);
    }
    return statement;
  };
}

async function prepareConnection(connection: DatabaseConnection): Promise<void> {
  const pragmas = [
    // While opening only: the switch to WAL needs the file alone.
    `busy_timeout = ${PATIENCE_MS}`,
    'journal_mode = wal',
    // A record answered to a workflow must survive a power cut.
    'synchronous = full',
    'foreign_keys = on',
    // Copying the log back into the file costs two syncs more: every 32 MB, not every 4.
    'wal_autocheckpoint = 8000',
    `busy_timeout = ${BLOCKING_MS}`,
  ];
  for (const pragma of pragmas)
    await connection.executeQuery(CompiledQuery.raw(`pragma ${pragma}`));
}

class FileDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new FileDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new FileAdapter();
  }
}

class FileDriver extends SqliteDriver {
  #patient: DatabaseConnection | undefined;

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    this.#patient ??= patient(connection);
    return this.#patient;
  }

  /**
   * Takes the write lock at the beginning: a transaction that reads first and then writes would
   * fail at once, without waiting, where another process has written in between.
   */
  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const begin = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  /** A full disk ends the transaction by itself: what is worth telling is why, not that it is over. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch((error: unknown) => {
      if (!(error instanceof Error && /no transaction is active/.test(error.message))) throw error;
    });
  }
}

class FileAdapter extends SqliteAdapter {
  /** SQLite does have it, and in one transaction two processes can migrate at once. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** How long to wait for another writer of the same file before giving up. */
const PATIENCE_MS = 5000;
/** How long SQLite itself may wait: it holds up the whole process meanwhile. */
const BLOCKING_MS = 10;
const PAUSE_MS = 5;

/**
 * Tries a statement again while another connection writes, letting the event loop run in between.
 * A statement that finds the file busy has done nothing; inside a transaction it cannot happen,
 * since the lock is taken at its beginning.
 */
function patient(connection: DatabaseConnection): DatabaseConnection {
  return {
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    executeQuery: async (query) => {
      const giveUpAt = performance.now() + PATIENCE_MS;
      for (;;) {
        try {
          return await connection.executeQuery(query);
        } catch (error) {
          if (!isBusy(error) || performance.now() > giveUpAt) throw error;
        }
        await setTimeout(PAUSE_MS);
      }
    },
  };
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
