import type { Clock } from '../engine/clock.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import { pacedClock } from '../engine/pace.js';
import { simulate } from '../engine/simulate.js';
import type { Prepared } from './prepare.js';

// Workflows have to start before their time begins to run.
const LEAD_MS = 3_000;

/** A clock that plays the season in about `seconds`, slow where much happens. */
export function rehearsalClock(now: number, prepared: Prepared, seconds: number): Clock {
  const instants: EpochMs[] = [];
  simulate(
    prepared.unitPlans.map(({ body }) => body),
    ({ event }) => instants.push(event.at),
  );
  return pacedClock(instants, epochMs(now + LEAD_MS), seconds * 1000);
}
