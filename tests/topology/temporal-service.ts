import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { until } from '../../bin/waiting.js';
import { prepareNamespace } from '../../src/setup/namespace.js';
import { answersTcp } from '../../src/setup/ports.js';
import { runProgram } from '../../src/setup/programs.js';
import { SEARCH_ATTRIBUTES } from '../../src/temporal/connect.js';
import { startChild, type Child } from './child.js';
import { serverPrograms } from './server-programs.js';
import { DYNAMIC_CONFIG, serverConfig, type ServerSetting } from './temporal-config.js';

export const NAMESPACE = 'kaowu';
const RETENTION_MS = 180 * 24 * 3_600_000;
const START_MS = 60_000;

export interface TemporalService {
  readonly address: string;
  /** Starts it, the first time or after a kill; returns when it serves the namespace. */
  start(): Promise<Child>;
}

/** Makes tables and settings of a Temporal server on the PostgreSQL at `databasePort`; it is not started yet. */
export async function prepareTemporal(
  folder: string,
  setting: ServerSetting,
  report: (line: string) => void,
): Promise<TemporalService> {
  const { server, sqlTool } = await serverPrograms(report);
  mkdirSync(join(folder, 'config'), { recursive: true });
  writeFileSync(join(folder, 'config', 'topology.yaml'), serverConfig(setting));
  writeFileSync(join(folder, 'config', 'dynamic.yaml'), DYNAMIC_CONFIG);
  await makeTables(sqlTool, setting.databasePort);
  const address = `127.0.0.1:${setting.ports[0]}`;
  return {
    address,
    async start() {
      const child = await startChild({
        program: server,
        args: ['--root', folder, '--config', 'config', '--env', 'topology', 'start'],
        log: join(folder, 'temporal.log'),
        options: { cwd: folder },
        isReady: async () => ((await answersTcp(setting.ports[0] ?? 0)) ? true : undefined),
        forMs: START_MS,
      });
      await registerNamespace(address);
      const isServed = await prepareNamespace({
        ...{ address, namespace: NAMESPACE, forMs: START_MS },
        searchAttributes: SEARCH_ATTRIBUTES,
      });
      if (!isServed) throw new Error(`no namespace:\n${child.printed().slice(-3_000)}`);
      return child;
    },
  };
}

async function makeTables(sqlTool: string, port: number): Promise<void> {
  for (const [database, schema] of [
    ['temporal', 'temporal'],
    ['temporal_visibility', 'visibility'],
  ] as const) {
    const where = ['--plugin', 'postgres12', '--ep', '127.0.0.1', '-p', String(port)];
    const on = [...where, '-u', 'kaowu', '--db', database];
    await runProgram(sqlTool, [...on, 'create-database']);
    await runProgram(sqlTool, [...on, 'setup-schema', '-v', '0.0']);
    await runProgram(sqlTool, [
      ...on,
      'update-schema',
      '--schema-name',
      `postgresql/v12/${schema}`,
    ]);
  }
}

/** A server that has just come up refuses for some seconds; one that knows the namespace says so. */
async function registerNamespace(address: string): Promise<void> {
  const connection = Connection.lazy({ address });
  const registered = await until(
    () =>
      connection
        .withDeadline(Date.now() + 5_000, () =>
          connection.workflowService.registerNamespace({
            namespace: NAMESPACE,
            workflowExecutionRetentionPeriod: msToTs(RETENTION_MS),
          }),
        )
        .then(
          () => true as const,
          (error: unknown) => (String(error).includes('ALREADY_EXISTS') ? true : undefined),
        ),
    { everyMs: 100, forMs: START_MS },
  );
  await connection.close();
  if (registered !== true) throw new Error(`${address} registers no namespace`);
}
