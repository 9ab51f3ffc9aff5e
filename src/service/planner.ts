import type { Bundle } from '../plan/bundle.js';
import type { StartWish } from './port.js';
import { prepareBundle, type PlanFault, type Prepared } from './prepare.js';

/** A word that a simulated season says: what programs read of it. Its names change only with a version. */
export interface SimulatedLine {
  /** ISO 8601 in the season's zone. */
  readonly at: string;
  readonly unit: string;
  readonly step: string;
  readonly occurrence: string | null;
  readonly action: string;
  readonly rung?: number;
  readonly to: readonly string[];
  readonly side?: 'acceptor';
}

export type Faulty = { readonly faults: readonly PlanFault[] };
/** What `prepare` answers, without its calendar: functions do not travel between threads. */
export type PreparedPlan = Omit<Prepared, 'calendar'>;
export type PlanWish = Omit<StartWish, 'seconds' | 'showOnly' | 'by'>;

/**
 * Reads, checks and plays plans; where it lives, seconds of work hold up nobody else. Throws `RangeError`
 * where a wish is no season id or no date.
 */
export interface Planner {
  prepare(bundle: Bundle, wish: PlanWish): Promise<PreparedPlan | Faulty>;
  simulate(bundle: Bundle, wish: PlanWish): Promise<readonly SimulatedLine[] | Faulty>;
}

/** In this very thread: for tests, and for a command that does nothing else. */
export const prepareHere = async (
  bundle: Bundle,
  wish: PlanWish,
): Promise<PreparedPlan | Faulty> => {
  const prepared = prepareBundle(bundle, wish);
  if ('faults' in prepared) return prepared;
  const { calendar: _calendar, ...rest } = prepared;
  return rest;
};
