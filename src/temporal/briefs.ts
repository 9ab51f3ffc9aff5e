import type { CalendarSpec, Client } from '@temporalio/client';
import { endSchedule, keepSchedule } from './schedules.js';

/** When a season's brief goes out by itself, civil times of its zone. */
export interface Briefs {
  readonly season: string;
  readonly timezone: string;
  /** Each day, `HH:MM`. */
  readonly morning: string;
  /** On its day alone, beside the mornings. */
  readonly once: readonly { readonly date: string; readonly time: string }[];
  readonly taskQueue: string;
}

export const briefsId = (season: string): string => `briefs/${season}`;

/** Has the season's coordinators briefed each morning and at the instants named. */
export const scheduleBriefs = (client: Client, briefs: Briefs): Promise<void> => {
  const { season, timezone, morning, once, taskQueue } = briefs;
  const calendars = [clockOf(morning), ...once.map(({ date, time }) => dayOf(date, time))];
  return keepSchedule(client, {
    ...{ scheduleId: briefsId(season), calendars, timezone, season, taskQueue },
    ...{ workflowType: 'brief', workflowId: `brief/${season}`, summary: `简报 ${season}` },
  });
};

/** Ends them with the season. */
export const unscheduleBriefs = (client: Client, season: string): Promise<void> =>
  endSchedule(client, briefsId(season));

function clockOf(time: string): { readonly hour: number; readonly minute: number } {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { hour, minute };
}

const MONTHS = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];

function dayOf(date: string, time: string): CalendarSpec {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number);
  return { year, month: MONTHS[month - 1] ?? 'JANUARY', dayOfMonth, ...clockOf(time) };
}
