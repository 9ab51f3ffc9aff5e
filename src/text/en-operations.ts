import type { zhOperations } from './zh-CN-operations.js';

const seconds = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${Math.round(ms / 1_000)} s`);

export const enOperations = {
  state: { ok: 'ok', warn: 'look', bad: 'bad' },
  ready: 'ready',
  notReady: 'not ready',
  checks: {
    temporal: 'Temporal',
    pollers: 'workers',
    store: 'store',
    writing: 'writing to the store',
    audit: 'writing the audit log',
    outbox: 'notices',
    units: 'units',
    clock: 'clock',
    disk: 'disk',
  },
  health: {
    ok: 'ok',
    late: (ms: number) => `no answer within ${seconds(ms)}`,
    failed: (reason: string) => `failed: ${reason}`,
    temporalAway: 'the Temporal server does not answer; look at its process and at temporal.log',
    slow: (ms: number) => `slow to answer: ${seconds(ms)}`,
    noPollers: (queue: string) => `no worker polls the task queue ${queue}; start kaowu worker`,
    pollers: (count: number) => `${count} workers poll for tasks`,
    storeAway: (reason: string) => `the store does not answer: ${reason}; look at the database`,
    unwritable: (reason: string) =>
      `the store cannot be written: ${reason}; look at the disk and its permissions`,
    auditUnwritable: (reason: string) =>
      `the audit log cannot be written, so every command is refused: ${reason}`,
    outbox: (pending: number, ms: number) =>
      `${pending} notices wait, the oldest for ${seconds(ms)}; look at the caretaker and the channels`,
    stuck: (units: number) =>
      `${units} units did nothing when their instant passed; run kaowu verify, look at the workers' log`,
    alarms: (units: number) => `the store refuses the records of ${units} units; run kaowu verify`,
    skew: (ms: number, whose: string) =>
      `this machine's clock differs from that of ${whose} by ${seconds(ms)}; look at NTP`,
    whose: { store: 'the database', temporal: 'the Temporal server' },
    disk: (free: string) => `${free} left for the data folder; make room`,
  },
} satisfies typeof zhOperations;
