import { counted } from './en-counted.js';
import type { Texts } from './zh-CN.js';

/** What is said of a season when it is looked back on. */
export const enSeasonReport = {
  heading: 'season report',
  facts: {
    asOf: 'as of',
    duties: 'duties',
    late: 'late',
    words: 'words',
    climbed: 'escalated',
    gates: 'gates',
    topped: 'reached the top',
    told: 'told',
    night: 'at night',
    busiestDay: 'busiest day',
    busiestPerson: 'busiest person',
    returned: 'returned',
    broken: 'promises broken',
    added: 'added',
    refused: 'refused',
    missed: 'given up',
    uncovered: 'watch uncovered',
    promptness: 'promptness',
  },
  all: (count: number) => `${count}`,
  late: (once: number, now: number) => `${once} at some time, ${now} now`,
  words: (open: number, remind: number, due: number) =>
    `${open} openings, ${remind} reminders, ${due} due`,
  toAcceptors: (count: number) => `, of all these ${count} to acceptors`,
  superseded: (count: number) => `, ${count} left out in outages`,
  climbed: (all: number, levels: string, topped: number) =>
    all === 0 ? 'none' : `${all}: ${levels}; ${topped} to the top`,
  atLevel: (level: number, count: number) => `${count} at level ${level}`,
  again: (count: number) => `${counted(count, 'repeat')} of the last`,
  gates: (judged: number, notReady: number) =>
    judged === 0
      ? 'none'
      : notReady === 0
        ? `${judged}, all ready`
        : `${judged}, not ready at ${notReady} judgements`,
  told: (people: number, words: number) =>
    `${counted(people, 'person', 'people')}, ${counted(words, 'word')}`,
  night: (words: number, people: number) =>
    words === 0
      ? 'nothing from 22:00 to 06:00'
      : `${words} from 22:00 to 06:00, to ${people} people`,
  busiestDay: (day: string, words: number, people: number) =>
    `${day}: ${counted(words, 'word')} to ${counted(people, 'person', 'people')}`,
  busiestPerson: (who: string, day: string, words: number) =>
    `${who}, ${day}: ${counted(words, 'word')}`,
  promptness: (p50: string, p99: string, most: string) =>
    `owed to recorded: half within ${p50}, 99 % within ${p99}, at most ${most}`,
  uncovered: (gaps: number, lasted: string) => `${gaps}, ${lasted} in all`,
  seconds: (seconds: string) => `${seconds} s`,
  items: (count: number) => `${count}`,
  sections: {
    topped: 'Duties that reached the top of their ladder',
    notReady: 'Gates not ready',
    uncovered: 'Watches uncovered',
    missed: 'Occurrences missed and no longer waited for',
    returned: 'Returned',
    broken: 'Promises broken',
    waived: 'Waived',
    added: 'Added',
    refused: 'Refused',
    left: 'Not ended',
    people: 'Told most',
  },
  columns: {
    unit: 'unit',
    duty: 'duty',
    at: 'at',
    level: 'level',
    to: 'told',
    ended: 'outcome',
    missing: 'missing',
    by: 'by',
    reason: 'reason',
    source: 'source',
    due: 'due',
    late: 'late by',
    doer: 'doer',
    person: 'person',
    words: 'words',
    night: 'at night',
    busiest: 'busiest day',
    until: 'until',
    lasted: 'for',
  },
  ended: (status: string, at: string) => `${status} ${at}`,
  notEnded: (status: string) => `${status}, not ended`,
  onDay: (day: string, words: number) => `${day} (${words})`,
  more: (count: number) => `${count} more; --all lists them`,
  named: (unit: string, duty: string) => `${unit}: ${duty}`,
  over: (title: string) => `${title}: the rehearsal is over`,
  holds: 'the record holds',
  violated: (count: number) => `the record has ${counted(count, 'fault')}`,
  typeNext: 'Type next, in another terminal in the project folder:',
} satisfies Texts['seasonReport'];
