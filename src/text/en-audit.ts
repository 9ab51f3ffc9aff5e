import type { zhAudit } from './zh-CN-audit.js';

const some = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

export const enAudit = {
  command: {
    audit: 'the audit log: list, sign, verify, export',
    list: 'who did what, when, and what became of it; the newest first',
    checkpoint:
      'sign a checkpoint now (one is signed every day); keep its number and hash elsewhere',
    verify: 'verify the whole audit log; the first bad row of each chain',
    export: 'export the audit log, to be verified offline by tools/verify-audit.mjs',
    key: 'the public keys that sign, and their fingerprints; keep these elsewhere',
  },
  option: {
    person: 'only what this person did, as p014',
    operation: 'only this operation, as duty.waive',
    outcome: 'only this outcome: done, denied, refused, unknown, failed, open',
    from: 'from when on, as 2027-06-15 or "2027-06-15 08:00"',
    until: 'until when (the day included)',
    limit: 'lines a page; 50 if not given',
    cursor: 'go on after a page: what stands at its end',
    unit: 'only this unit and those below it; with --season',
    season: 'only this season; all if not given',
    kept: 'a checkpoint kept elsewhere, as NUMBER:HASH; it has to be in the log',
    out: 'file to write',
  },
  column: {
    at: 'time',
    person: 'person',
    way: 'by',
    operation: 'operation',
    chain: 'unit',
    duty: 'duty',
    outcome: 'outcome',
    detail: 'detail',
    seq: 'row',
    fault: 'what is wrong',
  },
  way: { session: 'login', token: 'token', link: 'link', desk: 'site desk', console: 'console' },
  outcome: {
    done: 'done',
    denied: 'denied',
    refused: 'refused',
    unknown: 'not answered',
    failed: 'failed',
    open: 'unknown',
  },
  fault: {
    changed: 'changed',
    missing: 'missing',
    unlinked: 'does not stand on the row before',
    'cut-off': 'the end is cut off',
    'beyond-head': 'too many at the end',
    'not-as-signed': 'not what was signed',
    'no-attempt': 'an outcome without its attempt',
    'bad-signature': 'the signature does not hold',
    'foreign-key': 'signed by a foreign key',
    'not-as-kept': 'not the checkpoint kept elsewhere',
  },
  service: '(service)',
  nothing: 'nothing of that kind on record',
  next: (cursor) => `there is more: --cursor ${cursor}`,
  signed: (seq, chains) => `checkpoint ${seq} signed, over ${some(chains, 'chain')}`,
  keep: (seq, hash) => `keep elsewhere: ${seq}:${hash}`,
  holds: (rows, chains, checkpoints) =>
    `the audit log holds: ${some(rows, 'row')}, ${some(chains, 'chain')}, ${some(checkpoints, 'checkpoint')}`,
  violated: (count) => `the audit log does not hold: ${some(count, 'fault')}`,
  open: (count, first) =>
    `${some(count, 'outcome')} unknown (the service was interrupted; no fault): ${first}`,
  exported: (file) => `${file} written; verify offline: node verify-audit.mjs ${file}`,
  fingerprint: (fingerprint) => `fingerprint ${fingerprint}`,
} satisfies typeof zhAudit;
