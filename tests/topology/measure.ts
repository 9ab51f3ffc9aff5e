import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtProgram } from '../../bin/build.js';
import { readServerRecord } from '../../src/setup/server-record.js';
import { withoutTemporalSettings } from '../../src/setup/server-command.js';
import { residentMb, startChild } from './child.js';
import { openTopology } from './topology.js';

/**
 * `node bin/with-dependencies.js tests/topology/measure.ts`: how long both topologies take to start, and how much
 * memory their processes have then. One machine: `kaowu up` with a file; many: PostgreSQL and processes.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string) => console.log(line);
const program = await builtProgram(root, say);

say('one machine: kaowu up, on an empty folder and again on the same');
await oneMachine();
say('many machines: 2 APIs, 2 workers, Temporal on PostgreSQL');
const begun = performance.now();
const topology = await openTopology({ apis: 2, workers: 2 }, say);
say(`all of it: ${seconds(begun)}`);
await topology.stop();

async function oneMachine(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaowu-measure-'));
  try {
    for (const which of ['first', 'second']) {
      const from = performance.now();
      const child = await startChild({
        program: process.execPath,
        args: [program, 'up'],
        log: join(folder, 'up.log'),
        options: { env: { ...withoutTemporalSettings(process.env), KAOWU_DATA: folder } },
        isReady: async (up) => (up.printed().includes('服务已启动') ? true : undefined),
        forMs: 120_000,
      });
      const server = (await readServerRecord(folder))?.running?.pid;
      const servers = server === undefined ? 'none' : `${residentMb(server)} MB`;
      say(`${which} start: ${seconds(from)}; up ${child.memoryMb()} MB, its Temporal ${servers}`);
      await child.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function seconds(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
