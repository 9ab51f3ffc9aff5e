import type { Minute } from './zh-CN-minute.js';

export const enMinute: Minute = {
  command:
    'minute sheet: a session at a site in the order of time, one A4 page with short codes and boxes',
  session: 'id of the session',
  title: (unit, session) => `${unit}, ${session}: minute sheet`,
  hours: (day, start, end) => `${day} ${start}–${end}`,
  phone: (phone) => `Duty desk: ${phone}`,
  duties: 'What is done when',
  heads: ['Time', 'What', 'Who', 'Code', 'Really at', 'Signed'],
  start: 'The exam starts',
  end: 'The exam ends',
  needed: 'When it is needed',
  begin: (titles, code) =>
    `${titles}: begin it at the site desk, or call the duty desk, read the code of this site, ${code}, say which and why`,
  howTo:
    'Done at the site desk, or by telephone: read the code, your name and when it really happened. The duty desk reads back, types it in, and you confirm within 24 hours. Of numbers by room only exceptions are told.',
  link: 'Minute sheets, to be printed',
  page: 'Minute sheets',
  none: 'This site has no sessions.',
};
