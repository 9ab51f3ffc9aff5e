import type { zhReportPages } from './zh-CN-report-pages.js';

export const enReportPages = {
  season: 'Season',
  show: 'Show',
  silentHeading: (count) => `Silent (${count})`,
  noSilent: 'Nobody is silent',
  levels: 'Level by level',
  states: 'Reports by body',
  noSeason: 'No season is running',
  notices: {
    day: 'Day',
    trial: (until) => `A trial: until ${until} everything is recorded and nothing goes out`,
    act: 'Act',
    stop: 'Hold back',
    reason: 'Why',
    line: 'Add a sentence',
    text: 'One sentence (at most 60 characters, no address of a page)',
    pages: {
      at: (page, last) => `page ${page} of ${last}`,
      before: 'Back',
      next: 'Next',
    },
    hint: 'Your sentence goes out with the notice, under your name. Holding back stops this one alone: the duty climbs its ladder all the same.',
  },
  channels: {
    to: 'Person id to write to',
    place: (place) => `tried as no. ${place}`,
    test: 'Send a test',
    hint: 'The message says that it is a test and asks for nothing. Every test is on record and counts against the channel’s limit.',
    none: 'No channel is set',
  },
} satisfies typeof zhReportPages;
