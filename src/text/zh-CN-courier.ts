import type { LedgerState } from './ledger-state.js';

/** 通知台账。 */
export const zhCourier = {
  command: '通知台账：通知了谁、何时、经何渠道',
  undelivered: '只列未送达的',
  columns: {
    at: '应发',
    what: '事项',
    to: '接收人',
    state: '状态',
    how: '渠道',
    back: '回执',
  },
  none: '没有通知',
  noneUndelivered: '没有未送达的通知',
  sums: (lines: number, undelivered: number) => `共${lines}条，其中未送达${undelivered}条`,
  state: {
    pending: '待收取',
    open: '待发',
    sending: '发送中',
    handed: '已发',
    superseded: '并入新通知',
    undeliverable: '未送达',
    withheld: '扣发',
  } satisfies Record<LedgerState, string>,
  back: { delivered: '已达', seen: '已阅', answered: '已复' },
  reason: {
    'nobody-holds': '岗位无人',
    'no-address': '无联系方式',
    'no-channel': '渠道未受理',
    text: '文字有误',
    done: '事项已办结',
    newer: '有更新的通知',
    'same-event': '同一人同一事',
    silent: '无需通知',
    'only-shown': '试运行，只看不发',
    unanswered: '未得到答复',
  } as Readonly<Record<string, string>>,
  repeated: '可能重复',
};
