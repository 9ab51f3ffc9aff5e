import type { zhCalendars, zhExports, zhOutgoing } from './zh-CN-outgoing.js';

export const enExports = {
  heads: [
    ...['unit', 'unit title', 'duty', 'title', 'phase', 'status', 'due', 'late by', 'level'],
    ...['doer', 'answerable', 'told', 'promised', 'accepted', 'source'],
  ],
  tooManyRows: (most) => `more than ${most} rows are too many for xlsx: take CSV, or ask for less`,
} satisfies typeof zhExports;
export const enOutgoing = {
  export: 'export a list: all duties, or what is overdue, as CSV or xlsx',
  what: 'what to export: duties or overdue',
  format: 'csv (default) or xlsx',
  out: 'the file to write; CSV goes to the terminal without one',
  needsFile: 'xlsx needs a file: --out',
  written: (file) => `written to ${file}`,
  cutOff: (why) => `the export broke off and no file was written, try again: ${why}`,
  events: 'what happened; with --follow, as it happens',
  follow: 'go on as things happen, picking up where a lost connection ended',
  after: 'begin behind this id (of the last event heard)',
  limit: 'at most so many',
  nextEvents: (id) => `there is more: --after ${id}`,
  noEvents: 'nothing happened',
  lost: (why) => `connection lost, going on: ${why}`,
  posts: 'posts and who holds them',
  person: 'only what this person holds (id)',
  day: 'on which day, as 2027-06-16; default: today',
  vacant: 'vacant',
  noPosts: 'no posts',
  always: 'throughout',
  since: (from) => `from ${from}`,
  until: (to) => `until ${to}`,
  term: (from, to) => `${from} to ${to}`,
  holders: (posts, day) => `${posts} posts on ${day}`,
  columns: { unit: 'unit', post: 'post', holder: 'held by', term: 'term' },
} satisfies typeof zhOutgoing;
export const enCalendars = { name: 'duties' } satisfies typeof zhCalendars;
