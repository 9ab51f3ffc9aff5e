import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONSOLE_FILE } from '../../src/cli/profiles.js';
import { httpTo, type Door, type Http } from '../../src/cli/http.js';
import { freePort } from '../../src/setup/ports.js';
import { withoutTemporalSettings } from '../../src/setup/server-command.js';
import { readServerRecord } from '../../src/setup/server-record.js';
import { findTemporalCli } from '../../src/setup/temporal-server.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 120_000;

/** `kaowu up` as a process of its own, as an operator starts it. */
export interface Up {
  readonly door: Door;
  readonly http: Http;
  /** The address of its Temporal server. */
  readonly address: string;
  /** Everything it has written to its terminal. */
  printed(): string;
  metrics(): Promise<string>;
  temporal(...args: readonly string[]): Promise<string>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
}

/** Starts it on a folder with more settings and arguments; ready when its API lets in. */
export async function startUp(
  folder: string,
  settings: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Up> {
  const [port, uiPort, apiPort, metricsPort] = await Promise.all([1, 2, 3, 4].map(freePort));
  const env = {
    ...withoutTemporalSettings(process.env),
    ...{ KAOWU_DATA: folder, KAOWU_PORT: String(apiPort), KAOWU_METRICS_PORT: String(metricsPort) },
    ...settings,
  };
  const ports = ['--port', String(port), '--ui-port', String(uiPort)];
  const child = spawn(process.execPath, [join(root, 'bin/kaowu.js'), 'up', ...ports, ...args], {
    env,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      text += bytes.toString();
    });
  const gone = once(child, 'exit');
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const doorFile = join(folder, CONSOLE_FILE);
  const until = Date.now() + READY_MS;
  while (!existsSync(doorFile)) {
    if (!isAlive() || Date.now() > until) throw new Error(`kaowu up is not ready:\n${text}`);
    await pause(100);
  }
  const door = JSON.parse(readFileSync(doorFile, 'utf8')) as Door;
  const { port: frontend } = (await readServerRecord(folder)) ?? { port };
  const address = `127.0.0.1:${frontend}`;
  const cli = await findTemporalCli(() => {});
  return {
    ...{ door, address, http: httpTo(door, 'zh'), printed: () => text },
    metrics: async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
    temporal: (...more) =>
      new Promise((resolve) => {
        const where = ['--address', address, '--namespace', 'kaowu', '-o', 'json'];
        const options = { env: withoutTemporalSettings(process.env), maxBuffer: 64 * 1024 * 1024 };
        execFile(cli, [...more, ...where], options, (_error, stdout, stderr) =>
          resolve(stdout + stderr),
        );
      }),
    async stop() {
      if (isAlive()) child.kill('SIGINT');
      await gone;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
