import type { Clock } from '../engine/clock.js';
import { epochMs, type EpochMs } from '../engine/model.js';
import { pacedClock } from '../engine/pace.js';
import { simulate } from '../engine/simulate.js';
import type { PreparedPlan } from './planner.js';

// Workflows have to start before their time begins to run.
const LEAD_MS = 3_000;

// So many events a second two cores keep up with; a shorter rehearsal would only be late. Where hundreds of
// units wake at one instant, each with a write of its own, it is fewer.
const EVENTS_A_SECOND = { few: 90, many: 60 };
const MANY_UNITS = 100;
const SHORTEST_S = 36;

/**
 * A clock that plays the season in about `seconds`, slow where much happens; without a wish, in as long as
 * the machine needs for what simulation says will happen.
 */
export function rehearsalClock(now: number, prepared: PreparedPlan, seconds?: number): Clock {
  const instants: EpochMs[] = [];
  simulate(
    prepared.unitPlans.map(({ body }) => body),
    ({ event }) => instants.push(event.at),
  );
  const rate = EVENTS_A_SECOND[prepared.unitPlans.length < MANY_UNITS ? 'few' : 'many'];
  const length = seconds ?? Math.max(SHORTEST_S, instants.length / rate);
  return pacedClock(instants, epochMs(now + LEAD_MS), length * 1000);
}
