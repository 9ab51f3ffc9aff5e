import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type CalendarSpec,
  type Client,
} from '@temporalio/client';

/** Work of a season that the server begins at civil instants of the season's zone. */
export interface Recurring {
  readonly scheduleId: string;
  readonly calendars: readonly CalendarSpec[];
  readonly timezone: string;
  readonly workflowType: string;
  readonly workflowId: string;
  readonly season: string;
  readonly taskQueue: string;
  /** For whoever looks at the server's own page. */
  readonly summary: string;
}

/**
 * Has it done by a Schedule of the server: a service that was down at the instant makes it up within the half hour, and not a
 * week's worth of it. Never two at once. Done twice it changes nothing; with other instants those count.
 */
export async function keepSchedule(client: Client, recurring: Recurring): Promise<void> {
  const { scheduleId, calendars, timezone, workflowType, workflowId } = recurring;
  const { season, taskQueue, summary: staticSummary } = recurring;
  const spec = { calendars: [...calendars], timezone };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '30 minutes' } as const;
  const action = {
    ...({ type: 'startWorkflow', workflowType, workflowId, taskQueue, staticSummary } as const),
    ...({ args: [{ season }], workflowRunTimeout: '3 hours' } as const),
  };
  try {
    await client.schedule.create({ scheduleId, spec, policies, action });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule
      .getHandle(scheduleId)
      .update((known) => ({ ...known, spec, policies, action }));
  }
}

/** Ends it; none there is as good. */
export async function endSchedule(client: Client, scheduleId: string): Promise<void> {
  await client.schedule
    .getHandle(scheduleId)
    .delete()
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
}
