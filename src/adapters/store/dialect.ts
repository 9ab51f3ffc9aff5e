import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ColumnDataType,
  type ColumnDefinitionBuilder,
  CompiledQuery,
  type CreateTableBuilder,
  type DatabaseConnection,
  type Dialect,
  type Expression,
  type SqliteDatabase,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  sql,
  type TransactionSettings,
} from 'kysely';
import Database from 'libsql';

/** What differs between databases where tables are made. Everything else is kysely's query builder. */
export interface Columns {
  /** Compared byte by byte: the ranges over a subtree rely on it (PostgreSQL: `collate "C"`). */
  readonly path: ColumnDataType | Expression<unknown>;
  /** A number that the database counts up by itself: type and constraints. */
  readonly counter: ColumnDataType | Expression<unknown>;
  readonly counted: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  /** For tables of short rows found by their key alone: rows stand in the key's own tree. */
  readonly byKey: <T extends string>(table: CreateTableBuilder<T>) => CreateTableBuilder<T>;
}

/**
 * Chooses the database by its address: `file:/path/kaowu.db`, `file:///path/kaowu.db` or `:memory:`.
 * Throws on any other, naming it.
 */
export function dialectFor(url: string): { dialect: Dialect; columns: Columns } {
  const file = fileOf(url);
  const dialect = new FileDialect({
    database: async () => openDatabase(file),
    onCreateConnection: prepareConnection,
  });
  return { dialect, columns: sqliteColumns };
}

const sqliteColumns: Columns = {
  path: 'text',
  counter: 'integer',
  // Without `autoincrement`, which costs a page more at every commit: no row is ever deleted.
  counted: (column) => column.primaryKey(),
  // A commit syncs every page it touched; with a tree less for each table it is about twice as fast.
  byKey: (table) => table.modifyEnd(sql`without rowid`),
};

function fileOf(url: string): string {
  if (url === ':memory:') return url;
  if (url.startsWith('file://')) return fileURLToPath(url);
  if (url.startsWith('file:') && url.length > 'file:'.length) return url.slice('file:'.length);
  throw new Error(`no store at "${url}": say file:/path/kaowu.db or :memory:`);
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

/** Waiting for another process comes first: the switch to WAL itself needs the file alone. */
async function prepareConnection(connection: DatabaseConnection): Promise<void> {
  const pragmas = [
    'busy_timeout = 5000',
    'journal_mode = wal',
    // A record answered to a workflow must survive a power cut.
    'synchronous = full',
    'foreign_keys = on',
    // Copying the log back into the file costs two syncs more: every 32 MB, not every 4.
    'wal_autocheckpoint = 8000',
  ];
  for (const pragma of pragmas) await connection.executeQuery(CompiledQuery.raw(`pragma ${pragma}`));
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
  /**
   * Takes the write lock at the beginning: a transaction that reads first and then writes would fail
   * at once, without waiting, where another process has written in between.
   */
  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const begin = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }
}

class FileAdapter extends SqliteAdapter {
  /** SQLite does have it, and in one transaction two processes can migrate at once. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
