import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { withLock } from '../../bin/lock.js';
import { until } from '../../bin/waiting.js';
import { prepareNamespace } from './namespace.js';
import { answersTcp, freePort, isPortFree } from './ports.js';
import {
  databasePath,
  type ServerSettings,
  serverArgs,
  uiPortOf,
  withoutTemporalSettings,
} from './server-command.js';
import { openLog, startError } from './server-log.js';
import { runsWith, stopProcess } from './server-process.js';
import { readServerRecord, type ServerRecord, writeServerRecord } from './server-record.js';
import type { Report } from './sources.js';
import { findTemporalCli, readServerVersion } from './temporal-server.js';

const startMs = 60_000;
const adoptMs = 10_000;

/** How the server is to run, and who hears of it. */
export interface StartTemporalOptions extends ServerSettings {
  /** When not given: the port of the last time if it is free, else any free one. */
  readonly port?: number;
  readonly report: Report;
}

/** A server that answers. */
export interface RunningTemporal {
  /** `127.0.0.1:port` */
  readonly address: string;
  readonly uiAddress?: string;
  /** Of the server, such as `1.29.1`. */
  readonly version: string;
  readonly pid: number;
  /** Stops it: politely, after 15 s by force. May be called again. */
  stop(): Promise<void>;
}

/**
 * Sees to it that the data folder's Temporal server runs, and answers when it serves the namespace.
 *
 * The server is a process group of its own: a Ctrl-C in the terminal reaches the caller only, who stops
 * its work first and the server then. It outlives a caller that is killed; the next call finds it by
 * the folder's record and goes on with it, or restarts it when other settings are asked for. So
 * this may be called at any time to get the server back. Every commit is on the disk (fsync) before it counts.
 *
 * @throws {Error} when the folder was written by another server version and no such server is found, or
 * with the log's end, when the server does not answer within 60 s
 */
export async function startTemporal(options: StartTemporalOptions): Promise<RunningTemporal> {
  const dataFolder = resolve(options.dataFolder);
  await mkdir(dataFolder, { recursive: true });
  const folderOptions = { ...options, dataFolder };
  // Two servers on one database would each believe to own it.
  return await withLock(join(dataFolder, 'temporal.lock'), options.report, async () => {
    const record = await readServerRecord(dataFolder);
    return (record && (await adopt(folderOptions, record))) ?? (await start(folderOptions, record));
  });
}

/** Goes on with the server that runs already; one with other settings, or that is deaf, is stopped. */
async function adopt(
  options: StartTemporalOptions,
  record: ServerRecord,
): Promise<RunningTemporal | undefined> {
  const running = record.running;
  const database = databasePath(options.dataFolder);
  if (running === undefined || !(await runsWith(running.pid, database))) return undefined;
  const wanted = serverArgs(options, options.port ?? record.port);
  const isAsWanted = JSON.stringify(wanted) === JSON.stringify(running.args);
  if (isAsWanted && (await isReady(options, record.port, adoptMs))) {
    options.report(
      `沿用运行中的 Temporal 服务器 · going on with the running Temporal server (${running.pid})`,
    );
    return describe(options, record, running.pid);
  }
  options.report(`停止旧的 Temporal 服务器 · stopping the old Temporal server (${running.pid})`);
  await stopProcess(running.pid, database);
  return undefined;
}

async function start(
  options: StartTemporalOptions,
  record: ServerRecord | undefined,
): Promise<RunningTemporal> {
  const cli = await chooseCli(options, record);
  const serverVersion = await readServerVersion(cli);
  const port = options.port ?? (await keptOrFreePort(record));
  try {
    return await launch(options, cli, { serverVersion, port });
  } catch (error) {
    // Between our look and the server's start somebody else took the port, or one the server chose.
    if (options.port !== undefined || !isPortTaken(error)) throw error;
    return await launch(options, cli, { serverVersion, port: await freePort() });
  }
}

/** Pages on a port that is taken are the caller's affair: the port was named. */
function isPortTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.includes('address already in use') && !error.message.includes('UI port');
}

async function launch(
  options: StartTemporalOptions,
  cli: string,
  record: ServerRecord,
): Promise<RunningTemporal> {
  const log = await openLog(options.dataFolder);
  const args = serverArgs(options, record.port);
  const child = spawn(cli, args, {
    cwd: options.dataFolder,
    detached: true,
    env: withoutTemporalSettings(process.env),
    stdio: ['ignore', log.file.fd, log.file.fd],
    windowsHide: true,
  });
  const ended = new AbortController();
  child.on('error', (error) => ended.abort(error.message));
  child.on('exit', (code, signal) => ended.abort(`exit ${code ?? signal}`));
  child.unref();
  await log.file.close();
  const now = { ...record, running: { pid: child.pid ?? 0, args } };
  if (child.pid !== undefined) await writeServerRecord(options.dataFolder, now);
  if (await isReady(options, record.port, startMs, ended.signal)) {
    return describe(options, now, now.running.pid);
  }
  const why = ended.signal.aborted ? ended.signal.reason : `${startMs / 1000} s`;
  const failure = await startError(options.dataFolder, log.start, String(why));
  await stopProcess(now.running.pid, databasePath(options.dataFolder));
  throw failure;
}

/** The folder decides which server may write it: the dev server never migrates a database. */
async function chooseCli(
  options: StartTemporalOptions,
  record: ServerRecord | undefined,
): Promise<string> {
  if (record === undefined || !existsSync(databasePath(options.dataFolder))) {
    return await findTemporalCli(options.report);
  }
  const serverVersion = record.serverVersion;
  try {
    return await findTemporalCli(options.report, { serverVersion });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(versionRefusal(options.dataFolder, serverVersion, reason), { cause: error });
  }
}

/** What a person reads when the folder's server version is not to be had. */
function versionRefusal(dataFolder: string, version: string, reason: string): string {
  return [
    `数据目录由 Temporal 服务器 ${version} 写成，不能由其他版本打开 · ` +
      `${dataFolder} was written by Temporal server ${version}; another version must not open it.`,
    `请用 KAOWU_TEMPORAL_CLI 指定含 ${version} 的 temporal；要换版本，请在新的数据目录启动并执行 ` +
      `kaowu store reseed · name a temporal with server ${version} in KAOWU_TEMPORAL_CLI; to change ` +
      'the version, start on a new data folder and run: kaowu store reseed',
    reason,
  ].join('\n');
}

async function keptOrFreePort(record: ServerRecord | undefined): Promise<number> {
  if (record !== undefined && (await isPortFree(record.port))) return record.port;
  return await freePort();
}

/** Whether the server serves the namespace within `forMs`; no longer asked when its process has ended. */
async function isReady(
  options: StartTemporalOptions,
  port: number,
  forMs: number,
  ended?: AbortSignal,
): Promise<boolean> {
  const start = performance.now();
  // gRPC waits a second after a refused connection: knocking first saves most of it.
  const open = await until(
    async () => {
      if (ended?.aborted === true) return false;
      return (await answersTcp(port)) ? true : undefined;
    },
    { everyMs: 30, forMs },
  );
  if (open !== true) return false;
  return await prepareNamespace({
    address: `127.0.0.1:${port}`,
    namespace: options.namespace,
    searchAttributes: options.searchAttributes,
    forMs: forMs - (performance.now() - start),
    ...(ended === undefined ? {} : { ended }),
  });
}

function describe(
  options: StartTemporalOptions,
  record: ServerRecord,
  pid: number,
): RunningTemporal {
  const ui = uiPortOf(options);
  return {
    address: `127.0.0.1:${record.port}`,
    ...(ui === undefined ? {} : { uiAddress: `http://127.0.0.1:${ui}` }),
    version: record.serverVersion,
    pid,
    stop: () => stopProcess(pid, databasePath(options.dataFolder)),
  };
}
