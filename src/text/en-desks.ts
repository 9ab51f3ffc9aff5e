import type { zhDesks } from './zh-CN-desks.js';

/** What the desks, the links and the pages behind them say, in English. */
export const enDesks = {
  acts: {
    complete: 'report',
    signFor: 'signing for it',
    answer: 'answers',
    confirm: 'signature',
    leave: 'going off duty',
    accept: 'acceptance',
    return: 'return',
    waive: 'waiver',
    handOn: 'handing on',
    object: 'objection',
    amend: 'amendment',
    addStep: 'new duty',
    standIn: 'stand-in',
  },
  oralTitle: (title) => `confirm what was recorded: ${title}`,
} satisfies typeof zhDesks;
