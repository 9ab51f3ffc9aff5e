import { enCalendars, enExports, enOutgoing } from './en-outgoing.js';
import { enApi } from './en-api.js';
import { enAccounts } from './en-accounts.js';
import { enAnswers } from './en-answers.js';
import { enAudit } from './en-audit.js';
import { enChannels } from './en-channels.js';
import { enCirculars } from './en-circulars.js';
import { enCommands } from './en-commands.js';
import { enConfig } from './en-config.js';
import { enCustody } from './en-custody.js';
import { enCustodyPages } from './en-custody-pages.js';
import { enVault } from './en-vault.js';
import { enDesks } from './en-desks.js';
import { enForbidden } from './en-forbidden.js';
import { enKeys } from './en-keys.js';
import { enLetters } from './en-letters.js';
import { enNotices } from './en-notices.js';
import { enOperations } from './en-operations.js';
import { enCourier } from './en-courier.js';
import { enProof } from './en-proof.js';
import { enMinute } from './en-minute.js';
import { enProcedures } from './en-procedures.js';
import { enRegisters } from './en-registers.js';
import { enRoster } from './en-roster.js';
import { enRooms } from './en-rooms.js';
import { enVisits } from './en-visits.js';
import { enReports } from './en-reports.js';
import { enReportPages } from './en-report-pages.js';
import { enRights } from './en-rights.js';
import { enSeasonReport } from './en-season-report.js';
import { enSentences } from './en-sentences.js';
import { enSheets } from './en-sheets.js';
import type { Texts } from './zh-CN.js';

/** The English catalogue. */
export const en = {
  status: {
    open: 'open',
    'signed-for': 'signed for',
    submitted: 'submitted',
    returned: 'returned',
    accepted: 'accepted',
    waived: 'waived',
    void: 'void',
  },
  seasonStatus: { running: 'running', paused: 'paused', closed: 'closed' },
  kind: {
    task: 'task',
    ask: 'ask',
    signed: 'signed',
    watch: 'watch',
    series: 'series',
    gate: 'gate',
  },
  action: { open: 'opens', remind: 'reminder', due: 'due', escalate: 'escalation', gate: 'gate' },
  acceptorAction: {
    open: 'to accept',
    remind: 'reminder to accept',
    due: 'acceptance due',
    escalate: 'acceptance late',
    gate: 'gate',
  },
  sourceType: {
    meeting: 'meeting',
    instruction: 'instruction',
    inspection: 'inspection',
    incident: 'incident',
    superior: 'superior',
    oral: 'record of a telephone call',
    custody: 'custody of papers',
    procedure: 'procedure',
  },
  event: {
    told: 'told',
    superseded: 'left out (an outage; a newer word went out)',
    asked: 'gate asks',
    undelivered: 'not delivered',
    judged: 'gate',
    signedFor: 'signed for',
    answered: 'answered',
    confirmed: 'confirmed',
    lapsed: 'signatures lapsed',
    armed: 'the clock starts',
    begun: 'next occurrence',
    relieved: 'relieved',
    left: 'left the watch',
    uncovered: 'nobody on duty',
    expired: 'the watch is over, with gaps',
    submitted: 'submitted',
    accepted: 'accepted',
    returned: 'returned',
    waived: 'waived',
    voided: 'void',
    handedOn: 'handed on',
    objected: 'objection',
    amended: 'amended',
    custody: 'custody',
    vault: 'vault',
    added: 'added',
    extended: 'session extended',
    stoodIn: 'stand-in',
    paused: 'paused',
    resumed: 'resumed',
    closed: 'closed',
    adopted: 'new version of the plan',
    refused: 'refused',
  },
  unreached: { undeliverable: 'could not be delivered', unanswered: 'was not answered' },
  lineState: { normal: 'normal', abnormal: 'abnormal' },
  actor: {
    gate: 'the gate',
    plan: 'the plan',
    script: 'the rehearsal script',
    series: 'the series',
    watch: 'the watch',
    custody: 'the custody of papers',
  },
  level: (level: number) => (level === 0 ? 'not escalated' : `level ${level}`),
  person: (name: string, title: string) => `${name} (${title})`,
  instead: (person, absent) => `${person} (for ${absent})`,
  list: ', ',
  comma: ', ',
  colon: ': ',
  none: '–',
  and: (more: number) => ` and ${more} more`,
  rehearsal: 'rehearsal',
  commands: enCommands.commands,
  options: enCommands.options,
  headings: enCommands.headings,
  given: enCommands.given,
  say: enSentences,
  answers: enAnswers,
  audit: enAudit,
  channels: enChannels,
  custody: enCustody,
  custodyPages: enCustodyPages,
  vault: enVault,
  desks: enDesks,
  forbidden: enForbidden,
  keys: enKeys,
  config: enConfig,
  sheets: enSheets,
  minute: enMinute,
  procedures: enProcedures,
  registers: enRegisters,
  roster: enRoster,
  rooms: enRooms,
  visits: enVisits,
  notice: enNotices,
  letters: enLetters,
  seasonReport: enSeasonReport,
  report: enReports,
  rights: enRights,
  accounts: enAccounts,
  api: enApi,
  exports: enExports,
  outgoing: enOutgoing,
  calendars: enCalendars,
  operations: enOperations,
  courier: enCourier,
  proof: enProof,
  circulars: enCirculars,
  reportPages: enReportPages,
} satisfies Texts;
