import { isCivilDate, isCivilTime } from '../engine/moment.js';

/** The exam that a task sheet was written for. */
export interface Era {
  /** `YYYY-MM-DD` */
  readonly examDay: string;
  /** Sessions by title, where they are known. */
  readonly sessions: readonly { readonly id: string; readonly zh: string }[];
}

/** What was taken for granted in reading a time; the sentences stand in `doubts.ts`. */
export type TimeDoubt =
  | 'time-year-assumed'
  | 'time-vague'
  | 'time-part-read'
  | 'time-no-clock'
  | 'time-working-days'
  | 'time-throughout'
  | 'time-session-unknown'
  | 'time-unreadable'
  | 'time-missing'
  | 'time-order';

/** A point in time, days counted from the first (`E`) or the last day of the exam (`E.end`). */
export interface Point {
  readonly edge: 'E' | 'E.end';
  readonly days: number;
  /** `HH:MM`; empty where only a day is said. */
  readonly time: string;
  readonly doubt: TimeDoubt | null;
}

/** What a range's second half leaves unsaid. */
export interface MonthSaid {
  readonly year: string;
  readonly month: string;
}

const DAY_MS = 86_400_000;
const DATE =
  /^(?:(\d{4})年)?(?:[今当去明前]年)?(\d{1,2})月(?:(\d{1,2})[日号]?|(上旬|中旬|下旬|初|中|底|末)?)(?:份)?(.*)$/;
const BEFORE =
  /^(?:考试|开考|高考|中考|考)前(?:(\d{1,3})(个工作日|天|日|个?周|个?星期|个月)|夕|1?晚)?(?:的)?(.*)$/;
const AFTER =
  /^(?:考试结束|考试|考|考完)[之以]?后(?:(\d{1,3})(个工作日|天|日|个?周|个?星期|个月))?(.*)$/;
const ON =
  /^(?:考试|开考|高考|中考)(?:期间)?(当[天日]|首日|第1[天日]|日|第(\d)[天日]|最后1?[天日]|末日|结束当[天日])(.*)$/;
const DAYS: Readonly<Record<string, number>> = { 天: 1, 日: 1, 周: 7, 星期: 7, 月: 30 };

/** Reads one point in time from plain words (`plainly`); null where there is none. */
export function pointIn(text: string, era: Era, said: MonthSaid | null = null): Point | null {
  return dated(text, era, said) ?? before(text) ?? after(text) ?? onDay(text);
}

/** Year and month at the beginning of a range, for its end. */
export function monthIn(text: string): MonthSaid | null {
  const [whole, year = '', month = ''] = /^(?:(\d{4})年)?(\d{1,2})月/.exec(text) ?? [];
  return whole === undefined ? null : { year, month };
}

function dated(text: string, era: Era, said: MonthSaid | null): Point | null {
  const filled = said && /^\d{1,2}[日号]/.test(text) ? `${said.month}月${text}` : text;
  const [whole, year = said?.year ?? '', month = '', day, part, rest = ''] =
    DATE.exec(filled) ?? [];
  const clock = whole === undefined ? null : clockIn(rest);
  if (clock === null) return null;
  const date = dateOf(year, month, day, part, era.examDay);
  if (date === null) return null;
  const days = daysBetween(era.examDay, date) + clock.days;
  const isFar = year === '' && Math.abs(days) > 200;
  // `6月中旬前` may mean by the 10th or by the 20th.
  const isPart = part?.endsWith('旬') ? !/^[之以]?前/.test(rest) : /[底末]/.test(part ?? '');
  const isVague = day === undefined && !isPart;
  const doubt = isVague ? 'time-vague' : isFar ? 'time-year-assumed' : clock.doubt;
  return { edge: 'E', days, time: clock.time, doubt };
}

/** Whether a date is understood without its year: from ten months before the exam to two after. */
export function needsNoYear(date: string, examDay: string): boolean {
  const days = daysBetween(examDay, date);
  return days > -300 && days <= 65;
}

/** Where no year is said, the one in which it is understood so. */
function dateOf(
  year: string,
  month: string,
  day: string | undefined,
  part: string | undefined,
  examDay: string,
): string | null {
  const inYear = (y: number): string => {
    const head = `${y}-${month.padStart(2, '0')}`;
    if (day !== undefined) return `${head}-${day.padStart(2, '0')}`;
    const fixed = { 初: '05', 上旬: '10', 中: '15', 中旬: '20' }[part ?? ''];
    return `${head}-${fixed ?? lastDay(y, Number(month))}`;
  };
  if (year !== '') return isCivilDate(inYear(Number(year))) ? inYear(Number(year)) : null;
  const own = Number(examDay.slice(0, 4));
  const near = [own - 1, own, own + 1].map(inYear).filter((date) => {
    return isCivilDate(date) && needsNoYear(date, examDay);
  });
  return near[0] ?? null;
}

const lastDay = (year: number, month: number): string =>
  String(new Date(Date.UTC(year, month, 0)).getUTCDate());

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

function before(text: string): Point | null {
  const [whole, count = '1', unit, rest = ''] = BEFORE.exec(text) ?? [];
  const clock = whole === undefined ? null : clockIn(rest);
  if (clock === null) return null;
  const [days, doubt] = counted(count, unit);
  const isBare = /^(?:考试|开考|高考|中考|考)前$/.test(text);
  return {
    edge: 'E',
    days: clock.days - days,
    time: clock.time,
    doubt: isBare ? 'time-vague' : (doubt ?? clock.doubt),
  };
}

function after(text: string): Point | null {
  const [whole, count, unit, rest = ''] = AFTER.exec(text) ?? [];
  const clock = whole === undefined ? null : clockIn(rest);
  if (clock === null) return null;
  const [days, doubt] = counted(count ?? '1', unit);
  const vague = count === undefined ? 'time-vague' : doubt;
  return { edge: 'E.end', days: days + clock.days, time: clock.time, doubt: vague ?? clock.doubt };
}

/** Working days become the calendar days that hold as many in an ordinary week. */
function counted(count: string, unit: string | undefined): [number, TimeDoubt | null] {
  const many = Number(count);
  if (unit === '个工作日') return [many + 2 * Math.floor((many + 2) / 5), 'time-working-days'];
  return [many * (DAYS[(unit ?? '天').replace(/^个/, '')] ?? 1), null];
}

function onDay(text: string): Point | null {
  const [whole, which = '', nth, rest = ''] = ON.exec(text) ?? [];
  const clock = whole === undefined ? null : clockIn(rest);
  if (clock === null) return null;
  const isLast = /最后|末日|结束/.test(which);
  const days = nth === undefined ? 0 : Number(nth) - 1;
  return { ...clock, edge: isLast ? 'E.end' : 'E', days: days + clock.days };
}

const LATER = /^(?:下午|晚上?|傍晚|夜间?)$/;
const PARTS: Readonly<Record<string, string>> = {
  ...{ 早: '08:00', 早上: '08:00', 上午: '12:00', 中午: '12:00', 下午: '17:00', 傍晚: '18:00' },
  ...{ 晚: '21:00', 晚上: '21:00', 下班: '17:00' },
};

/** `上午8:30前`, `18时`, `下午5点半`; what is left must say nothing more. Null where it does. */
function clockIn(text: string): { days: number; time: string; doubt: TimeDoubt | null } | null {
  const about: TimeDoubt | null = /左右|前后|许/.test(text) ? 'time-vague' : null;
  const bare = text.replace(
    /(?:[之以]?前|[之以]?内|止|起|左右|前后|完成|报送|上报|到位|办结|结束|截止|开始|,|。|;)+$/g,
    '',
  );
  const [whole, part = '', hour, minute, half] =
    /^(?:的)?(早上?|上午|中午|下午|傍晚|晚上?|夜间?|下班)?(?:(\d{1,2})(?::(\d{2})|[时点](?:(\d{1,2})分?|半)?))?$/.exec(
      bare.replace(/半$/, '30分'),
    ) ?? [];
  if (whole === undefined) return null;
  if (hour === undefined) return { days: 0, time: PARTS[part] ?? '', doubt: about };
  const shifted = LATER.test(part) && Number(hour) < 12 ? Number(hour) + 12 : Number(hour);
  const isMidnight = shifted === 24;
  const time = `${String(isMidnight ? 0 : shifted).padStart(2, '0')}:${(minute ?? half ?? '').padStart(2, '0')}`;
  return isCivilTime(time) ? { days: isMidnight ? 1 : 0, time, doubt: about } : null;
}
