import type { zhCirculars } from './zh-CN-circulars.js';

export const enCirculars = {
  command: 'circulars: morning reports and briefs, when each went to whom',
  none: 'no circular yet',
  columns: { at: 'Owed', kind: 'Circular', to: 'To', state: 'State', how: 'By' },
  kind: { morning: 'morning report', brief: 'brief', 'shadow-ends': 'end of the trial' },
  state: {
    waiting: 'waiting',
    sending: 'on its way',
    handed: 'handed over',
    undelivered: 'undelivered',
    withheld: 'held back',
  },
  morningBare: (expected, said, faults) =>
    `Morning report: ${expected} owed, ${said} said, ${faults === 0 ? 'no fault' : `faults: ${faults}`}`,
  briefBare: (silent, late, abnormal, next) =>
    `Brief: ${silent} silent, ${late} late in hand, ${abnormal} abnormal, ${next} due within 12 h`,
  shadowEnds: {
    subject: (title) => `${title}: the trial ends, notices are about to go out`,
    bare: (at) => `The trial ends: from ${at} on notices go out`,
    lines: (at, shown) => [
      `Until ${at} this season only shows what it would send; from then on notices go out.`,
      `${shown} notices have been recorded since it began and none was sent; the ledger lists them.`,
      'If you are not ready, make the trial longer before then.',
    ],
  },
} satisfies typeof zhCirculars;
