import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { pino, type Logger } from 'pino';

/** The operator's log: one JSON object a line, in a file of the data folder. Never a form's contents. */
export const openLog = (file: string): Logger =>
  pino({ level: 'info', base: null }, pino.destination({ dest: file, mkdir: true, sync: true }));

/** Temporal's own words go to the log too; the terminal belongs to people. */
export function logTemporalTo(log: Logger): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
      log[level === 'ERROR' ? 'error' : 'warn']({ ...meta }, message),
    ),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} },
    },
    // Stopping is the service's own affair: it has a store and a server to stop after the worker.
    shutdownSignals: [],
  });
}
