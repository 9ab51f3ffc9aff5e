import type { Calendar } from '../engine/calendar.js';
import type { EpochMs } from '../engine/model.js';
import type { Lang } from './lang.js';

type Days = Pick<Calendar, 'dateOf' | 'timeOf'>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = {
  zh: [...'日一二三四五六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MINUTE_MS = 60_000;

/** `6月13日 17:00`, `13 Jun 17:00`: a season's instants, whose year everybody knows. */
export function dayTime(lang: Lang, calendar: Days, at: EpochMs): string {
  const [, month = '', day = ''] = calendar.dateOf(at).split('-');
  const date =
    lang === 'zh'
      ? `${Number(month)}月${Number(day)}日`
      : `${Number(day)} ${MONTHS[Number(month) - 1]}`;
  return `${date} ${calendar.timeOf(at)}`;
}

/** `2027-06-13 17:00`: where the year matters. */
export const fullTime = (calendar: Days, at: EpochMs): string =>
  `${calendar.dateOf(at)} ${calendar.timeOf(at)}`;

/** `2027-06-13 周日`, of a `YYYY-MM-DD`. */
export function dayName(lang: Lang, date: string): string {
  const weekday = WEEKDAYS[lang][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
  return lang === 'zh' ? `${date} 周${weekday}` : `${weekday} ${date}`;
}

/** Elapsed time in two units at most: `2天3小时`, `4小时10分`, `45分钟`; whole minutes, rounded down. */
export function span(lang: Lang, ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE_MS);
  const [days, hours, rest] = [
    Math.floor(minutes / 1440),
    Math.floor(minutes / 60) % 24,
    minutes % 60,
  ];
  if (minutes === 0) return lang === 'zh' ? '不足1分钟' : 'under a minute';
  const zh = days
    ? [`${days}天`, hours && `${hours}小时`]
    : hours
      ? [`${hours}小时`, rest && `${rest}分`]
      : [`${rest}分钟`];
  const en = days
    ? [`${days} d`, hours && `${hours} h`]
    : hours
      ? [`${hours} h`, rest && `${rest} min`]
      : [`${rest} min`];
  return lang === 'zh' ? zh.filter(Boolean).join('') : en.filter(Boolean).join(' ');
}
