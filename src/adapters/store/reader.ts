import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { type Ask, readerThread, type Told } from './reader-thread.js';

/**
 * Reads a SQLite file from a thread of its own, which starts with the first question: the library answers in the
 * thread that asks, and a list of a second would hold up every completion for as long. What is committed when
 * a question comes in is in its answer. Writing is refused. Questions are answered one after another, so each
 * has to be a short one: long answers are asked for page by page.
 */
export const readerDialect = (file: string): Dialect => ({
  createDriver: () => new ReaderDriver(file),
  createAdapter: () => new SqliteAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db) => new SqliteIntrospector(db),
});

class ReaderDriver implements Driver {
  readonly #file: string;
  #reader: Reader | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  async init(): Promise<void> {}

  /** The same for everybody: the thread takes questions in turn. One that has died is followed by another. */
  async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#reader?.isAlive()) this.#reader = startReader(this.#file);
    return this.#reader;
  }

  async releaseConnection(): Promise<void> {}
  async beginTransaction(): Promise<void> {
    throw new Error('this connection only reads');
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async destroy(): Promise<void> {
    await this.#reader?.stop();
  }
}

interface Reader extends DatabaseConnection {
  isAlive(): boolean;
  stop(): Promise<void>;
}

interface Asking {
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: unknown) => void;
}

// Some compilers name inner functions by a helper that the text alone does not bring with it.
const SOURCE = `const __name = (made) => made;\n(${readerThread.toString()})(require);`;

function startReader(file: string): Reader {
  const library = createRequire(import.meta.url).resolve('libsql');
  const thread = new Worker(SOURCE, { eval: true, workerData: { file, library }, execArgv: [] });
  const asking = new Map<number, Asking>();
  let last = 0;
  let ended: Error | null = null;
  thread.unref();
  thread.on('message', (told: Told) => {
    const asked = asking.get(told.id);
    asking.delete(told.id);
    if (asking.size === 0) thread.unref();
    if ('rows' in told) asked?.resolve(rowsOf(told));
    else asked?.reject(Object.assign(new Error(told.message), { code: told.code }));
  });
  thread.on('error', end);
  thread.on('exit', () => end(new Error('the reading thread has ended')));

  return {
    isAlive: () => ended === null,
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      last += 1;
      return { rows: (await answer({ id: last, sql, parameters })) as Row[] };
    },
    streamQuery() {
      throw new Error('ask page by page: a long answer would keep others waiting');
    },
    async stop() {
      await thread.terminate();
    },
  };

  function answer(question: Ask): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      if (ended) {
        reject(ended);
        return;
      }
      asking.set(question.id, { resolve, reject });
      // Nothing of ours keeps a process alive but a question without an answer.
      thread.ref();
      thread.postMessage(question);
    });
  }

  function end(error: Error): void {
    ended ??= error;
    for (const { reject } of asking.values()) reject(ended);
    asking.clear();
  }
}

function rowsOf({ names, rows }: Extract<Told, { rows: string }>): readonly unknown[] {
  const lists = JSON.parse(rows) as readonly (readonly unknown[])[];
  return lists.map((values) => {
    const row: Record<string, unknown> = {};
    for (const [n, name] of names.entries()) row[name] = values[n];
    return row;
  });
}
