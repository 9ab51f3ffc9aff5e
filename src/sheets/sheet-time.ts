import { parseMoment } from '../engine/moment.js';
import {
  daysBetween,
  monthIn,
  pointIn,
  type Era,
  type Point,
  type TimeDoubt,
} from './day-words.js';
import { textOf, type Cell } from './grid.js';
import { plainly } from './numerals.js';

/** When a task opens and is due, in moments relative to the exam, and of which sessions. */
export interface SheetTime {
  readonly opens: string | null;
  readonly due: string;
  readonly sessions: 'all' | readonly string[] | null;
  readonly doubt: TimeDoubt | null;
}

/** The hour at which a day ends where none is said. */
const END_OF_DAY = '17:00';
const START_OF_DAY = '09:00';
const THROUGHOUT = /长期|全程|全年|全过程|持续|常态化|贯穿|始终|随时|每[天日]|逐日/;
const DURING = /^(?:(?:整个)?考试|高考|中考|考)期间/;
const SESSION =
  /^(?:(.+?):)?(?:每场|各场|本场)?(?:考试)?(开考|开始|结束)(?:(前|后)(\d{1,4})(分钟?|小时)|时)?(?:内|完成)?$/;
const SERIAL = { from: 36_526, to: 73_050 };

/**
 * Reads a time of a task sheet: `6月5日`, `2026-06-05 18:00`, `5月底前`, `6月1日至18日`, `考前三天`, `考试当天 7:30`,
 * `考后一周内`, `每场开考前75分钟`, `全程`, a day as spreadsheets count it, or a moment of a plan.
 * @returns null where nothing in it is a time.
 */
export function timeIn(cell: Cell, era: Era): SheetTime | null {
  if (typeof cell === 'number') return serialDay(cell, era);
  if (cell !== null && typeof cell === 'object') {
    const days = daysBetween(era.examDay, cell.date);
    return single({ edge: 'E', days, time: cell.time, doubt: null });
  }
  const text = textOf(cell);
  if (/^(?:E|S)/.test(text) && parseMoment(text) !== null) return moment(text);
  const plain = isoAsWords(plainly(text));
  // How a watch or a series goes on stands in brackets behind its end.
  const [, end, how] = /^(.+?)\(([每不][^()]*)\)$/.exec(plain) ?? [];
  if (how === undefined || end === undefined) return worded(plain, era);
  const time = worded(end, era);
  return time && { ...time, doubt: time.doubt ?? 'time-throughout' };
}

const worded = (plain: string, era: Era): SheetTime | null =>
  inSession(plain, era) ??
  range(plain, era) ??
  one(plain, era) ??
  throughout(plain) ??
  within(plain, era);

/** The same for an opening: a day begins in the morning. */
export function openingIn(
  cell: Cell,
  era: Era,
): { moment: string; doubt: TimeDoubt | null } | null {
  const time = timeIn(cell, era);
  if (time === null) return null;
  const saysHour = /[\d时点]:?\d{2}|[时点]|[上下中]午|晚/.test(textOf(cell));
  const moment = time.opens ?? (saysHour ? time.due : time.due.replace(END_OF_DAY, START_OF_DAY));
  return { moment, doubt: time.doubt };
}

const one = (text: string, era: Era): SheetTime | null => {
  const point = pointIn(text, era);
  return point && single(point);
};

function single(point: Point): SheetTime {
  return { opens: null, due: momentOf(point, END_OF_DAY), sessions: null, doubt: point.doubt };
}

const moment = (due: string): SheetTime => ({
  ...{ opens: null, due, doubt: null },
  sessions: due.startsWith('S') ? 'all' : null,
});

/** The moment of a point; `time` where it says none. */
function momentOf({ edge, days, time: said }: Point, time: string): string {
  const offset = days === 0 ? '' : `${days < 0 ? '-' : '+'}${Math.abs(days)}d`;
  return `${edge}${offset} ${said || time}`;
}

// 45,000 days after 1899-12-30 is in 2023; smaller numbers are months and days written as 6.5.
function serialDay(serial: number, era: Era): SheetTime | null {
  if (serial >= SERIAL.from && serial < SERIAL.to) {
    const minutes = Math.round(serial * 1440);
    const iso = new Date(Date.UTC(1899, 11, 30) + minutes * 60_000).toISOString();
    const time = iso.slice(11, 16) === '00:00' ? '' : iso.slice(11, 16);
    return single({
      edge: 'E',
      days: daysBetween(era.examDay, iso.slice(0, 10)),
      time,
      doubt: null,
    });
  }
  const [month, day] = String(serial).split('.');
  const read = day === undefined ? null : one(`${month}月${day}日`, era);
  return read && { ...read, doubt: 'time-vague' };
}

/** `2026-06-05`, `2026/6/5`, `2026.6.5` and `6.5`, `6/5` as words, so that a hyphen means "until". */
function isoAsWords(text: string): string {
  return text
    .replace(/(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, '$1年$2月$3日')
    .replace(/T(?=\d\d:)/, ' ')
    .replace(/日 /g, '日')
    .replace(/(?<![\d:.年月])(\d{1,2})[./](\d{1,2})(?![\d:.日号])/g, '$1月$2日');
}

function inSession(text: string, era: Era): SheetTime | null {
  const [whole, names, edge, side, count, unit = ''] = SESSION.exec(text) ?? [];
  if (whole === undefined || (names === undefined && !/场/.test(text))) return null;
  const sessions = names === undefined ? 'all' : sessionsNamed(names, era);
  const offset =
    count === undefined ? '' : `${side === '前' ? '-' : '+'}${count}${unit === '小时' ? 'h' : 'm'}`;
  const due = `S${edge === '结束' ? '.end' : ''}${offset}`;
  const doubt = sessions === null ? 'time-session-unknown' : null;
  return { opens: null, due, sessions: sessions ?? 'all', doubt };
}

function sessionsNamed(names: string, { sessions }: Era): readonly string[] | null {
  const ids = names
    .split(/[、,]/)
    .map((name) => sessions.find(({ zh }) => plainly(zh) === name)?.id ?? null);
  return ids.every((id) => id !== null) ? ids : null;
}

function range(text: string, era: Era): SheetTime | null {
  const [, first = '', second = ''] = /^(.+?)(?:[-—–~～]+|至|到)(.+)$/.exec(text) ?? [];
  if (second === '') return null;
  const due = pointIn(second, era, monthIn(first)) ?? ending(second);
  if (due === null) return null;
  const opens = pointIn(first.replace(/^(?:从|自)/, ''), era);
  const isNow = /^(?:即日|现在|目前|印发之日|发文之日|通知下发)/.test(first);
  if (opens === null && !isNow) return null;
  return {
    opens: opens && momentOf(opens, START_OF_DAY),
    due: momentOf(due, END_OF_DAY),
    sessions: null,
    doubt: opens?.doubt ?? due.doubt,
  };
}

const ending = (text: string): Point | null =>
  /^考试?(?:全部)?结束(?:为止|止)?$/.test(text)
    ? { edge: 'E.end', days: 0, time: '18:00', doubt: null }
    : null;

function throughout(text: string): SheetTime | null {
  if (DURING.test(text) && !/每[天日]|逐日/.test(text))
    return { opens: 'E 07:00', due: 'E.end 18:00', sessions: null, doubt: null };
  if (!THROUGHOUT.test(text)) return null;
  return { opens: null, due: 'E.end 18:00', sessions: null, doubt: 'time-throughout' };
}

/** The first date inside other words. */
function within(text: string, era: Era): SheetTime | null {
  const found =
    /(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]?|[上中下]旬|[初中底末])?|考(?:试)?前\d{1,3}(?:天|日|周)|考试当[天日]/.exec(
      text,
    );
  const read = found && one(found[0], era);
  return read && { ...read, doubt: 'time-part-read' };
}
