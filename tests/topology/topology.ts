import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtProgram } from '../../bin/build.js';
import { ensureKeyFile } from '../../src/adapters/secrets/key-file.js';
import { openDoor } from '../../src/cli/open-door.js';
import { readConfig } from '../../src/main/config.js';
import { openParts, type Parts } from '../../src/main/parts.js';
import { placeOf } from '../../src/main/place.js';
import type { Port } from '../../src/service/port.js';
import { withoutTemporalSettings } from '../../src/setup/server-command.js';
import { startChild, type Child } from './child.js';
import { freePorts } from './ports.js';
import { prepareCluster } from './postgres-cluster.js';
import { NAMESPACE, prepareTemporal } from './temporal-service.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 90_000;

/** What can be killed, and started again on what it left behind. */
export interface Piece {
  readonly name: string;
  child(): Child;
  /** Starts it (again); answers after how many milliseconds it was ready. */
  start(): Promise<number>;
}

export interface ApiPiece extends Piece {
  readonly url: string;
  /** The service over HTTP, as its machine's own terminal. */
  readonly port: Pick<Port, 'act'>;
}

export interface Topology {
  readonly folder: string;
  readonly temporal: Piece;
  readonly postgres: Piece;
  readonly apis: readonly ApiPiece[];
  readonly workers: readonly Piece[];
  readonly temporalAddress: string;
  readonly storeUrl: string;
  /** The settings of our processes, for a client of the same kind. */
  readonly env: Readonly<Record<string, string>>;
  /** The service in this process, on the same store and server. */
  openParts(): Promise<Parts>;
  stop(): Promise<void>;
}

/**
 * The topology of many machines on this one, without containers: PostgreSQL, a Temporal server on it, the service's
 * own database, APIs and workers as processes. Every part is the real one; `stop` ends each by its number.
 */
export async function openTopology(
  wish: { readonly apis: number; readonly workers: number },
  report: (line: string) => void,
): Promise<Topology> {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-topology-'));
  // PostgreSQL runs as another user and has to come through to its own.
  chmodSync(folder, 0o711);
  const program = await builtProgram(root, report);
  const [databasePort = 0, ...ports] = await freePorts(9 + wish.apis);
  const cluster = await prepareCluster(join(folder, 'postgres'), databasePort);
  const started: Piece[] = [];
  const begin = async (piece: Piece): Promise<void> => {
    const ms = await piece.start();
    started.push(piece);
    report(`${piece.name}: ${(ms / 1000).toFixed(1)} s, ${piece.child().memoryMb()} MB`);
  };
  const stop = async (): Promise<void> => {
    // Asked politely, PostgreSQL waits until its last client has gone.
    for (const piece of started.reverse())
      await piece.child().stop(piece.name === 'postgres' ? 'SIGINT' : 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const postgres = pieceOf('postgres', cluster.start);
    await begin(postgres);
    await cluster.query('create database kaowu');
    const service = await prepareTemporal(
      join(folder, 'temporal'),
      { databasePort, ports: ports.slice(0, 8) },
      report,
    );
    const temporal = pieceOf('temporal', service.start);
    await begin(temporal);
    const storeUrl = cluster.address('kaowu');
    const keys = join(folder, 'keys.json');
    ensureKeyFile(keys, Date.now());
    const env = {
      ...settled(process.env),
      ...{ KAOWU_STORE: storeUrl, KAOWU_KEYS_FILE: keys, KAOWU_LANG: 'en' },
      ...{ TEMPORAL_ADDRESS: service.address, TEMPORAL_NAMESPACE: NAMESPACE },
    };
    const ours = (what: 'api' | 'worker', n: number, more: Record<string, string> = {}) => {
      const data = join(folder, `${what}-${n}`);
      const piece = pieceOf(`${what} ${n}`, () =>
        startChild({
          program: process.execPath,
          args: [program, what],
          log: join(folder, `${what}-${n}.log`),
          options: { env: { ...env, ...more, KAOWU_DATA: data } },
          isReady: async (child) => (isReady(child, what) ? true : undefined),
          forMs: READY_MS,
        }),
      );
      return Object.assign(piece, { data });
    };
    const workers = Array.from({ length: wish.workers }, (_, n) => ours('worker', n + 1));
    const apis = Array.from({ length: wish.apis }, (_, n) => {
      const port = String(ports[8 + n]);
      const piece = ours('api', n + 1, { KAOWU_PORT: port });
      return Object.assign(piece, { url: `http://127.0.0.1:${port}`, port: portIn(piece.data) });
    });
    for (const piece of [...workers, ...apis]) await begin(piece);
    return {
      ...{ folder, temporal, postgres, apis, workers, storeUrl, env, stop },
      temporalAddress: service.address,
      openParts: () => clientParts({ ...env, KAOWU_DATA: join(folder, 'client') }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each start of an API has a token of its own for the terminal, so the way in is looked for each time. */
const portIn = (dataFolder: string): Pick<Port, 'act'> => ({
  act: (...asked) => openDoor({}, dataFolder, 'en', undefined).service.act(...asked),
});

const isReady = (child: Child, what: string): boolean =>
  child.printed().includes(`"ready":"${what}"`);

function pieceOf(name: string, start: () => Promise<Child>): Piece {
  let running: Child | null = null;
  return {
    name,
    child() {
      if (!running) throw new Error(`${name} has not been started`);
      return running;
    },
    async start() {
      const begun = performance.now();
      running = await start();
      return Math.round(performance.now() - begun);
    },
  };
}

async function clientParts(env: Readonly<Record<string, string>>): Promise<Parts> {
  const config = readConfig(env);
  if ('faults' in config) throw new Error(config.faults.en.join('\n'));
  const place = placeOf(config);
  if (!place.reach) throw new Error('the topology has an address');
  return openParts(place, place.reach);
}

/** The environment without settings of the service: the topology has its own. */
const settled = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(withoutTemporalSettings(env)).flatMap(([name, value]) =>
      value === undefined || name.startsWith('KAOWU_') ? [] : [[name, value]],
    ),
  );
