import { counted } from './en-counted.js';
import type { zhCirculars } from './zh-CN-circulars.js';

export const enCirculars = {
  command: 'circulars: morning reports and briefs, when each went to whom',
  none: 'no circular yet',
  columns: { at: 'Owed', kind: 'Circular', to: 'To', state: 'State', how: 'By' },
  kind: {
    morning: 'morning report',
    brief: 'brief',
    'shadow-ends': 'end of the trial',
    replacement: 'replacement',
  },
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
  replaced: {
    subject: (site, session) => `${site}, ${session}: an invigilator was replaced`,
    bare: (site, session, more) =>
      `${site}, ${session}: an invigilator was replaced${more === 0 ? '' : `, ${more} more places to replace`}; sign in to see`,
    line: (when, done, reason, chief) => `${when}: ${done}. Why: ${reason}; decided by ${chief}.`,
    also: (person, places) => `${person} has these places too; replace them as well: ${places}`,
  },
  shadowEnds: {
    subject: (title) => `${title}: the trial ends, notices are about to go out`,
    bare: (at) => `The trial ends: from ${at} on notices go out`,
    lines: (at, shown) => [
      `Until ${at} this season only shows what it would send; from then on notices go out.`,
      `${counted(shown, 'notice')} recorded since it began, none sent; the ledger lists them.`,
      'If you are not ready, make the trial longer before then.',
    ],
  },
} satisfies typeof zhCirculars;
