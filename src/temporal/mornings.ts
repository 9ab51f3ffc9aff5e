import type { Client } from '@temporalio/client';
import { endSchedule, keepSchedule } from './schedules.js';

/** When a season's morning report is made, in its own zone. */
export interface Morning {
  readonly season: string;
  readonly timezone: string;
  readonly hour: number;
  readonly minute: number;
  readonly taskQueue: string;
}

export const morningId = (season: string): string => `morning/${season}`;

/** Has the season's report made every morning. */
export const scheduleMorning = (client: Client, morning: Morning): Promise<void> => {
  const { season, timezone, hour, minute, taskQueue } = morning;
  return keepSchedule(client, {
    ...{
      scheduleId: morningId(season),
      calendars: [{ hour, minute }],
      timezone,
      season,
      taskQueue,
    },
    ...{ workflowType: 'report', workflowId: `report/${season}`, summary: `晨报 ${season}` },
  });
};

/** Ends it with the season. */
export const unscheduleMorning = (client: Client, season: string): Promise<void> =>
  endSchedule(client, morningId(season));
