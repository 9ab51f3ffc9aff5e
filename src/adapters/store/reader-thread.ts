import type Database from 'libsql';

export interface Ask {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/**
 * Rows as one JSON text, a list of lists by the names of the columns: made by SQLite itself it costs a third of the
 * values one by one. No query of ours reads bytes, which JSON could not hold.
 */
export type Told =
  | { readonly id: number; readonly names: readonly string[]; readonly rows: string }
  | { readonly id: number; readonly message: string; readonly code: string };

export interface ReaderData {
  readonly file: string;
  /** Where the library lies: a thread made of text finds none by name. */
  readonly library: string;
}

/**
 * What runs in a reading thread. It is handed over as its own source text – a file of its own would have to be found by
 * builds, tests and sources alike –, so it can use nothing from outside itself but `require`.
 */
export function readerThread(require: (name: string) => unknown): void {
  const { parentPort, workerData } =
    require('node:worker_threads') as typeof import('node:worker_threads');
  const { file, library } = workerData as ReaderData;
  const Sqlite = require(library) as typeof Database;
  interface Kept {
    readonly names: readonly string[];
    readonly statement: Database.Statement;
  }
  const keptStatements = 200;
  const kept = new Map<string, Kept>();
  const database = new Sqlite(file);
  // The file is in WAL mode since the writer opened it: whoever reads waits for nobody, and holds up nobody.
  for (const pragma of ['busy_timeout = 5000', 'query_only = on', 'cache_size = -65536'])
    database.exec(`pragma ${pragma}`);

  parentPort?.on('message', ({ id, sql, parameters }: Ask) => {
    try {
      const { names, statement } = statementFor(sql);
      const rows = statement.all(...parameters) as string[][];
      tell({ id, names, rows: `[${rows.join(',')}]` });
    } catch (error) {
      const { message, code } = error as { message?: string; code?: string };
      tell({ id, message: message ?? String(error), code: code ?? '' });
    }
  });

  function statementFor(sql: string): Kept {
    const known = kept.get(sql) ?? prepare(sql);
    kept.delete(sql);
    kept.set(sql, known);
    const [oldest] = kept.keys();
    if (kept.size > keptStatements && oldest !== undefined) kept.delete(oldest);
    return known;
  }

  function prepare(sql: string): Kept {
    const names = database
      .prepare(sql)
      .columns()
      .map(({ name }) => name);
    const values = names.map((name) => `"${name}"`).join(',');
    return {
      names,
      statement: database.prepare(`select json_array(${values}) from (${sql})`).raw(),
    };
  }

  function tell(told: Told): void {
    parentPort?.postMessage(told);
  }
}
