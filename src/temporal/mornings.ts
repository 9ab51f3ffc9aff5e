import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
} from '@temporalio/client';
import type { MorningInput } from '../../activities/morning.js';

/** When a season's morning report is made, in its own zone. */
export interface Morning {
  readonly season: string;
  readonly timezone: string;
  readonly hour: number;
  readonly minute: number;
  readonly taskQueue: string;
}

export const morningId = (season: string): string => `morning/${season}`;

/**
 * Has the season's report made every morning, by a Schedule of the server: a service that was down at 07:30 makes it
 * up within the half hour, and not a week's worth of them. Done twice, it changes nothing.
 */
export async function scheduleMorning(client: Client, morning: Morning): Promise<void> {
  const { season, timezone, hour, minute, taskQueue } = morning;
  const input: MorningInput = { season };
  await client.schedule
    .create({
      scheduleId: morningId(season),
      spec: { calendars: [{ hour, minute }], timezone },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '30 minutes' },
      action: {
        type: 'startWorkflow',
        workflowType: 'report',
        workflowId: `report/${season}`,
        taskQueue,
        args: [input],
        workflowRunTimeout: '3 hours',
        staticSummary: `晨报 ${season}`,
      },
    })
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    });
}

/** Ends it with the season; none there is as good. */
export async function unscheduleMorning(client: Client, season: string): Promise<void> {
  await client.schedule
    .getHandle(morningId(season))
    .delete()
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
}
