import type {
  ColumnDataType,
  ColumnDefinitionBuilder,
  CreateTableBuilder,
  Dialect,
  Expression,
} from 'kysely';
import { postgresColumns, postgresDialect, readingDialect } from './postgres.js';
import { readerDialect } from './reader.js';
import { fileOf, sqliteColumns, sqliteDialect } from './sqlite.js';

/**
 * What differs between databases where tables are made. Everything else is kysely's query builder.
 */
export interface Columns {
  /** Compared byte by byte: the ranges over a subtree rely on it. */
  readonly path: ColumnDataType | Expression<unknown>;
  /** A number that the database counts up by itself: type and constraints. */
  readonly counter: ColumnDataType | Expression<unknown>;
  readonly counted: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  /** For tables of short rows found by their key alone: rows stand in the key's own tree. */
  readonly byKey: <T extends string>(table: CreateTableBuilder<T>) => CreateTableBuilder<T>;
}

interface OurDialect {
  readonly dialect: Dialect;
  /** For long reads, so that they take nothing from whoever writes; null where the one dialect does both. */
  readonly reader: Dialect | null;
  readonly columns: Columns;
}

/**
 * Chooses the database by its address: `file:/path/kaowu.db`, `file:///path/kaowu.db`, `:memory:`, or
 * `postgres://user:password@host:port/database`. Throws on any other, naming it without its password.
 */
export function dialectFor(url: string): OurDialect {
  if (/^postgres(?:ql)?:\/\//.test(url))
    return {
      dialect: postgresDialect(url),
      reader: readingDialect(url),
      columns: postgresColumns,
    };
  const file = fileOf(url);
  if (file !== null) {
    const reader = file === ':memory:' ? null : readerDialect(file);
    return { dialect: sqliteDialect(file), reader, columns: sqliteColumns };
  }
  const named = url.replace(/:[^:@/]*@/, ':…@');
  throw new Error(
    `no store at "${named}": say file:/path/kaowu.db, :memory: or postgres://user:password@host/database`,
  );
}
