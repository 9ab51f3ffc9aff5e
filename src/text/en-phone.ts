import type { zhPhone } from './zh-CN-phone.js';

/** The duty desk, where people call, in English. */
export const enPhone = {
  title: 'Duty desk',
  search: 'Code, name or unit',
  find: 'Find',
  nothing: 'Nothing found; ask again.',
  two: 'Two duties have this code; ask for the unit.',
  caller: 'Caller',
  callerId: 'Caller’s id (doer, answerable or answerer)',
  act: 'What to record',
  happenedAt: 'Said at',
  happenedHint: 'now, if left empty',
  record: 'Record',
  readBack: 'Read back to the caller',
  readBackIs: (caller, unit, title, act, when) =>
    `I read back: ${caller}, ${when}, ${act} for "${title}" of ${unit}. Is that right? It holds once recorded; you confirm it yourself in time, or say at once what is wrong.`,
  yesRecord: 'The caller agrees: record it',
  recorded: (caller, when) => `Recorded. ${caller} is to confirm it in person by ${when}.`,
  waiting: 'Records that wait for the person’s own word',
  waitingNone: 'No record waits for a confirmation.',
  by: 'Said by',
  recordedBy: 'Recorded by',
  said: 'Said at',
  typed: 'Recorded at',
  till: 'Confirm by',
  objected: 'Denied by the person',
} satisfies typeof zhPhone;
