/** What is recorded longer than this after it happened is late, where the plan does not say. */
export const USUAL_LATE_MS = 15 * 60_000;

/**
 * Whether something was recorded so long after it happened that it is to be seen (迟录): nobody may take the one
 * instant for the other. `lateMs`: what the plan allows.
 */
export const recordedLate = (
  happenedAt: number | null | undefined,
  recordedAt: number,
  lateMs: number,
): boolean => happenedAt !== null && happenedAt !== undefined && recordedAt - happenedAt > lateMs;
