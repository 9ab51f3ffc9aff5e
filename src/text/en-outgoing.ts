import type { zhCalendars, zhExports } from './zh-CN-outgoing.js';

export const enExports = {
  heads: [
    ...['unit', 'unit title', 'duty', 'title', 'phase', 'status', 'due', 'late by', 'level'],
    ...['doer', 'answerable', 'told', 'promised', 'accepted', 'source'],
  ],
  tooManyRows: (most) => `more than ${most} rows are too many for xlsx: take CSV, or ask for less`,
} satisfies typeof zhExports;
export const enCalendars = { name: 'duties' } satisfies typeof zhCalendars;
