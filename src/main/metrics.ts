import { readFileSync } from 'node:fs';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { VERSION } from './version.js';

/** What a process counts itself; labels are few and bounded, and none names a person or a unit. */
export type Meters = ReturnType<typeof createMeters>;

// Seconds. What is owed to the minute is late after one; what is answered to a person after one second.
const LATENESS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3_600, 14_400];
const ANSWER = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BATCH = [1, 2, 5, 10, 20, 50, 100];

/** The figures of one process, on a registry of its own. */
export function createMeters() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const build = new Gauge({
    registers,
    name: 'kaowu_build_info',
    help: 'Always 1; which build runs on what.',
    labelNames: ['version', 'node', 'temporal_sdk'],
  });
  build.set({ version: VERSION, node: process.versions.node, temporal_sdk: sdkVersion() }, 1);
  return {
    registry,
    requests: new Histogram({
      registers,
      name: 'kaowu_http_request_duration_seconds',
      help: 'From the request to the end of its answer, by route, never by address.',
      labelNames: ['route', 'method', 'status'],
      buckets: ANSWER,
    }),
    commands: new Counter({
      registers,
      name: 'kaowu_commands_total',
      help: 'Commands by operation and outcome: done, refused, denied, unknown, failed, unrecorded.',
      labelNames: ['operation', 'outcome'],
    }),
    answering: new Histogram({
      registers,
      name: 'kaowu_command_duration_seconds',
      help: 'From the attempt on record to the outcome, by operation.',
      labelNames: ['operation'],
      buckets: ANSWER,
    }),
    batches: new Histogram({
      registers,
      name: 'kaowu_entrance_batch_completions',
      help: 'Completions that went into a unit as one update.',
      buckets: BATCH,
    }),
    records: new Counter({
      registers,
      name: 'kaowu_records_total',
      help: 'Records of units written to the store, by outcome: written, conflict, failed.',
      labelNames: ['outcome'],
    }),
    firing: new Histogram({
      registers,
      name: 'kaowu_firing_lateness_seconds',
      help: 'From the instant at which a word was owed to the one at which its unit said it, in real time.',
      labelNames: ['rehearsal'],
      buckets: LATENESS,
    }),
    recording: new Histogram({
      registers,
      name: 'kaowu_recording_lateness_seconds',
      help: 'From the instant at which a unit said a word to its record in the store.',
      labelNames: ['rehearsal'],
      buckets: LATENESS,
    }),
    handing: new Histogram({
      registers,
      name: 'kaowu_handing_lateness_seconds',
      help: 'From a notice on record to its channel.',
      buckets: LATENESS,
    }),
    auditRows: new Gauge({
      registers,
      name: 'kaowu_audit_pending_rows',
      help: 'Outcomes that wait to be written to the audit log.',
    }),
    auditWritten: new Counter({
      registers,
      name: 'kaowu_audit_rows_total',
      help: 'Rows that this process has written to the audit log.',
    }),
    auditRefused: new Counter({
      registers,
      name: 'kaowu_audit_unavailable_total',
      help: 'Commands refused since their attempt could not be written to the audit log.',
    }),
  };
}

function sdkVersion(): string {
  const manifest = new URL(import.meta.resolve('@temporalio/client/package.json'));
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
