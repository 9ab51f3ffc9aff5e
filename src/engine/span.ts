import type { Duty, EpochMs, Run } from './model.js';

/** How a duty that hangs on events, a series or a watch begins; null for every other duty. */
export function freshRun({ after, series, watch }: Duty): Run | null {
  const span = series ?? watch;
  if (!span && !after) return null;
  return {
    startAt: span && span.from === null ? span.fromAt : null,
    endAt: span && span.until === null ? span.untilAt : null,
    count: 0,
    crew: null,
    crewSince: null,
    gapMs: 0,
    isOver: false,
  };
}

/** Whether it waits for an event before anything is owed. */
export const isHanging = ({ after, series, watch }: Duty, run: Run | null): boolean =>
  (after ?? series ?? watch) !== undefined && (run === null || run.startAt === null);

/** When the duty opens; null where no word opens it. */
export const openingOf = ({ after, openAt }: Duty, run: Run | null): EpochMs | null =>
  after ? (run?.startAt ?? null) : openAt;

/** The run under another version of the plan: what an event has settled stays as it is. */
export function runUnder(duty: Duty, run: Run): Run {
  const span = duty.series ?? duty.watch;
  if (!span) return run;
  const startAt = span.from === null ? span.fromAt : run.startAt;
  const endAt = span.until === null ? span.untilAt : run.endAt;
  return { ...run, startAt, endAt };
}
