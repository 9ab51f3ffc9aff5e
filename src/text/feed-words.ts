import type { UnitEvent } from '../engine/model.js';

/** What the running rehearsal says, a line each; `{…}` are filled in. */
export interface FeedWords {
  readonly counts: Readonly<
    Partial<Record<UnitEvent['type'] | 'open' | 'remind' | 'due' | 'escalate', string>>
  >;
  readonly open: string;
  readonly remind: string;
  readonly due: string;
  readonly escalate: string;
  readonly broken: string;
  readonly promised: string;
  readonly returned: string;
  readonly added: string;
  readonly closed: string;
  readonly doneLate: string;
  readonly waived: string;
  readonly left: string;
  readonly uncovered: string;
  readonly relieved: string;
  readonly expired: string;
  readonly givenUp: string;
  readonly ready: string;
  readonly notReady: string;
  readonly refused: string;
  readonly rest: string;
  readonly week: string;
  readonly weekdays: readonly string[];
}

const zh: FeedWords = {
  counts: {
    open: '启动',
    remind: '提醒',
    signedFor: '签收',
    answered: '答复',
    confirmed: '签字',
    relieved: '交接班',
    submitted: '报送',
    accepted: '办结',
  },
  open: '启动 {unit}「{title}」→ {to}，{due} 前完成',
  remind: '提醒 {unit}「{title}」→ {to}，{due} 前完成',
  due: '到期未办 {unit}「{title}」→ {to}',
  escalate: '上报第 {level} 级 {unit}「{title}」→ {to}',
  broken: '承诺未兑现，提级上报第 {level} 级 {unit}「{title}」→ {to}',
  promised: '签收并承诺 {unit}「{title}」{by}：{promise} 前办结，上报链等候',
  returned: '退回整改 {unit}「{title}」：{reason}，新时限 {due}',
  added: '新增事项 {unit}「{title}」，据{source}，{due} 前完成 → {to}',
  closed: '整改后销号 {unit}「{title}」{by}',
  doneLate: '补办 {unit}「{title}」{by}，上报到此为止',
  waived: '免办 {unit}「{title}」{by}：{reason}',
  left: '离岗，值守人手不足 {unit}「{title}」{by}',
  uncovered: '值守空岗 {unit}「{title}」：{from} 至 {until} → {to}',
  relieved: '到岗，恢复值守 {unit}「{title}」{by}',
  expired: '值守期满，曾有空岗，须说明情况方可核销 {unit}「{title}」→ {to}',
  givenUp: '积压过多，不再等候 {unit}「{title}」→ {to}',
  ready: '核验 {unit}「{title}」：具备',
  notReady: '核验 {unit}「{title}」：不具备，缺 {missing} 项 → {to}',
  refused: '未受理 {unit} {title}：{reason}',
  rest: '未办 {open}，逾期 {overdue}',
  week: '起一周',
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
};

const en: FeedWords = {
  counts: {
    open: 'opened',
    remind: 'reminded',
    signedFor: 'signed for',
    answered: 'answered',
    confirmed: 'signed',
    relieved: 'relieved',
    submitted: 'submitted',
    accepted: 'accepted',
  },
  open: 'opens: {unit}, {title} → {to}, due {due}',
  remind: 'reminder: {unit}, {title} → {to}, due {due}',
  due: 'due and not done: {unit}, {title} → {to}',
  escalate: 'escalated to level {level}: {unit}, {title} → {to}',
  broken: 'promise broken, one rung higher (level {level}): {unit}, {title} → {to}',
  promised: 'signed for with a promise: {unit}, {title}, {by}: by {promise}; the ladder waits',
  returned: 'returned: {unit}, {title}: {reason}; now due {due}',
  added: 'added: {unit}, {title}, by {source}, due {due} → {to}',
  closed: 'put right and closed: {unit}, {title}, {by}',
  doneLate: 'done late: {unit}, {title}, {by}; the ladder stops here',
  waived: 'waived: {unit}, {title}, {by}: {reason}',
  left: 'left, too few on duty: {unit}, {title}, {by}',
  uncovered: 'uncovered: {unit}, {title}, {from} to {until} → {to}',
  relieved: 'on duty again: {unit}, {title}, {by}',
  expired: 'the watch is over and had gaps, to be answered for: {unit}, {title} → {to}',
  givenUp: 'too many open, no longer waited for: {unit}, {title} → {to}',
  ready: 'gate: {unit}, {title}: ready',
  notReady: 'gate: {unit}, {title}: not ready, {missing} missing → {to}',
  refused: 'refused: {unit} {title}: {reason}',
  rest: '{open} open, {overdue} overdue',
  week: 'week',
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

export const feedWords = { zh, en } as const;

/** Puts facts into a sentence's places. */
export const filled = (
  sentence: string,
  facts: Readonly<Record<string, string | number>>,
): string => sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
