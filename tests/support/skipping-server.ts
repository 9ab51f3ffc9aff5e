import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { findTimeSkippingServer } from '../../src/setup/time-skipping-server.js';
import { SEARCH_ATTRIBUTES } from '../../src/temporal/connect.js';

// Of `temporal.api.enums.v1.IndexedValueType`.
const KINDS = { Keyword: 2, Int: 3 } as const;

/**
 * A time-skipping server of its own: its clock is global. It has no visibility, but wants to be told
 * of search attributes before a workflow may set one.
 */
export async function startSkippingServer(): Promise<TestWorkflowEnvironment> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
  const server = await findTimeSkippingServer((line) => console.error(line));
  const env = await TestWorkflowEnvironment.createTimeSkipping({ server });
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(
      Object.entries(SEARCH_ATTRIBUTES).map(([name, kind]) => [name, KINDS[kind]]),
    ),
  });
  return env;
}
