import { calendarOf } from '../../src/engine/calendar.js';
import { epochMs, type EpochMs } from '../../src/engine/model.js';
import type { Hours } from '../../src/courier/hours.js';
import type { Word } from '../../src/courier/word.js';

export const SHANGHAI = calendarOf('Asia/Shanghai');

/** An instant of Shanghai, `YYYY-MM-DD HH:MM`. */
export function at(said: string): EpochMs {
  const [date = '', time = ''] = said.split(' ');
  return SHANGHAI.instant(date, time);
}

/** A word to one person, ordinary unless said otherwise; each its own duty. */
export const aWord = (notice: number, parts: Partial<Word> = {}): Word => ({
  notice,
  season: 's',
  path: 'c/a/1',
  duty: `d${notice}`,
  seq: notice,
  kind: 'remind',
  post: 'c/a/1#doer',
  person: 'p1',
  urgency: 'ordinary',
  label: 'internal',
  rehearsal: false,
  since: epochMs(0),
  isOfClock: true,
  before: null,
  ...parts,
});

export const hours = (...sessions: readonly (readonly [string, string])[]): Hours => ({
  calendar: SHANGHAI,
  sessions: sessions.map(([from, until]) => ({ from: at(from), until: at(until) })),
});
