import type { CircularKind, CircularState } from './circular-words.js';

/** 通报：晨报、简报等由系统整份发出的消息。 */
export const zhCirculars = {
  command: '通报：晨报、简报等整份发出的消息，何时发给了谁',
  none: '还没有通报',
  columns: { at: '应发', kind: '通报', to: '接收人', state: '状态', how: '渠道' },
  kind: {
    morning: '晨报',
    brief: '简报',
    'shadow-ends': '试运行将满',
    replacement: '更换监考员',
  } satisfies Record<CircularKind, string>,
  state: {
    waiting: '待发',
    sending: '发送中',
    handed: '已发',
    undelivered: '未送达',
    withheld: '不发',
  } satisfies Record<CircularState, string>,
  morningBare: (expected: number, said: number, faults: number) =>
    `晨报：应发${expected}条，实发${said}条，${faults === 0 ? '核对无误' : `发现问题${faults}条`}`,
  briefBare: (silent: number, late: number, abnormal: number, next: number) =>
    `简报：失联未报${silent}项，逾期在办${late}项，异常${abnormal}项，12小时内到期${next}项`,
  replaced: {
    subject: (site: string, session: string) => `${site} ${session} 更换监考员`,
    bare: (site: string, session: string, more: number) =>
      `${site} ${session} 更换监考员1名${more === 0 ? '' : `，另有${more}处编排须更换`}，请登录查看`,
    line: (when: string, done: string, reason: string, chief: string) =>
      `${when} ${done}。原因：${reason}；决定人：${chief}。`,
    also: (person: string, places: string) => `${person}另在以下场次有编排，请一并更换：${places}`,
  },
  shadowEnds: {
    subject: (title: string) => `${title}试运行将满，通知即将正常发出`,
    bare: (at: string) => `试运行将满，自${at}起通知正常发出`,
    lines: (at: string, shown: number) => [
      `试运行（只看不发）至 ${at} 结束，此后各类通知正常发出。`,
      `试运行以来已记录通知${shown}条，均未发出，可在通知台账中逐条核对。`,
      '尚未准备好的，请在此之前延长试运行。',
    ],
  },
};
