import type { zhProof } from './zh-CN-proof.js';

const items = (count: number): string => (count === 1 ? '1 duty' : `${count} duties`);

export const enProof = {
  command: {
    report: 'reports: morning, brief, zero, daily, special, one page a site',
    morning:
      'the morning report: whether all that was owed yesterday was said, word by word against the plan',
    brief:
      'the brief: ten lines at most, the silent before the late, ready to paste into a chat group',
    zero: 'the zero report: normal, abnormal and silent apart, summed up level by level',
    daily: 'the daily report (docx or a page to print)',
    special: 'a special report on a unit or a duty (docx or a page to print)',
    site: 'one page a site: all duties of a unit on a sheet of A4',
    notices: 'notices: preview, hold back, only show',
    preview: 'what will go to whom on a day',
    stop: 'hold back a notice that has not gone out; a reason is asked for',
    shadow: 'only show: until then everything is recorded and nothing goes out',
  },
  option: {
    day: 'day, as 2027-06-10; the last morning by default',
    previewDay: 'day, as 2027-06-11; tomorrow by default',
    at: 'as of this instant; now by default',
    full: 'telephone numbers in full (needs the right, and is on record)',
    docx: 'write a docx file',
    html: 'write a page to print',
    word: 'number from the preview',
    reason: 'why',
    until: 'until when; `now` lets everything go out again',
    text: 'text of the special report: what happened, what was done',
    step: 'id of the step',
  },
  fault: {
    missing: 'missing',
    unowed: 'not owed',
    early: 'early',
    late: 'late',
    doubled: 'doubled',
    nobody: 'for nobody',
    lost: 'not in the ledger',
  },
  morning: {
    heading: 'Morning report',
    span: (from, until) => `${from} to ${until}`,
    sums: (expected, said) => `${expected} owed, ${said} said`,
    passedOver: (count) => `${count} of them overtaken by a newer one after an outage`,
    notices: (owed, handed, waiting, stopped) =>
      `${owed} notices: ${handed} handed over, ${waiting} waiting, ${stopped} held back`,
    units: (units) => `${units} units checked`,
    clean: 'every one of them as it should be',
    faults: 'Faults',
    count: (name, count) => `${name}: ${count}`,
    columns: { kind: 'Fault', unit: 'Unit', duty: 'Duty', word: 'Word', owed: 'Owed', to: 'For' },
    more: (count) => `${count} more: see --json`,
    lateBy: (by) => `${by} late`,
  },
  brief: {
    heading: (title, time) => `${title}: brief of ${time}`,
    silent: (count) => (count === 0 ? '1. Silent: none' : `1. Silent, ${items(count)}: `),
    late: (count) =>
      count === 0 ? '2. Late, in hand: none' : `2. Late, in hand, ${items(count)}: `,
    abnormal: (count) => (count === 0 ? '3. Abnormal: none' : `3. Abnormal, ${count}: `),
    next: (count) =>
      count === 0 ? '4. Due within 12 h: none' : `4. Due within 12 h, ${items(count)}: `,
    line: (unit, title, who, phone) => `${unit}: ${title}, ${who} ${phone ?? '(no telephone)'}`,
    lateBy: (by) => `${by} late`,
    promised: (at) => `promised for ${at}`,
    dueAt: (at) => `due ${at}`,
    hidden: 'a confidential duty',
    more: (count) => `and ${count} more`,
    nobody: 'nobody on the post',
    separator: '; ',
  },
  zero: {
    heading: 'Zero report',
    asOf: (at) => `as of ${at}`,
    state: { normal: 'normal', abnormal: 'abnormal', silent: 'silent', awaited: 'not due yet' },
    level: 'Unit',
    columns: {
      state: 'State',
      unit: 'Unit',
      report: 'Report',
      due: 'Due',
      at: 'Came',
      note: 'Note',
    },
    none: 'no report is asked for at this time',
    unspoken: (count) => `${count} silent: `,
  },
  preview: {
    columns: { word: 'No.', at: 'At', to: 'For', what: 'What', held: 'State' },
    none: 'nothing will go out on that day',
    statutory: 'statutory: cannot be held back',
    stopped: (by, reason) => `held back by ${by}: ${reason}`,
    sums: (words, people, most) =>
      `${words} words to ${people} people, ${most} at most to one of them`,
    stoppedNow: (word) => `${word} is held back; the duty climbs its ladder all the same`,
    shadow: (until) => `until ${until} everything is shown and nothing goes out`,
    noShadow: 'everything goes out again from now on',
  },
} satisfies typeof zhProof;
