import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { postgresPrograms } from '../support/postgres-server.js';
import { startChild, type Child } from './child.js';

// PostgreSQL refuses to run as root; any other user will do.
const NOBODY = 65_534;
const START_MS = 60_000;

export interface Cluster {
  readonly port: number;
  /** The address of a database in it. */
  address(database: string): string;
  /** Starts it, the first time or after a kill; returns when it answers. */
  start(): Promise<Child>;
  query(sql: string): Promise<void>;
}

/** An empty PostgreSQL cluster in `folder`, with the settings of a server whose commits survive a power cut. */
export async function prepareCluster(folder: string, port: number): Promise<Cluster> {
  const programs = await postgresPrograms();
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  // Copied: the user that runs it may not be allowed to look into the cache.
  const native = join(folder, 'native');
  cpSync(programs, native, { recursive: true, verbatimSymlinks: true });
  const options = {
    cwd: folder,
    ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
  };
  const data = join(folder, 'data');
  const made = spawnSync(
    join(native, 'bin', 'initdb'),
    ['--pgdata', data, '--username', 'kaowu', '--auth', 'trust', '--encoding', 'UTF8'],
    { ...options, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const address = (database: string) => `postgres://kaowu@127.0.0.1:${port}/${database}`;
  const query = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: address('postgres') });
    client.on('error', () => undefined);
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  return {
    ...{ port, address, query },
    start: () =>
      startChild({
        program: join(native, 'bin', 'postgres'),
        args: [
          ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
          ...['-c', 'max_connections=200'],
        ],
        log: join(folder, 'postgres.log'),
        options,
        isReady: () =>
          query('select 1').then(
            () => true as const,
            () => undefined,
          ),
        forMs: START_MS,
      }),
  };
}
