import { zhCalendars, zhExports, zhOutgoing } from './zh-CN-outgoing.js';
import { zhApi } from './zh-CN-api.js';
import type { Action, Kind, Source, Status, UnitEvent } from '../engine/model.js';
import { zhAccounts } from './zh-CN-accounts.js';
import { zhAnswers } from './zh-CN-answers.js';
import { zhAudit } from './zh-CN-audit.js';
import { zhChannels } from './zh-CN-channels.js';
import { zhCirculars } from './zh-CN-circulars.js';
import { zhCommands } from './zh-CN-commands.js';
import { zhConfig } from './zh-CN-config.js';
import { zhCustody } from './zh-CN-custody.js';
import { zhCustodyPages } from './zh-CN-custody-pages.js';
import { zhVault } from './zh-CN-vault.js';
import { zhDesks } from './zh-CN-desks.js';
import { zhForbidden } from './zh-CN-forbidden.js';
import { zhKeys } from './zh-CN-keys.js';
import { zhLetters } from './zh-CN-letters.js';
import { zhNotices } from './zh-CN-notices.js';
import { zhOperations } from './zh-CN-operations.js';
import { zhCourier } from './zh-CN-courier.js';
import { zhProof } from './zh-CN-proof.js';
import { zhMinute } from './zh-CN-minute.js';
import { zhProcedures } from './zh-CN-procedures.js';
import { zhRegisters } from './zh-CN-registers.js';
import { zhRoster } from './zh-CN-roster.js';
import { zhRooms } from './zh-CN-rooms.js';
import { zhVisits } from './zh-CN-visits.js';
import { zhReports } from './zh-CN-reports.js';
import { zhReportPages } from './zh-CN-report-pages.js';
import { zhRights } from './zh-CN-rights.js';
import { zhSeasonReport } from './zh-CN-season-report.js';
import { zhSentences } from './zh-CN-sentences.js';
import { zhSheets } from './zh-CN-sheets.js';

/** The master catalogue: what people read, in the words of exam offices (docs/terms.md). */
export const zh = {
  status: {
    open: '待办',
    'signed-for': '签收',
    submitted: '已报送',
    returned: '退回整改',
    accepted: '办结',
    waived: '免办',
    void: '作废',
  } satisfies Record<Status, string>,
  seasonStatus: { running: '进行中', paused: '已暂停', closed: '已收尾' },
  kind: {
    task: '报送',
    ask: '逐项答复',
    signed: '会签',
    watch: '值守',
    series: '定时报送',
    gate: '条件核验',
  } satisfies Record<Kind, string>,
  action: {
    open: '启动',
    remind: '提醒',
    due: '到期',
    escalate: '上报',
    gate: '核验',
  } satisfies Record<Action, string>,
  acceptorAction: {
    open: '待验收',
    remind: '验收提醒',
    due: '验收到期',
    escalate: '验收逾期上报',
    gate: '核验',
  } satisfies Record<Action, string>,
  sourceType: {
    meeting: '会议',
    instruction: '批示',
    inspection: '检查',
    incident: '突发事件',
    superior: '上级部署',
    oral: '电话代录',
    custody: '试卷交接',
    procedure: '处置流程',
  } satisfies Record<Source['type'], string>,
  event: {
    told: '告知',
    superseded: '略过（中断期间，已有更新的通知）',
    asked: '核验中',
    undelivered: '未送达',
    judged: '核验',
    signedFor: '签收',
    answered: '答复',
    confirmed: '签字',
    lapsed: '会签失效',
    armed: '开始计时',
    begun: '新一次',
    relieved: '交接班',
    left: '离岗',
    uncovered: '值守有空档',
    expired: '值守期满，有空档',
    submitted: '报送',
    accepted: '办结',
    returned: '退回整改',
    waived: '免办',
    voided: '作废',
    handedOn: '转办',
    objected: '异议',
    amended: '更正',
    custody: '试卷交接',
    vault: '保密室',
    added: '新增',
    extended: '本场顺延',
    stoodIn: '顶岗',
    paused: '暂停',
    resumed: '恢复',
    closed: '收尾',
    adopted: '换用新版方案',
    refused: '未予受理',
  } satisfies Record<UnitEvent['type'], string>,
  /** Why a word reached nobody. */
  unreached: { undeliverable: '未能送达', unanswered: '未得到答复' },
  lineState: { normal: '正常', abnormal: '异常' },
  /** Senders that are no persons. */
  actor: {
    gate: '系统核验',
    plan: '方案调整',
    script: '演练脚本',
    series: '定时',
    watch: '值守',
    custody: '试卷交接',
  } as Readonly<Record<string, string>>,
  level: (level: number) => (level === 0 ? '未上报' : `上报第${level}级`),
  /** Brackets inside brackets read badly. */
  person: (name: string, title: string) => `${name}（${title.replace(/（([^（）]*)）/g, '、$1')}）`,
  /** Both names, wherever one serves in another's place. */
  instead: (person: string, absent: string) => `${person}（代${absent}）`,
  list: '、',
  comma: '，',
  colon: '：',
  none: '—',
  and: (more: number) => `等（另${more}项）`,
  rehearsal: '演练',
  commands: zhCommands.commands,
  options: zhCommands.options,
  headings: zhCommands.headings,
  given: zhCommands.given,
  say: zhSentences,
  answers: zhAnswers,
  audit: zhAudit,
  channels: zhChannels,
  custody: zhCustody,
  custodyPages: zhCustodyPages,
  vault: zhVault,
  desks: zhDesks,
  forbidden: zhForbidden,
  keys: zhKeys,
  config: zhConfig,
  sheets: zhSheets,
  minute: zhMinute,
  procedures: zhProcedures,
  registers: zhRegisters,
  roster: zhRoster,
  rooms: zhRooms,
  visits: zhVisits,
  notice: zhNotices,
  letters: zhLetters,
  seasonReport: zhSeasonReport,
  report: zhReports,
  rights: zhRights,
  accounts: zhAccounts,
  api: zhApi,
  exports: zhExports,
  outgoing: zhOutgoing,
  calendars: zhCalendars,
  operations: zhOperations,
  courier: zhCourier,
  proof: zhProof,
  circulars: zhCirculars,
  reportPages: zhReportPages,
};

/** Every language says all of this. */
export type Texts = typeof zh;
