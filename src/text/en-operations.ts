import { counted } from './en-counted.js';
import type { zhOperations } from './zh-CN-operations.js';

const seconds = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${Math.round(ms / 1_000)} s`);

const age = (ms: number): string =>
  ms < 7_200_000 ? `${Math.round(ms / 60_000)} minutes` : `${Math.round(ms / 3_600_000)} hours`;

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
    process: 'this process',
  },
  health: {
    ok: 'ok',
    late: (ms: number) => `no answer within ${seconds(ms)}`,
    failed: (reason: string) => `failed: ${reason}`,
    temporalAway: 'the Temporal server does not answer; look at its process and at temporal.log',
    slow: (ms: number) => `slow to answer: ${seconds(ms)}`,
    noPollers: (queue: string) => `no worker polls the task queue ${queue}; start kaowu worker`,
    noPollersOf: (builds: readonly (string | null)[]) =>
      `nobody takes the tasks of ${builds.map((build) => build ?? 'workers without a version').join(', ')}; start one, or make the build that runs the current one (docs/upgrade.md)`,
    serving: 'this process is starting or stopping',
    pollers: (count: number) =>
      count === 1 ? 'one worker polls for tasks' : `${count} workers poll for tasks`,
    storeAway: (reason: string) => `the store does not answer: ${reason}; look at the database`,
    unwritable: (reason: string) =>
      `the store cannot be written: ${reason}; look at the disk and its permissions`,
    auditUnwritable: (reason: string) =>
      `the audit log cannot be written, so every command is refused: ${reason}`,
    outbox: (pending: number, ms: number) =>
      `${pending} notices wait, the oldest for ${seconds(ms)}; look at the caretaker and the channels`,
    stuck: (units: number) =>
      `${counted(units, 'unit')} did nothing when their instant passed; run kaowu verify, look at the workers' log`,
    alarms: (units: number) =>
      `the store refuses the records of ${counted(units, 'unit')}; run kaowu verify`,
    skew: (ms: number, whose: string) =>
      `this machine's clock differs from that of ${whose} by ${seconds(ms)}; look at NTP`,
    whose: { store: 'the database', temporal: 'the Temporal server' },
    disk: (free: string) => `${free} left for the data folder; make room`,
  },
  doctor: {
    name: {
      config: 'settings',
      node: 'Node.js',
      folder: 'data folder',
      keys: 'key files',
      console: 'console token',
      schema: 'schema of the store',
      server: 'version of Temporal',
      namespace: 'retention',
      attributes: 'search attributes',
      exposure: "Temporal's port",
      time: 'standard time',
      season: 'season',
      sentinel: 'sentinel',
      backup: 'backup',
      channels: 'channels',
      courier: 'how people are written to',
      auditChain: 'audit chain',
    },
    node: (version: string) => `version ${version} is too old; use 20.19 or newer`,
    unwritable: (folder: string) =>
      `${folder} cannot be written; change its permissions or name another in KAOWU_DATA`,
    openToOthers: (path: string, mode: string) =>
      `others can read ${path} (${mode}); run chmod ${path.endsWith('/') ? '700' : '600'} ${path}`,
    courier: (one) =>
      `words wait ${one.urgent} if urgent, else ${one.ordinary}; quiet hours: ${one.quiet ?? 'none'}; at most ${one.ceiling} messages a person and day, the last at ${one.lastCall}, ${one.lines} duties each; unanswered, the next person hears after ${one.unansweredCritical ?? '(never)'} if critical, ${one.unansweredUrgent ?? '(never)'} if urgent; briefs at ${one.morning} and ${one.afterSession} after each session`,
    noChannels:
      'no channels are set: messages go to letters.log alone; write channels.yaml in the data folder',
    channelAway: (name: string, reason: string) =>
      `channel ${name} is not reached (${reason}): check network, address and certificates`,
    noKeys: 'no key file yet; the first start makes one',
    noStore: 'no store yet; the first start makes one',
    older: (count: number) =>
      `the store is ${counted(count, 'migration')} behind; the next start brings it up: make a backup first`,
    newer: (names: string) => `the store was written by a newer build (${names}); use that one`,
    notRunning: 'the service is not running; run npm start',
    server: (version: string) => `server ${version}`,
    otherServer: (running: string, folder: string) =>
      `${running} is running and the data folder was written by ${folder}; use one version`,
    retention: (days: number) =>
      `the namespace keeps closed runs for ${days} days; make it 180 (temporal operator namespace update --retention 4320h)`,
    noNamespace: (name: string) => `there is no namespace ${name}; make it first`,
    attributes: (names: string) =>
      `search attributes are missing: ${names}; run temporal operator search-attribute create`,
    exposed: (address: string) =>
      `Temporal's port listens on ${address} and has no authoriser; bind it to loopback or a private network`,
    publicHost: (host: string) =>
      `Temporal's address ${host} is neither loopback nor private, and without TLS; go by a private network or set TLS`,
    time: (ms: number, from: string) =>
      `this machine's clock differs from ${from} by ${seconds(ms)}; look at NTP`,
    noTime: (from: string, reason: string) => `no time from ${from}: ${reason}`,
    stuck: (units: string) =>
      `units that stand still: ${units}; run kaowu verify, look at their workflows in Temporal's pages`,
    refused: (units: string) =>
      `units whose record is refused: ${units}; run kaowu store reconcile`,
    unreconciled:
      'after a restored backup units are not reconciled yet; start the service, or run kaowu store reconcile',
    noSentinel: 'the sentinel has never looked; start the service',
    sentinel: (ms: number) =>
      `the sentinel looked ${age(ms)} ago; see that a process takes care of the store`,
    noBackup: 'there is no backup; run kaowu backup --to FOLDER, and every day',
    backup: (ms: number) =>
      `the last backup was made ${age(ms)} ago; run kaowu backup, look at its timer`,
    auditChain: (chain: string, seq: number) =>
      `audit chain ${chain} does not hold at row ${seq}; run kaowu verify, tell the audit administrator`,
    summary: (bad: number, warn: number) =>
      bad + warn === 0 ? 'all is well' : `${bad} bad, ${warn} to look at`,
    columns: { state: 'state', name: 'what', sentence: 'found, and what to do' },
  },
  backup: {
    command: {
      backup: 'a copy of everything at one instant, while the service runs',
      restore: 'puts a backup back; what was there is set aside, not removed',
      doctor:
        'looks at this machine: settings, files, Temporal, store, clock, backups; says what to do',
      reconcile: 'store and Temporal tell one story again after one of them was put back',
    },
    option: {
      to: 'the backup gets a folder of its own in this one',
      keep: 'once it is finished, keep only so many of the newest',
      withKeys: 'put the keys into the backup, too (guard it)',
      verifyOnly: 'look the backup through and change nothing',
      keepTemporal:
        "keep the data of this machine's Temporal server, and take from its histories what the backup lacks",
      from: 'the folder of the backup',
      timeFrom: 'hold the clock against the Date of this address',
    },
    done: (folder: string, rows: number, size: string, ms: number) =>
      `backup in ${folder}: ${rows} rows, ${size}, in ${seconds(ms)}`,
    unsettled:
      'Temporal did not answer: what was answered and not yet recorded at this moment is not in it',
    noKeys: (ids: string) =>
      `the keys (${ids}) are not in the backup; without them sealed personal data cannot be opened: keep them elsewhere`,
    withKeys: 'the backup holds the keys: whoever has it can open sealed personal data',
    removed: (names: string) => `old backups removed: ${names}`,
    whole: (madeAt: string, rows: number, seasons: string) =>
      `the backup is whole: ${madeAt}, ${rows} rows, seasons ${seasons || '(none)'}`,
    restored: (madeAt: string, rows: number, ms: number) =>
      `the backup of ${madeAt} is back: ${rows} rows, each compared, in ${seconds(ms)}`,
    before: (folder: string) => `what was there is in ${folder}; remove it when all is well`,
    next: 'start the service: every unit begins anew from the log, and no word is said twice',
    missingKeys: (ids: string) =>
      `keys are missing: ${ids}; put keys.json back, or sealed personal data cannot be opened`,
    broken: (file: string, fault: 'missing' | 'size' | 'content' | 'rows') =>
      `the backup is broken: ${file} ${{ missing: 'is missing', size: 'has another size', content: 'has other content', rows: 'has other rows' }[fault]}`,
    reconciled: (units: number) => `${counted(units, 'unit')} looked at`,
    caughtUp: (path: string, events: number) =>
      `${path}: ${events} events came back from Temporal's histories`,
    restarted: (path: string, why: string) => `${path}: begun anew from the log (${why})`,
    why: {
      missing: 'unknown to Temporal',
      behind: 'Temporal is older',
      gap: 'the histories after the log are gone',
      'other-story': 'the two tell different stories',
    },
  },
} satisfies typeof zhOperations;
