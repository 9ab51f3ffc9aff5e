import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

/**
 * Temporal's own words go to the log too; the terminal belongs to people.
 *
 * @param metricsPort where the SDK shows its own figures to this machine; absent: nowhere
 */
export function logTemporalTo(log: Logger, metricsPort?: number): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
      log[level === 'ERROR' ? 'error' : 'warn']({ ...meta }, message),
    ),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} },
      ...(metricsPort !== undefined && {
        metrics: { prometheus: { bindAddress: `127.0.0.1:${metricsPort}` } },
      }),
    },
    // Stopping is the service's own affair: it has a store and a server to stop after the worker.
    shutdownSignals: [],
  });
}
