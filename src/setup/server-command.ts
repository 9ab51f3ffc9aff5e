import { join } from 'node:path';
import type { SearchAttributes } from './namespace.js';

/** How a server is to run. */
export interface ServerSettings {
  /** Holds its database, log and record; made when missing. One server per folder. */
  readonly dataFolder: string;
  /** Made when missing; keeps closed runs for 180 days. */
  readonly namespace: string;
  /** Temporal's own pages on that port; without it there are none. */
  readonly uiPort?: number;
  /** The server's own counters in Prometheus' format, on that port of the loopback. */
  readonly metricsPort?: number;
  /** No pages even with a `uiPort`. */
  readonly headless?: boolean;
  readonly searchAttributes: SearchAttributes;
}

/** The arguments of `temporal` that run the server so; equal settings give equal arguments. */
export function serverArgs(settings: ServerSettings, port: number): readonly string[] {
  const attributes = Object.entries(settings.searchAttributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const ui = uiPortOf(settings);
  return [
    ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)],
    ['--db-filename', databasePath(settings.dataFolder), '--namespace', settings.namespace],
    // Every commit is synced, and with the write-ahead log by one fsync instead of four.
    ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL'],
    // The server would ask the internet for newer versions.
    ['--dynamic-config-value', 'frontend.enableServerVersionCheck=false'],
    ...attributes.map(([name, kind]) => ['--search-attribute', `${name}=${kind}`]),
    ui === undefined ? ['--headless'] : ['--ui-port', String(ui)],
    settings.metricsPort === undefined ? [] : ['--metrics-port', String(settings.metricsPort)],
  ].flat();
}

/** The port of Temporal's own pages, if there are to be any. */
export function uiPortOf(settings: ServerSettings): number | undefined {
  return settings.headless === true ? undefined : settings.uiPort;
}

/** The server's database; as an argument it also tells our server from other processes. */
export function databasePath(dataFolder: string): string {
  return join(dataFolder, 'temporal.db');
}

/** A user's TEMPORAL_ADDRESS, profile or TLS settings are for clients and must not reach our server. */
export function withoutTemporalSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('TEMPORAL_')),
  );
}
