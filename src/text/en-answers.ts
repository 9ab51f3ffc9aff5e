import { counted } from './en-counted.js';
import type { zhAnswers } from './zh-CN-answers.js';

/** The page behind the link in a message, in English. */
export const enAnswers = {
  hello: (name) => `Hello, ${name}`,
  until: (when) => `This link is good until ${when}, for you alone; please do not pass it on.`,
  count: (count) => `${counted(count, 'duty', 'duties')}, one by one:`,
  hidden: 'Sensitive duty',
  signIn: 'Sign in to deal with it',
  signAll: (count) => `Sign for all ${count}, without a time`,
  signedAll: (count) => `Signed for: ${count}.`,
  notSigned: (what, why) => `Not signed for, ${what}: ${why}`,
  sign: 'Sign for it and promise a time',
  when: 'It will be done',
  inAnHour: (time) => `within an hour (${time})`,
  today: (time) => `today, ${time}`,
  tomorrow: (time) => `tomorrow, ${time}`,
  atDue: (when) => `when it is due (${when})`,
  own: 'at another time, given below',
  ownTime: 'The other time',
  noPromise: 'sign for it only, no promise yet',
  latest: (when) => `not later than ${when}`,
  promised: 'Promised for',
  willBeDone: (when) => `Promised for ${when}.`,
  waits: 'If it is not done by then, the next level up is told.',
  more: { task: 'Report it done, or hand it on', ask: 'Answer line by line, or hand it on' },
  codeWhy: 'This takes a code, which is sent to the telephone or mail known of you.',
  object: 'Not mine: object',
  objectHint: 'The coordinator decides; until then the due time stands.',
  nothing: 'Sign in to deal with this one; here you see how it stands.',
  back: 'Back to the duties',
} satisfies typeof zhAnswers;
