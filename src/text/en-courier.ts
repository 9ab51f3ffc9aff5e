import type { zhCourier } from './zh-CN-courier.js';

export const enCourier = {
  command: 'the ledger of notices: who was told, when, by which channel',
  undelivered: 'only what reached nobody',
  columns: {
    at: 'owed',
    what: 'duty',
    to: 'to',
    state: 'state',
    how: 'by',
    back: 'came back',
  },
  none: 'no notices',
  noneUndelivered: 'nothing is undelivered',
  sums: (lines, undelivered) => `${lines} notices, ${undelivered} of them undelivered`,
  state: {
    pending: 'pending',
    open: 'waiting',
    sending: 'on its way',
    handed: 'handed over',
    superseded: 'overtaken',
    undeliverable: 'undelivered',
    withheld: 'held back',
  },
  back: { delivered: 'delivered', seen: 'seen', answered: 'answered' },
  reason: {
    'nobody-holds': 'nobody holds the post',
    'no-address': 'no address',
    'no-channel': 'no channel takes it',
    text: 'its text is wrong',
    done: 'the duty is done',
    newer: 'a newer notice says it',
    'same-event': 'the same person, the same event',
    silent: 'nothing to say',
    'only-shown': 'the season only shows',
  },
  repeated: 'perhaps twice',
} satisfies typeof zhCourier;
