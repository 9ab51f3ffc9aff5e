import { epochMs, type Duty, type EpochMs } from './model.js';

/** From when until when a duty is planned to be on somebody's desk: for timelines and previews. */
export interface Planned {
  readonly openAt: EpochMs;
  readonly dueAt: EpochMs;
}

/**
 * The planned time of a duty. A series or a watch lasts as long as its span; what says no opening is on the
 * desk from its first reminder, else only at its due instant. An event may shift all of it.
 */
export function plannedOf({ openAt, dueAt, series, watch, remindBeforeMs }: Duty): Planned {
  const span = series ?? watch;
  if (span) return { openAt: span.fromAt, dueAt: span.untilAt };
  return { openAt: openAt ?? epochMs(dueAt - (remindBeforeMs[0] ?? 0)), dueAt };
}
